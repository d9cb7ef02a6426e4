#include "support/officers.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

using namespace iaq;
using namespace std::chrono_literals;
using testing::history;
using testing::site;
using testing::submission;

namespace {

int rounds() {
    const char* const wanted = std::getenv("IAQ_KILL_ROUNDS");
    return wanted != nullptr ? std::atoi(wanted) : 25;
}

unsigned seed() {
    const char* const wanted = std::getenv("IAQ_KILL_SEED");
    return wanted != nullptr ? static_cast<unsigned>(std::atoi(wanted)) : std::random_device{}();
}

/// One client that submits, retries what was not answered, and takes deliveries, until the daemon
/// under it dies.
class client_of_a_round {
public:
    client_of_a_round(const site& s, history& h, int& last) : site_(s), history_(h), last_(last) {}

    /// Returns when the connection breaks or `until` has come.
    void run(std::chrono::steady_clock::time_point until) {
        auto opened = client::connection::open(site_.socket());
        if (!opened) {
            return;
        }
        auto client = std::move(opened).value();
        v1::ClientFrame subscribe;
        subscribe.mutable_subscribe()->set_consumer("kill");
        if (!client.send(subscribe)) {
            return;
        }
        for (const auto& [key, a] : history_.by_key) {
            if (a.inquiry_id.empty()) {
                ask(client, a.number, key, a.officer);
            }
        }
        while (std::chrono::steady_clock::now() < until) {
            const int number = ++last_;
            if (!ask(client, number, "key-" + std::to_string(number),
                     "officer" + std::to_string(number % 50)) ||
                !hear(client, std::chrono::steady_clock::now() + 12ms)) {
                return;
            }
        }
        while (hear(client, until + 50ms) && std::chrono::steady_clock::now() < until + 50ms) {
        }
    }

private:
    bool ask(client::connection& client, int number, const std::string& key,
             const std::string& officer) {
        const auto frame = submission(number, key, officer);
        history_.asked(number, frame);
        const auto sent = client.send(frame);
        if (sent) {
            waiting_[sent.value()] = key;
        }
        return sent.has_value();
    }

    /// Takes in what came; false when the connection is gone.
    bool hear(client::connection& client, std::chrono::steady_clock::time_point until) {
        for (;;) {
            const auto frame = client.receive(until);
            if (!frame) {
                return frame.error().what == client::trouble::kind::timed_out;
            }
            const auto it = waiting_.find(frame.value().request_id());
            if (it != waiting_.end()) {
                history_.answered(it->second, frame.value());
                waiting_.erase(it);
            } else if (frame.value().has_delivery()) {
                history_.delivered(frame.value().delivery());
                if (++heard_ % 7 == 0) {
                    v1::ClientFrame take;
                    take.mutable_take()->set_consumer("kill");
                    take.mutable_take()->set_cursor(frame.value().delivery().cursor());
                    if (!client.send(take)) {
                        return false;
                    }
                }
            }
        }
    }

    const site& site_;
    history& history_;
    int& last_;
    std::map<std::uint64_t, std::string> waiting_;
    int heard_ = 0;
};

/// After the last start: submits what was never answered and listens until all are answered.
void settle(const site& s, history& h) {
    auto client = s.connect();
    for (const auto& [key, a] : h.by_key) {
        if (a.inquiry_id.empty()) {
            const auto answer = client.call(submission(a.number, key, a.officer),
                                            std::chrono::steady_clock::now() + 30s);
            BOOST_REQUIRE(answer.has_value());
            h.answered(key, answer.value());
        }
    }
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("settle");  // the whole stream, from its beginning
    BOOST_REQUIRE(client.call(subscribe).value().has_done());
    std::size_t answered = 0;
    const auto until = std::chrono::steady_clock::now() + 300s;
    while (answered < h.by_key.size()) {
        const auto frame = client.receive(until);
        BOOST_REQUIRE_MESSAGE(frame.has_value(), answered << " of " << h.by_key.size()
                                                          << " accepted inquiries are answered");
        if (frame.value().has_delivery()) {
            const auto& d = frame.value().delivery();
            h.delivered(d);
            answered += d.kind() == v1::DELIVERY_KIND_ANSWERED ? 1U : 0U;
        }
    }
}

/// Every accepted inquiry is still known under the id and reference its client was told.
void check_nothing_is_lost(const site& s, const history& h) {
    auto client = s.connect();
    for (const auto& [key, a] : h.by_key) {
        v1::ClientFrame get;
        get.mutable_get()->set_idempotency_key(key);
        const auto answer = client.call(get);
        BOOST_REQUIRE_MESSAGE(answer.value().has_inquiry(), "lost: " << key);
        BOOST_TEST(answer.value().inquiry().inquiry_id() == a.inquiry_id);
        BOOST_TEST(answer.value().inquiry().reference() == a.reference);
        BOOST_TEST(answer.value().inquiry().request().subject().last_name() == a.last_name);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_kill)

BOOST_AUTO_TEST_CASE(nothing_accepted_is_lost_doubled_or_misdelivered_over_kills) {
    const auto chosen = seed();
    BOOST_TEST_MESSAGE("IAQ_KILL_SEED=" << chosen << " rounds=" << rounds());
    std::mt19937 random{chosen};
    site s{
        "switch terms timeout=1s\n"
        "switch on iaq every=50 : silent\n"
        "switch on iaq every=5 : ack after 1ms..80ms ; receipt after 5ms ; answer after 1ms..90ms\n"
        "switch on iaq : ack ; receipt after 5ms ; answer after 1ms..300ms split=37\n"};
    // A silent switch costs an attempt each time; kills cost more. None may end in doubt here.
    auto profile = testing::contents_of(s.folder().file("profile.toml"));
    const auto at = profile.find("attempts_max");
    BOOST_REQUIRE(at != std::string::npos);
    profile.replace(at, profile.find('\n', at) - at, "attempts_max = 100");
    testing::write_file(s.folder().file("profile.toml"), profile);
    history h;
    int last = 0;
    for (int round = 0; round < rounds(); ++round) {
        s.start();
        client_of_a_round client{s, h, last};
        const auto until =
            std::chrono::steady_clock::now() + std::chrono::milliseconds{30 + random() % 400};
        std::thread killer{[&] {
            std::this_thread::sleep_until(until);
            s.daemon().signal(SIGKILL);
        }};
        client.run(until);
        killer.join();
        s.kill();
    }
    s.start();
    settle(s, h);
    check_nothing_is_lost(s, h);
    h.check_addressees();
    h.check_references(s.switch_notes());
    for (const auto& [key, a] : h.by_key) {
        BOOST_TEST(h.by_inquiry[a.inquiry_id].count(v1::DELIVERY_KIND_ANSWERED) == 1U);
    }
    BOOST_TEST(s.stop() == 0);
    std::string output;
    BOOST_TEST(testing::run(s.read_journal("verify"), output) == 0);
    BOOST_TEST_MESSAGE(h.by_key.size() << " inquiries; " << output);
}

BOOST_AUTO_TEST_SUITE_END()
