#include "support/iaqctl.hpp"
#include "support/officers.hpp"
#include "support/site.hpp"
#include "support/watching.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

using namespace iaq;
using namespace std::chrono_literals;
using testing::ask_iaqctl;
using testing::contents_of;
using testing::history;
using testing::json_value;
using testing::put;
using testing::site;
using testing::status_of;
using testing::submission;
using testing::write_file;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, what << " is not in the file");
    return text.replace(at, what.size(), by);
}

v1::ServerFrame call_reload(const site& s) {
    auto client = s.connect();
    v1::ClientFrame frame;
    frame.mutable_reload()->set_reason("test");
    return client.call(frame, std::chrono::steady_clock::now() + 60s).value();
}

/// What the journal holds of one kind, one JSON object a line.
std::vector<std::string> records(const site& s, const std::string& kind) {
    auto words = s.read_journal("cat");
    words.emplace_back("--json");
    std::string all;
    testing::run(words, all);
    std::vector<std::string> found;
    for (std::size_t at = 0; at < all.size();) {
        const auto end = std::min(all.find('\n', at), all.size());
        auto line = all.substr(at, end - at);
        if (line.find("\"" + kind + "\":") != std::string::npos) {
            found.push_back(std::move(line));
        }
        at = end + 1;
    }
    return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_reload)

BOOST_AUTO_TEST_CASE(iaqctl_reload_ends_with_0_when_the_new_set_is_in_force_and_on_record) {
    site s{"switch on iaq : ack\n"};
    s.start();
    const auto config = contents_of(s.config());
    put(s.config(), replaced(config, "\"operate\", \"supervise\"]", "\"operate\"]"));
    const auto done = ask_iaqctl(s, {"reload", "--reason", "fewer rights"});
    BOOST_TEST(done.code == 0);
    BOOST_TEST(done.out.find("1 lines stay, 0 begin, 0 end, 0 sessions are closed") !=
               std::string::npos);
    BOOST_TEST(contents_of(s.daemon_log()).find("<5>reload_done: ") != std::string::npos);
    auto client = s.connect();
    v1::ClientFrame hello;
    hello.mutable_hello();
    BOOST_TEST(client.call(hello).value().welcome().rights_size() == 3);
    BOOST_TEST(s.stop() == 0);
    const auto loaded = records(s, "configuration_loaded");
    BOOST_TEST_REQUIRE(loaded.size() == 2U);
    BOOST_TEST(loaded[1].find("\"reason\":\"fewer rights\"") != std::string::npos);
    BOOST_TEST(loaded[1].find("\"principal\":\"uid:" + std::to_string(::getuid())) !=
               std::string::npos);
    BOOST_TEST(loaded[0].find("iaqd.toml") != std::string::npos);
    BOOST_TEST(loaded[0] != loaded[1]);
}

BOOST_AUTO_TEST_CASE(a_bad_file_keeps_the_old_set_and_says_each_place) {
    site s{"switch on iaq : ack\n"};
    s.start();
    const auto config = contents_of(s.config());
    struct row {
        std::string name, text, complaint;
    };
    const std::vector<row> rows{
        {"an unknown key", config + "nonsense = 1\n", "nonsense"},
        {"half a file", config.substr(0, config.size() / 2), ".toml:"},
        {"nothing", "", ".toml:"},
        {"what only a start reads", replaced(config, "segment_size = \"1MiB\"", "scrub = \"9d\""),
         "[journal] segment_size cannot change while the daemon runs"},
        {"a profile that is not there", replaced(config, "profile.toml", "gone.toml"), "gone.toml"},
    };
    for (const auto& [name, text, complaint] : rows) {
        BOOST_TEST_CONTEXT(name) {
            put(s.config(), text);
            const auto refused = ask_iaqctl(s, {"reload"});
            BOOST_TEST(refused.code == 1);
            BOOST_TEST(testing::says(refused.err, complaint), refused.err);
            BOOST_TEST(testing::says(refused.err, "nothing was changed"));
            const auto status = status_of(s);
            BOOST_TEST_REQUIRE(status.standing_conditions_size() == 1);
            BOOST_TEST(status.standing_conditions(0) == "configuration_refused");
        }
    }
    BOOST_TEST(contents_of(s.daemon_log()).find("<3>reload_refused: ") != std::string::npos);
    // Mended, it is taken; and what was accepted meanwhile went its way.
    put(s.config(), config);
    BOOST_TEST(ask_iaqctl(s, {"reload"}).code == 0);
    BOOST_TEST(status_of(s).standing_conditions_size() == 0);
    BOOST_TEST(s.connect().call(submission(1, "k1", "officer")).value().has_accepted());
}

BOOST_AUTO_TEST_CASE(a_signal_reloads_as_well) {
    site s{"switch on iaq : ack\n"};
    s.start();
    testing::notify_ear ear{s.folder().file("notify")};
    const auto config = contents_of(s.config());
    put(s.config(), replaced(config, "\"operate\", \"supervise\"]", "\"operate\"]"));
    s.daemon().signal(SIGHUP);
    for (int tries = 0; tries < 1000; ++tries) {
        if (contents_of(s.daemon_log()).find("reload_done: ") != std::string::npos) {
            break;
        }
        std::this_thread::sleep_for(10ms);
    }
    BOOST_TEST(contents_of(s.daemon_log()).find("reload_done: ") != std::string::npos);
    BOOST_TEST(s.stop() == 0);
    const auto loaded = records(s, "configuration_loaded");
    BOOST_TEST_REQUIRE(loaded.size() == 2U);
    BOOST_TEST(loaded[1].find("\"source\":\"SIGHUP\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_service_manager_hears_reloading_and_then_ready) {
    site s{"switch on iaq : ack\n"};
    testing::notify_ear ear{s.folder().file("notify")};
    s.start({"/usr/bin/env", "NOTIFY_SOCKET=" + ear.name()}, true);
    BOOST_TEST(ear.hears("READY=1", 20s));
    for (const bool good : {true, false}) {
        ear.forget();
        if (!good) {
            put(s.config(), "nonsense");
        }
        BOOST_TEST(call_reload(s).has_done() == good);
        BOOST_TEST(ear.hears("READY=1", 5s));
        const auto& heard = ear.heard();
        const auto first = [&](const std::string& words) {
            return std::ranges::find_if(
                       heard,
                       [&](const auto& text) { return text.find(words) != std::string::npos; }) -
                   heard.begin();
        };
        BOOST_TEST(first("RELOADING=1") < first("READY=1"));
    }
}

BOOST_AUTO_TEST_CASE(a_client_whose_principal_is_taken_out_hears_why_and_is_closed) {
    site s{"switch on iaq : ack\n"};
    s.start();
    auto client = s.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe();
    BOOST_TEST_REQUIRE(client.call(subscribe).value().has_done());
    const auto config = contents_of(s.config());
    put(s.config(), replaced(config, "uid = " + std::to_string(::getuid()), "uid = 4242"));
    s.daemon().signal(SIGHUP);
    std::string why;
    for (;;) {
        const auto frame = client.receive(std::chrono::steady_clock::now() + 20s);
        if (!frame) {
            break;  // closed
        }
        if (frame.value().has_error()) {
            why = frame.value().error().message();
            BOOST_TEST(frame.value().error().code() == v1::ERROR_CODE_UNAUTHENTICATED);
        }
    }
    BOOST_TEST(why.find("the configuration has its principal no more") != std::string::npos);
    // Nobody of ours may operate now: only a signal brings it back.
    put(s.config(), config);
    s.daemon().signal(SIGHUP);
    for (int tries = 0; tries < 500; ++tries) {
        auto again = client::connection::open(s.socket());
        v1::ClientFrame ping;
        ping.mutable_ping();
        const auto answer = again ? again.value().call(ping) : again.error();
        if (answer && answer.value().has_pong()) {
            BOOST_TEST(true);
            return;
        }
        std::this_thread::sleep_for(20ms);
    }
    BOOST_FAIL("the principal does not come back");
}

BOOST_AUTO_TEST_CASE(reloads_under_traffic_lose_nothing_and_leave_nothing_in_doubt) {
    constexpr int inquiries = 600;
    const std::string scene =
        "switch on iaq : ack ; receipt after 20ms ; answer after 50ms..500ms\n";
    site s{scene};
    s.start();
    // The same switch by two names: each change of hosts begins the line anew.
    const auto config = contents_of(s.config());
    const auto hosts = config.find("hosts = [\"") + 10;
    const auto address = config.substr(hosts, config.find('"', hosts) - hosts);
    const auto port = address.substr(address.rfind(':'));
    const auto other = replaced(config, "[\"" + address + "\"]",
                                "[\"" + address + "\", \"127.0.0.1" + port + "\"]");
    history h;
    std::atomic<bool> works{true};
    std::atomic<int> reloads{0};
    std::thread reloader{[&] {
        for (int i = 0; works && i < 20; ++i) {
            put(s.config(), i % 2 == 0 ? other : config);
            reloads += call_reload(s).has_done() ? 1 : 0;
            std::this_thread::sleep_for(100ms);
        }
    }};
    auto client = s.connect();
    auto listener = s.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("all");
    BOOST_REQUIRE(listener.call(subscribe).value().has_done());
    for (int i = 1; i <= inquiries; ++i) {
        const auto frame = submission(i, "key-" + std::to_string(i), "officer");
        h.asked(i, frame);
        h.answered("key-" + std::to_string(i), client.call(frame).value());
        std::this_thread::sleep_for(5ms);
    }
    std::size_t answered = 0;
    const auto until = std::chrono::steady_clock::now() + 120s;
    while (answered < inquiries) {
        const auto frame = listener.receive(until);
        BOOST_REQUIRE_MESSAGE(frame.has_value(), "only " << answered << " answered; "
                                                         << status_of(s).ShortDebugString());
        if (frame.value().has_delivery()) {
            h.delivered(frame.value().delivery());
            answered += frame.value().delivery().kind() == v1::DELIVERY_KIND_ANSWERED ? 1U : 0U;
        }
    }
    works = false;
    reloader.join();
    BOOST_TEST(reloads >= 3);
    h.check_addressees();
    h.check_references(s.switch_notes());
    for (const auto& [id, told] : h.by_inquiry) {
        BOOST_TEST(told.count(v1::DELIVERY_KIND_ANSWERED) == 1U);
        BOOST_TEST(told.count(v1::DELIVERY_KIND_IN_DOUBT) == 0U);
    }
    BOOST_TEST(s.stop() == 0);
    std::string verified;
    BOOST_TEST(testing::run(s.read_journal("verify"), verified) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
