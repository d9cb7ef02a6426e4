#include "support/officers.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <thread>

using namespace iaq;
using namespace std::chrono_literals;
using testing::json_value;
using testing::site;
using testing::submission;

namespace {

using clock_type = std::chrono::steady_clock;

/// Runs the daemon with every fdatasync treated as `how` says, by strace's injection. Detached
/// (-D), so that the signals and the exit code are the daemon's own: strace, killed, would leave it
/// running. The leak checker of a sanitizer build cannot work beside strace; the other tests have
/// it on.
std::vector<std::string> with_fdatasync(const site& s, const std::string& how) {
    return {"/usr/bin/env",
            "ASAN_OPTIONS=detect_leaks=0",
            "/usr/bin/strace",
            "-D",
            "-f",
            "-qq",
            "-o",
            s.folder().file("strace.log"),
            "-e",
            "trace=fdatasync",
            "-e",
            "inject=fdatasync:" + how,
            "--"};
}

std::int64_t milliseconds_of(clock_type::time_point at) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

/// Returns the `ms` of the first note of this kind, -1 when there is none.
std::int64_t first_note(const site& s, const std::string& what) {
    for (const auto& line : s.switch_notes()) {
        if (json_value(line, "what") == what) {
            return std::stoll(json_value(line, "ms"));
        }
    }
    return -1;
}

/// The same, once the switch has written it: it and the client hear of one record side by side.
std::int64_t awaited_note(const site& s, const std::string& what) {
    for (int tries = 0; tries < 1000; ++tries) {
        const auto at = first_note(s, what);
        if (at > 0) {
            return at;
        }
        std::this_thread::sleep_for(10ms);
    }
    return -1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_sync)

BOOST_AUTO_TEST_CASE(g1_g2_g3_nothing_is_said_before_its_sync_when_every_sync_takes_400_ms) {
    site s{"switch on iaq : ack ; answer after 10ms\n"};
    s.start(with_fdatasync(s, "delay_exit=400000"));
    auto client = s.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe();
    BOOST_REQUIRE(client.call(subscribe).has_value());
    const auto asked = clock_type::now();
    const auto answer = client.call(submission(1, "k1", "officer"), asked + 60s);
    const auto accepted = clock_type::now();
    BOOST_REQUIRE(answer.value().has_accepted());
    BOOST_TEST(milliseconds_of(accepted) - milliseconds_of(asked) >= 400);
    for (;;) {
        const auto frame = client.receive(clock_type::now() + 60s);
        BOOST_REQUIRE(frame.has_value());
        if (frame.value().delivery().kind() == v1::DELIVERY_KIND_ANSWERED) {
            break;
        }
    }
    const auto delivered = clock_type::now();
    const auto heard = awaited_note(s, "heard");
    const auto sent = awaited_note(s, "sent");
    const auto acknowledged = awaited_note(s, "delivered");
    BOOST_REQUIRE(heard > 0);
    BOOST_REQUIRE(sent > 0);
    BOOST_REQUIRE(acknowledged > 0);
    // `send begun` may share the sync of the acceptance, so both come 400 ms after the question.
    BOOST_TEST(heard - milliseconds_of(asked) >= 400);
    BOOST_TEST(acknowledged - sent >= 400);
    BOOST_TEST(milliseconds_of(delivered) - sent >= 400);
}

BOOST_AUTO_TEST_CASE(g6_when_every_sync_fails_the_process_ends_with_74_and_has_said_nothing) {
    // The journal is made in peace first: what fails is the life after that.
    site s{"switch on iaq : ack\n"};
    s.start();
    BOOST_REQUIRE(s.stop() == 0);
    s.start(with_fdatasync(s, "error=EIO"), false);
    const auto code = s.daemon().wait(30s);
    BOOST_REQUIRE(code.has_value());
    BOOST_TEST(*code == 74);
    BOOST_TEST(first_note(s, "heard") == -1);
    // After a restart on a healthy disk everything is as it was.
    s.start();
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(g6_a_sync_that_fails_under_a_submission_says_nothing_of_it) {
    for (int nth = 3; nth <= 8; ++nth) {
        site s{"switch on iaq : ack ; answer after 5ms\n"};
        s.start();
        BOOST_REQUIRE(s.stop() == 0);
        s.start(with_fdatasync(s, "error=EIO:when=" + std::to_string(nth) + "+"), false);
        testing::history h;
        // An early sync that fails may end the process before, or just after, a client gets in.
        std::optional<client::connection> client;
        std::optional<int> code;
        for (int tries = 0; tries < 500 && !client && !code; ++tries) {
            auto opened = client::connection::open(s.socket());
            if (opened) {
                client.emplace(std::move(opened).value());
            }
            code = s.daemon().wait(10ms);
        }
        std::vector<std::string> accepted;
        for (int i = 1; client && i <= 50; ++i) {
            const auto answer = client->call(submission(i, "k" + std::to_string(i), "officer"),
                                             clock_type::now() + 30s);
            if (!answer) {
                break;
            }
            if (answer.value().has_accepted()) {
                accepted.push_back(answer.value().accepted().inquiry_id());
            }
        }
        if (!code) {
            code = s.daemon().wait(30s);
        }
        BOOST_REQUIRE(code.has_value());
        BOOST_TEST(*code == 74);
        s.start();
        auto again = s.connect();
        for (const auto& id : accepted) {
            v1::ClientFrame get;
            get.mutable_get()->set_inquiry_id(id);
            BOOST_TEST(again.call(get).value().has_inquiry());
        }
        s.stop();
    }
}

BOOST_AUTO_TEST_SUITE_END()
