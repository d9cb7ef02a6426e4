#include "support/network_site.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

/// What good clients over the network notice while strangers and bad clients do their worst:
/// figures for a note, no assertion on speed. Run by hand: `iaq_bench_hostile`, IAQ_BENCH_SECONDS
/// (20) of each, first quiet, then under abuse.
using namespace iaq;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;
using testing::client_papers;
using testing::network_client;
using testing::network_site;

namespace {

constexpr int good_clients = 4;
constexpr auto pause_of_good = 20ms;  // each asks 50 times a second
constexpr int slow_connections = 1000;
constexpr int flooding = 10;
constexpr auto pause_of_flood = 100ms;  // of each: 100 handshakes a second

double wanted_seconds() {
    const char* const wanted = std::getenv("IAQ_BENCH_SECONDS");
    return wanted != nullptr ? std::atof(wanted) : 20.0;
}

/// A line of /proc/PID/status in KiB.
long memory_kib(pid_t pid, const std::string& what) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(what + ":")) {
            return std::atol(line.c_str() + what.size() + 1);
        }
    }
    return 0;
}

struct asked {
    std::vector<double> milliseconds;
    std::vector<std::string> accepted;  // ids
    std::size_t refused = 0;
};

/// One good client: asks at its own pace until `until`, whatever the last answer took.
asked ask(const network_site& s, int client, int first, clock_type::time_point until) {
    asked seen;
    auto gateway = client::connection::open(s.as("cad"), 20s);
    if (!gateway) {
        std::fprintf(stderr, "a good client could not come in: %s\n", gateway.error().text.c_str());
        return seen;
    }
    auto due = clock_type::now();
    for (int number = first; clock_type::now() < until; ++number) {
        std::this_thread::sleep_until(due);
        due += pause_of_good;
        const auto key = std::to_string(client) + "-" + std::to_string(number);
        const auto began = clock_type::now();
        const auto answer = gateway.value().call(
            testing::submission(client * 100'000 + number, key, "T" + std::to_string(client)),
            began + 60s);
        const std::chrono::duration<double, std::milli> took = clock_type::now() - began;
        if (answer && answer.value().has_accepted()) {
            seen.milliseconds.push_back(took.count());
            seen.accepted.push_back(answer.value().accepted().inquiry_id());
        } else {
            ++seen.refused;
        }
    }
    return seen;
}

asked ask_all(const network_site& s, int first, double seconds) {
    const auto until = clock_type::now() + std::chrono::duration_cast<clock_type::duration>(
                                               std::chrono::duration<double>{seconds});
    std::vector<asked> seen(good_clients);
    std::vector<std::thread> all;
    for (int i = 0; i < good_clients; ++i) {
        all.emplace_back(
            [&, i] { seen[static_cast<std::size_t>(i)] = ask(s, i + 1, first, until); });
    }
    asked sum;
    for (int i = 0; i < good_clients; ++i) {
        all[static_cast<std::size_t>(i)].join();
        const auto& one = seen[static_cast<std::size_t>(i)];
        sum.milliseconds.insert(sum.milliseconds.end(), one.milliseconds.begin(),
                                one.milliseconds.end());
        sum.accepted.insert(sum.accepted.end(), one.accepted.begin(), one.accepted.end());
        sum.refused += one.refused;
    }
    std::sort(sum.milliseconds.begin(), sum.milliseconds.end());
    return sum;
}

double at(const std::vector<double>& sorted, double part) {
    return sorted.empty()
               ? 0
               : sorted[static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * part)];
}

void tell(const char* when, const asked& seen) {
    std::printf("%-12s %6zu accepted, %zu not; p50 %.2f ms, p99 %.2f ms, longest %.2f ms\n", when,
                seen.accepted.size(), seen.refused, at(seen.milliseconds, 0.5),
                at(seen.milliseconds, 0.99), at(seen.milliseconds, 1.0));
}

/// Everybody who means no good, each on a thread that gives way to others.
class crowd {
public:
    explicit crowd(const network_site& s) : site_(s) {
        add([this] { stand_silent(); });
        for (int i = 0; i < flooding; ++i) {
            add([this, i] { flood("127.0.9." + std::to_string(100 + i)); });
        }
        add([this] { talk_nonsense(); });
        add([this] { read_nothing(); });
    }
    ~crowd() {
        over_ = true;
        for (auto& each : all_) {
            each.join();
        }
    }
    crowd(const crowd&) = delete;
    crowd& operator=(const crowd&) = delete;

    std::atomic<std::uint64_t> connected = 0, handshakes = 0, nonsense = 0;

private:
    void add(std::function<void()> what) {
        all_.emplace_back([what = std::move(what)] {
            ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19);
            what();
        });
    }

    static std::string address(int number) {
        return "127.0." + std::to_string(10 + number / 200) + "." +
               std::to_string(1 + number % 200);
    }

    /// 1,000 connections that drip a handshake; who is let go comes again.
    void stand_silent() {
        std::vector<int> sockets(slow_connections, -1);
        for (int turn = 0; !over_; ++turn) {
            for (int i = 0; i < slow_connections && !over_; ++i) {
                auto& socket = sockets[static_cast<std::size_t>(i)];
                const char drip = '\x16';
                if (socket < 0 || ::send(socket, &drip, 1, MSG_NOSIGNAL | MSG_DONTWAIT) != 1) {
                    ::close(socket);
                    socket = testing::connect_to(site_.place(), address(i));
                    ++connected;
                }
            }
            std::this_thread::sleep_for(500ms);
        }
        for (const int socket : sockets) {
            ::close(socket);
        }
    }

    /// Handshakes from one address with a certificate that is taken back.
    void flood(const std::string& from) {
        for (auto due = clock_type::now(); !over_; due += pause_of_flood) {
            std::this_thread::sleep_until(due);
            network_client one(site_.place(), {.shows = site_.authorities().revoked()}, from);
            ++handshakes;
        }
    }

    /// Clients that are known, and send what is too long, too deep, or unknown.
    void talk_nonsense() {
        std::string deep;
        for (int i = 0; i < 5000; ++i) {
            deep = "\x52" + sized(deep);
        }
        std::string unknown = "\x08\x01";
        for (int i = 0; i < 20'000; ++i) {
            unknown += "\xf8\x07\x01";
        }
        while (!over_) {
            network_client one(site_.place(), {.shows = site_.authorities().good()}, "127.0.9.2");
            for (int i = 0; i < 20; ++i) {
                one.say(sized("\x08\x01" + deep));
                one.say(sized(unknown));
            }
            one.say("\xFF\xFF\xFF\x7F");
            one.hear_to_the_end(200ms);
            ++nonsense;
        }
    }

    /// A client that is known, asks for much, and reads nothing.
    void read_nothing() {
        while (!over_) {
            network_client one(site_.place(), {.shows = site_.authorities().good()}, "127.0.9.3");
            for (int i = 0; i < 256; ++i) {
                one.say(std::string{"\x04\x08\x01\x62\x00", 5});  // list
            }
            for (int i = 0; i < 100 && !over_; ++i) {
                std::this_thread::sleep_for(100ms);
            }
        }
    }

    static std::string sized(const std::string& frame) {
        std::string out;
        auto size = frame.size();
        for (; size >= 0x80; size >>= 7U) {
            out += static_cast<char>(0x80U | (size & 0x7FU));
        }
        return out + static_cast<char>(size) + frame;
    }

    const network_site& site_;
    std::atomic<bool> over_ = false;
    std::vector<std::thread> all_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(good_clients_among_bad_ones) {
    const auto seconds = wanted_seconds();
    network_site s;
    s.start();
    const auto pid = s.whole().daemon().pid();
    const auto quiet = ask_all(s, 1, seconds);
    const auto calm_kib = memory_kib(pid, "VmRSS");
    tell("quiet", quiet);
    asked abused;
    {
        crowd others(s);
        std::this_thread::sleep_for(2s);
        abused = ask_all(s, 50'000, seconds);
        tell("under abuse", abused);
        std::printf(
            "meanwhile %llu connections that drip, %llu handshakes refused, %llu clients of "
            "nonsense\n",
            static_cast<unsigned long long>(others.connected),
            static_cast<unsigned long long>(others.handshakes),
            static_cast<unsigned long long>(others.nonsense));
    }
    const auto before = at(quiet.milliseconds, 0.99);
    std::printf("p99 under abuse is %.2f times the quiet one\n",
                before > 0 ? at(abused.milliseconds, 0.99) / before : 0.0);
    std::printf("resident %ld KiB quiet, %ld KiB at most\n", calm_kib, memory_kib(pid, "VmHWM"));
    s.whole().kill();
    s.start();
    auto after = s.connect();
    std::size_t lost = 0;
    for (const auto& ids : {quiet.accepted, abused.accepted}) {
        for (const auto& id : ids) {
            v1::ClientFrame get;
            get.mutable_get()->set_inquiry_id(id);
            lost += after.call(get).value().has_inquiry() ? 0U : 1U;
        }
    }
    std::printf("after a kill -9: %zu of %zu accepted are lost\n", lost,
                quiet.accepted.size() + abused.accepted.size());
    BOOST_TEST(lost == 0U);
    BOOST_TEST(!abused.accepted.empty());
    BOOST_TEST(s.whole().stop() == 0);
}
