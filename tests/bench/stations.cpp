#include "bench/statistics.hpp"
#include "support/county.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

/// 16 stations with 16 switches, mixed protocols and payloads, and what three bad switches among
/// them cost the other 13: rounds with and without the bad ones in turn, ratios at the end. Run by
/// hand: `iaq_bench_stations`, IAQ_BENCH_COUNT (inquiries a round, 20,000), IAQ_BENCH_RATE (of them
/// a second, 400), IAQ_BENCH_ROUNDS (of each kind, 3). And what the whole way costs, from the
/// submission to the delivered answer, with one station and with 16: `--run_test=whole_way`.
using namespace iaq;
using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::county;

namespace {

constexpr std::size_t stations = 16;
constexpr std::size_t bad_ones = 3;  // the first
constexpr auto answering = "switch on iaq : ack ; answer after 1ms\n";

int wanted(const char* name, int otherwise) {
    const char* const said = std::getenv(name);
    return said != nullptr ? std::atoi(said) : otherwise;
}

std::vector<testing::member> members(bool with_bad_ones) {
    static const std::string bad[bad_ones] = {
        "switch on iaq : silent\n",
        std::string{"switch at 5s every 5s : close\n"} + answering,
        "switch on iaq : garbage bytes=64\n",
    };
    std::vector<testing::member> all;
    for (std::size_t i = 0; i < stations; ++i) {
        testing::member m{"st" + std::to_string(i), answering};
        m.payload = i % 2 == 0 ? "ofml" : "nlets_text";
        m.line.protocol = i % 4 < 2 ? "foxtalk" : "dmpp2020";
        m.line.key = i % 4 == 3 ? std::string(32, 'k') : std::string{};
        if (with_bad_ones && i < bad_ones) {
            m.scene = bad[i];
        }
        all.push_back(std::move(m));
    }
    return all;
}

struct times {
    steady_clock::time_point submitted, acknowledged, answered;
};

double since_us(const times& t, steady_clock::time_point then) {
    return std::chrono::duration<double, std::micro>(then - t.submitted).count();
}

std::size_t member_of(std::size_t number) { return number % stations; }

/// Submits at an even rate, whatever comes back when.
void submit_all(const county& c, std::vector<times>& all, int rate) {
    auto client = c.connect();
    const auto began = steady_clock::now();
    std::size_t answered = 1;
    for (std::size_t n = 1; n < all.size(); ++n) {
        std::this_thread::sleep_until(began + n * 1'000'000us / rate);
        all[n].submitted = steady_clock::now();
        const auto frame = county::submission(member_of(n), static_cast<int>(n),
                                              "key-" + std::to_string(n), "officer");
        BOOST_REQUIRE(client.send(frame).has_value());
        for (; answered + 64 < n; ++answered) {
            BOOST_REQUIRE(client.receive(steady_clock::now() + 60s).value().has_accepted());
        }
    }
    for (; answered < all.size(); ++answered) {
        BOOST_REQUIRE(client.receive(steady_clock::now() + 60s).value().has_accepted());
    }
}

/// Notes when each was told, until every inquiry of the good ones is answered.
void listen(const county& c, std::vector<times>& all) {
    auto client = c.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("all");
    BOOST_REQUIRE(client.call(subscribe).value().has_done());
    std::size_t left = 0;
    for (std::size_t n = 1; n < all.size(); ++n) {
        left += member_of(n) >= bad_ones ? 1U : 0U;
    }
    while (left > 0) {
        const auto frame = client.receive(steady_clock::now() + 120s);
        BOOST_REQUIRE_MESSAGE(frame.has_value(), left << " of the good ones are not answered");
        const auto& d = frame.value().delivery();
        if (!frame.value().has_delivery() || d.incident().empty()) {
            continue;
        }
        const auto n = static_cast<std::size_t>(std::stoul(d.incident().substr(1)));
        auto& t = all.at(n);
        if (d.kind() == v1::DELIVERY_KIND_SWITCH_ACKNOWLEDGED) {
            t.acknowledged = steady_clock::now();
        } else if (d.kind() == v1::DELIVERY_KIND_ANSWERED && t.answered == times{}.answered) {
            t.answered = steady_clock::now();
            left -= member_of(n) >= bad_ones ? 1U : 0U;
        }
    }
}

/// Processor time of the daemon so far, in microseconds.
double cpu_us(const testing::process& daemon) {
    std::istringstream stat{
        testing::contents_of("/proc/" + std::to_string(daemon.pid()) + "/stat")};
    std::string word;
    double ticks = 0;
    for (int field = 1; field <= 15 && stat >> word; ++field) {
        ticks += field >= 14 ? std::stod(word) : 0;  // user, system
    }
    return ticks * 1e6 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Keeps `in_flight` inquiries on their way, one member after the other, until `count` are
/// answered. Returns the seconds that took.
double keep_busy(const county& c, std::size_t count, std::size_t in_flight) {
    auto client = c.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("all");
    BOOST_REQUIRE(client.call(subscribe).value().has_done());
    const auto began = steady_clock::now();
    std::size_t sent = 0;
    for (std::size_t answered = 0; answered < count;) {
        while (sent < count && sent - answered < in_flight) {
            ++sent;
            BOOST_REQUIRE(
                client.send(county::submission(sent % c.size(), static_cast<int>(sent),
                                               "key-" + std::to_string(sent), "officer")));
        }
        const auto frame = client.receive(steady_clock::now() + 60s);
        BOOST_REQUIRE(frame.has_value());
        answered += frame.value().delivery().kind() == v1::DELIVERY_KIND_ANSWERED ? 1U : 0U;
    }
    return std::chrono::duration<double>{steady_clock::now() - began}.count();
}

/// The most memory the daemon ever held, in MiB.
double peak_mib(const testing::process& daemon) {
    std::istringstream in{
        testing::contents_of("/proc/" + std::to_string(daemon.pid()) + "/status")};
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::atof(line.c_str() + 6) / 1024;
        }
    }
    return 0;
}

struct figures {
    double ack_p50 = 0, ack_p99 = 0, answer_p50 = 0, answer_p99 = 0, peak = 0;
};

figures one_round(bool with_bad_ones, int count, int rate) {
    county c{members(with_bad_ones)};
    c.start();
    std::vector<times> all(static_cast<std::size_t>(count) + 1);
    std::thread ear{[&] { listen(c, all); }};
    submit_all(c, all, rate);
    ear.join();
    std::vector<double> acks, answers;
    for (std::size_t n = 1; n < all.size(); ++n) {
        if (member_of(n) >= bad_ones) {
            acks.push_back(since_us(all[n], all[n].acknowledged));
            answers.push_back(since_us(all[n], all[n].answered));
        }
    }
    const figures f{bench::quantile(acks, 0.5), bench::quantile(acks, 0.99),
                    bench::quantile(answers, 0.5), bench::quantile(answers, 0.99),
                    peak_mib(c.daemon())};
    const auto status = c.status();
    fmt::print(
        "{}: acknowledged p50 {:.0f} us p99 {:.0f} us, answered p50 {:.0f} us p99 {:.0f} us, "
        "peak {:.0f} MiB; open {}\n",
        with_bad_ones ? "3 bad" : "calm ", f.ack_p50, f.ack_p99, f.answer_p50, f.answer_p99, f.peak,
        status.stations(0).queued());
    std::fflush(stdout);
    BOOST_REQUIRE(c.stop() == 0);
    return f;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_bad_switches_cost_the_others) {
    const int count = wanted("IAQ_BENCH_COUNT", 20'000);
    const int rate = wanted("IAQ_BENCH_RATE", 400);
    std::vector<double> ack_p50, ack_p99, answer_p50, answer_p99, peak;
    for (int round = 0; round < wanted("IAQ_BENCH_ROUNDS", 3); ++round) {
        const auto calm = one_round(false, count, rate);
        const auto bad = one_round(true, count, rate);
        ack_p50.push_back(bad.ack_p50 / calm.ack_p50);
        ack_p99.push_back(bad.ack_p99 / calm.ack_p99);
        answer_p50.push_back(bad.answer_p50 / calm.answer_p50);
        answer_p99.push_back(bad.answer_p99 / calm.answer_p99);
        peak.push_back(bad.peak / calm.peak);
    }
    const auto say = [](const char* what, const std::vector<double>& ratios) {
        const auto s = bench::spread_of(ratios);
        fmt::print("with 3 bad switches / without, {}: {:.2f} ({:.2f} to {:.2f})\n", what, s.median,
                   s.min, s.max);
    };
    say("acknowledged p50", ack_p50);
    say("acknowledged p99", ack_p99);
    say("answered p50", answer_p50);
    say("answered p99", answer_p99);
    say("peak memory", peak);
    BOOST_TEST(!peak.empty());
}

BOOST_AUTO_TEST_CASE(whole_way) {
    const auto count = static_cast<std::size_t>(wanted("IAQ_BENCH_COUNT", 20'000));
    for (const std::size_t lines : {std::size_t{1}, stations}) {
        std::vector<double> rates, costs;
        for (int round = 0; round < wanted("IAQ_BENCH_ROUNDS", 3); ++round) {
            auto some = members(false);
            some.resize(lines);
            county c{std::move(some)};
            c.start();
            const auto before = cpu_us(c.daemon());
            const auto n = lines == 1 ? count / 4 : count;
            rates.push_back(
                static_cast<double>(n) /
                keep_busy(c, n, static_cast<std::size_t>(wanted("IAQ_BENCH_IN_FLIGHT", 256))));
            costs.push_back((cpu_us(c.daemon()) - before) / static_cast<double>(n));
            BOOST_REQUIRE(c.stop() == 0);
        }
        const auto rate = bench::spread_of(rates);
        const auto cost = bench::spread_of(costs);
        fmt::print(
            "{:2} stations, submit to delivered: {:.0f} a second ({:.0f} to {:.0f}), "
            "{:.0f} us of the daemon's processor time each ({:.0f} to {:.0f})\n",
            lines, rate.median, rate.min, rate.max, cost.median, cost.min, cost.max);
        std::fflush(stdout);
    }
}
