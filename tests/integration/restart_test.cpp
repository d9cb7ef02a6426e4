#include "support/network_site.hpp"
#include "support/officers.hpp"
#include "support/site.hpp"
#include "support/watching.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

using namespace iaq;
using namespace std::chrono_literals;
using testing::contents_of;
using testing::held_socket;
using testing::history;
using testing::network_site;
using testing::site;
using testing::status_of;
using testing::submission;

namespace {

using clock_type = std::chrono::steady_clock;

/// How often the daemon is restarted, and as often its files are read anew.
int lives() {
    const char* const asked = std::getenv("IAQ_LIVES");
    return asked != nullptr ? std::atoi(asked) : 4;
}

/// An officer's program: submits one after the other, connects again when the connection ends, and
/// sends again under the same key until it is accepted.
struct officer {
    std::size_t refused_connections = 0, again = 0;
    clock_type::duration longest{};

    void work(const site& s, history& h, const std::atomic<bool>& works, std::atomic<int>& done) {
        std::optional<client::connection> line;
        for (int i = 1; works; ++i) {
            const auto frame = submission(i, "key-" + std::to_string(i), "officer");
            h.asked(i, frame);
            const auto asked = clock_type::now();
            while (!try_once(s, h, frame, line)) {
                ++again;
            }
            longest = std::max(longest, clock_type::now() - asked);
            ++done;
            std::this_thread::sleep_for(5ms);
        }
    }

private:
    bool try_once(const site& s, history& h, const v1::ClientFrame& frame,
                  std::optional<client::connection>& line) {
        if (!line) {
            auto opened = client::connection::open(s.socket());
            if (!opened) {
                ++refused_connections;
                std::this_thread::sleep_for(10ms);
                return false;
            }
            line.emplace(std::move(opened).value());
        }
        const auto answer = line->call(frame, clock_type::now() + 30s);
        if (answer && answer.value().has_accepted()) {
            h.answered(frame.submit().idempotency_key(), answer.value());
            return true;
        }
        line.reset();  // it ended, or the daemon is stopping
        return false;
    }
};

/// Listens over every restart until all that was accepted is answered.
void listen_for_all(const site& s, history& h, const std::atomic<bool>& works,
                    const std::atomic<int>& accepted) {
    std::set<std::string> answered;
    const auto until = clock_type::now() + 300s;
    while (works || answered.size() < static_cast<std::size_t>(accepted)) {
        BOOST_REQUIRE_MESSAGE(clock_type::now() < until, answered.size() << " of " << accepted);
        auto opened = client::connection::open(s.socket());
        v1::ClientFrame subscribe;
        subscribe.mutable_subscribe()->set_consumer("all");
        if (!opened || !opened.value().call(subscribe)) {
            std::this_thread::sleep_for(10ms);
            continue;
        }
        for (;;) {
            const auto frame = opened.value().receive(clock_type::now() + 500ms);
            if (!frame) {
                break;
            }
            if (frame.value().has_delivery()) {
                const auto& d = frame.value().delivery();
                h.delivered(d);
                if (d.kind() == v1::DELIVERY_KIND_ANSWERED) {
                    answered.insert(d.inquiry_id());
                }
            }
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_restart)

BOOST_AUTO_TEST_CASE(restarts_and_reloads_under_traffic_refuse_no_connection_and_lose_nothing) {
    site s{"switch on iaq : ack ; receipt after 20ms ; answer after 50ms..300ms\n"};
    const held_socket intake{s.socket()};
    s.start_with(intake.fd());
    history asked;
    history heard;
    std::atomic<bool> works{true};
    std::atomic<int> accepted{0};
    officer one;
    std::thread submits{[&] { one.work(s, asked, works, accepted); }};
    std::thread listens{[&] { listen_for_all(s, heard, works, accepted); }};
    for (int life = 0; life < lives(); ++life) {
        std::this_thread::sleep_for(400ms);
        v1::ClientFrame reload;
        reload.mutable_reload();
        BOOST_TEST(s.connect().call(reload, clock_type::now() + 60s).value().has_done());
        std::this_thread::sleep_for(400ms);
        BOOST_TEST(s.stop() == 0);
        struct stat standing {};
        BOOST_TEST(::stat(s.socket().c_str(), &standing) == 0);  // it is not the daemon's to remove
        s.start_with(intake.fd());
    }
    std::this_thread::sleep_for(500ms);
    works = false;
    submits.join();
    listens.join();
    BOOST_TEST(one.refused_connections == 0U);
    BOOST_TEST(asked.accepted() == static_cast<std::size_t>(accepted));
    BOOST_TEST_MESSAGE(
        accepted << " accepted over " << lives() << " restarts and reloads, " << one.again
                 << " sent again, the longest took "
                 << std::chrono::duration_cast<std::chrono::milliseconds>(one.longest).count()
                 << " ms");
    asked.by_inquiry = heard.by_inquiry;
    asked.check_addressees();
    asked.check_references(s.switch_notes());
    for (const auto& [id, told] : heard.by_inquiry) {
        BOOST_TEST(told.count(v1::DELIVERY_KIND_ANSWERED) == 1U);
    }
    BOOST_TEST(status_of(s).standing_conditions_size() == 0);
    BOOST_TEST(s.stop() == 0);
    std::string verified;
    BOOST_TEST(testing::run(s.read_journal("verify"), verified) == 0);
}

BOOST_AUTO_TEST_CASE(a_client_over_the_network_who_comes_during_a_restart_waits_and_is_served) {
    network_site s;
    const held_socket network;
    auto config = contents_of(s.whole().config());
    const std::string any = "127.0.0.1:0";
    config.replace(config.find(any), any.size(), network.place());
    testing::write_file(s.whole().config(), config);
    auto place = s.as("cad");
    place.address = network.place();
    for (int life = 0; life < 3; ++life) {
        // Nobody serves yet: the connection stands, and the handshake waits.
        std::thread starts{[&] {
            std::this_thread::sleep_for(300ms);
            s.whole().start_with(network.fd());
        }};
        auto opened = client::connection::open(place, 60s);
        starts.join();
        BOOST_REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().text));
        const auto answer =
            opened.value().call(submission(life, "key", "officer"), clock_type::now() + 30s);
        BOOST_TEST(answer.has_value());
        BOOST_TEST(s.whole().stop() == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_socket_at_another_place_than_the_configuration_says_is_refused_by_name) {
    site s{"switch on iaq : ack\n"};
    const held_socket elsewhere{s.folder().file("elsewhere.sock")}, network;
    struct row {
        const held_socket& held;
        std::string configured;
    };
    for (const auto& [held, configured] : {row{elsewhere, s.socket()}, row{network, "not said"}}) {
        s.start_with(held.fd());
        BOOST_TEST(s.daemon().wait(20s).value_or(-1) == 65);
        const auto log = contents_of(s.daemon_log());
        BOOST_TEST(log.find("listens at " + held.place()) != std::string::npos, log);
        BOOST_TEST(log.find(" is " + configured + ": let") != std::string::npos, log);
    }
}

BOOST_AUTO_TEST_SUITE_END()
