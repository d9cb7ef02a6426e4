#include "unit/link/driver_bench.hpp"
#include "unit/tls/tls_site.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A driver under TLS over real sockets.
using namespace iaq;
using namespace iaq::link;
using namespace iaq::tls;
namespace inputs = model::inputs;
namespace type = framing::foxtalk::type;
using framing::foxtalk::frame;
using testing::usage;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

constexpr model::send_token token{21};

/// A switch and a driver under TLS by default.
struct bench : driver_bench {
    explicit bench(profile_wish wish = {}, const std::string& host = "127.0.0.1")
        : driver_bench(host), with(profile(wish)) {
        settings.tls = settings_of(wish);
        tls = with.get();
        at.tls = tls_habits{
            .shown = state_ca().issue({.names = {"localhost"}, .addresses = {"127.0.0.1"}})};
    }
    ~bench() { line.reset(); }

    std::unique_ptr<client_profile> with;
};

/// Runs until the switch has had this many connections, the last of which is over.
bool until_tried(bench& b, std::size_t connections) {
    return b.until([&] { return b.at.connections >= connections; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(link_tls_line)

BOOST_AUTO_TEST_CASE(it_comes_up_by_address_or_name_and_reports_its_tls) {
    for (const char* const host : {"127.0.0.1", "localhost"}) {
        bench b({}, host);
        b.make();
        BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
        const auto& up = *b.find<inputs::link_came_up>();
        BOOST_TEST(up.tls == "TLSv1.3 TLS_AES_256_GCM_SHA384");
        BOOST_TEST(up.peer == "127.0.0.1:" + std::to_string(b.at.port()));
        BOOST_TEST(up.frame_bytes_max == 8000U);
    }
}

BOOST_AUTO_TEST_CASE(a_plain_line_reports_no_tls) {
    driver_bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    BOOST_TEST(b.find<inputs::link_came_up>()->tls == "");
}

BOOST_AUTO_TEST_CASE(nothing_of_a_message_is_seen_on_the_network) {
    bench b;
    b.at.hears = [&](const frame& f) { b.at.say(frame{f.exchange, type::acknowledge, true, ""}); };
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.line->send(token, "<OFML>TESTPERSON</OFML>");
    BOOST_TEST_REQUIRE(b.until_reported<inputs::send_acknowledged>());
    BOOST_TEST(b.at.heard.at(1).payload == "<OFML>TESTPERSON</OFML>");
    BOOST_TEST(b.at.network.find("TESTPERSON") == std::string::npos);
    BOOST_TEST(b.at.network.find("\xFF\x00\xAA\x55"s) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(long_messages_arrive_whole_in_each_direction) {
    bench b;
    b.at.terms.frame_bytes_max = 30'000;  // more than one record holds
    std::string there;
    b.at.hears = [&](const frame& f) {
        there += f.payload;
        if (f.last) {
            b.at.say(frame{f.exchange, type::acknowledge, true, ""});
        }
    };
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    std::string message;
    for (int i = 0; message.size() < 900'000; ++i) {
        message += std::to_string(i) + " ";
    }
    b.line->send(token, message);
    BOOST_TEST_REQUIRE(b.until_reported<inputs::send_acknowledged>());
    BOOST_TEST((there == message));
    for (const auto& f : framing::foxtalk::split(5, message, 29'000)) {
        b.at.say(f);
        b.loop.poll();
    }
    BOOST_TEST_REQUIRE(b.until_reported<inputs::frame_heard>());
    BOOST_TEST((b.find<inputs::frame_heard>()->bytes == message));
}

BOOST_AUTO_TEST_CASE(a_frame_cut_by_the_end_of_the_connection_is_not_heard) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.at.say(frame{7, type::data, true, "whole"});
    b.at.say_half(frame{8, type::data, true, std::string(5000, 'x')});
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_went_down>());
    BOOST_TEST(b.find<inputs::link_went_down>()->cause == "closed by the switch");
    std::size_t heard = 0;
    for (const auto& in : b.reported) {
        if (const auto* one = std::get_if<inputs::frame_heard>(&in)) {
            ++heard;
            BOOST_TEST(one->bytes == "whole");
        }
    }
    BOOST_TEST(heard == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_said_just_before_the_switch_closed_is_heard) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.at.say_last(frame{7, type::data, true, "last words"});
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_went_down>());
    BOOST_TEST(b.find<inputs::link_went_down>()->cause == "closed by the switch");
    BOOST_TEST_REQUIRE(b.find<inputs::frame_heard>() != nullptr);
    BOOST_TEST(b.find<inputs::frame_heard>()->bytes == "last words");
}

BOOST_AUTO_TEST_CASE(a_switch_that_may_not_be_taken_hears_no_byte_of_ours_and_is_tried_again) {
    const std::string_view ours = "\xFF\x00\xAA\x55"sv;
    struct row {
        const char* what;
        tls_habits habits;
    };
    const auto at = [](testing::wish w) {
        w.addresses = {"127.0.0.1"};
        return w;
    };
    const std::vector<row> rows{
        {"wrong CA", {.shown = other_ca().issue(at({}))}},
        {"wrong name", {.shown = state_ca().issue({.names = {"other.test"}})}},
        {"expired", {.shown = state_ca().issue(at({.until = -60}))}},
        {"not yet valid", {.shown = state_ca().issue(at({.from = 600}))}},
        {"for clients", {.shown = state_ca().issue(at({.for_use = usage::client}))}},
        {"self-signed", {.shown = testing::self_signed(at({}))}},
        {"1.2", {.shown = state_ca().issue(at({})), .highest = TLS1_2_VERSION}},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            bench b;
            b.at.tls = r.habits;
            b.make();
            BOOST_TEST(until_tried(b, 3));
            BOOST_TEST(b.reported.empty());
            BOOST_TEST(b.at.heard.empty());
            BOOST_TEST(b.at.network.find(ours) == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_plain_switch_on_the_port_hears_no_message_and_is_tried_again) {
    bench b;
    b.at.tls.reset();
    b.make();
    // Its frames begin with another pattern than TLS's records: it hangs up, or says what it says.
    BOOST_TEST_REQUIRE(b.until([&] { return !b.at.network.empty(); }));
    b.at.say(frame{1, type::heartbeat, true, ""});
    BOOST_TEST(until_tried(b, 2));
    BOOST_TEST(b.reported.empty());
    BOOST_TEST(b.at.heard.empty());
}

BOOST_AUTO_TEST_CASE(a_switch_under_tls_is_not_taken_by_a_plain_line) {
    driver_bench b;
    b.at.tls = tls_habits{.shown = state_ca().issue({.addresses = {"127.0.0.1"}})};
    b.make();
    BOOST_TEST(b.until([&] { return b.at.connections >= 2; }));
    BOOST_TEST(b.reported.empty());
}

BOOST_AUTO_TEST_CASE(a_switch_silent_in_the_handshake_is_left_at_the_connect_timeout) {
    bench b;
    b.settings.connect_timeout = 300ms;
    b.at.silent = true;
    b.make();
    BOOST_TEST(until_tried(b, 3));
    BOOST_TEST(b.reported.empty());
}

BOOST_AUTO_TEST_CASE(a_host_with_a_bad_certificate_is_followed_by_the_next_at_once) {
    bench b;
    scripted_switch bad(b.loop);
    bad.tls = tls_habits{.shown = other_ca().issue({.addresses = {"127.0.0.1"}})};
    b.settings.reconnect_wait = 60s;
    b.hosts.insert(b.hosts.begin(), {"127.0.0.1", bad.port()});
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    BOOST_TEST((b.find<inputs::link_came_up>()->connection == model::connection_id{2}));
    BOOST_TEST(b.find<inputs::link_came_up>()->peer == "127.0.0.1:" + std::to_string(b.at.port()));
    BOOST_TEST(bad.connections == 1U);
    BOOST_TEST(bad.heard.empty());
}

BOOST_AUTO_TEST_CASE(a_certificate_of_ours_is_shown_where_it_is_demanded) {
    bench b({.ours = state_ca().issue({.for_use = usage::client})});
    b.at.tls->client_ca = state_ca().pem();
    b.make();
    BOOST_TEST(b.until_reported<inputs::link_came_up>());
}

BOOST_AUTO_TEST_CASE(without_the_certificate_that_is_demanded_no_line_comes_up) {
    bench b;
    b.at.tls->client_ca = state_ca().pem();
    b.make();
    BOOST_TEST(until_tried(b, 3));
    BOOST_TEST(b.reported.empty());
    BOOST_TEST(b.at.heard.empty());
}

BOOST_AUTO_TEST_CASE(stopped_or_gone_at_any_moment_it_leaves_nothing_on_the_loop) {
    for (const bool goes : {false, true}) {
        for (int steps = 0; steps < 40; ++steps) {
            BOOST_TEST_CONTEXT((goes ? "gone" : "stopped") << " after " << steps << " steps") {
                bench b;
                b.make();
                for (int i = 0; i < steps; ++i) {
                    b.loop.run_one_for(20ms);
                    if (i == steps / 2 && b.find<inputs::link_came_up>() != nullptr) {
                        b.line->send(token, std::string(200'000, 'x'));
                    }
                }
                goes ? b.line.reset() : b.line->stop();
                const auto reports = b.reported.size();
                b.at.close();
                b.loop.restart();
                b.loop.run_for(5s);
                BOOST_TEST(b.loop.stopped());  // out of work, not out of time
                BOOST_TEST(b.reported.size() == reports);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(stopped_it_tells_the_switch_that_it_closes) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    BOOST_TEST(!b.at.was_told);
    b.line->stop();
    BOOST_TEST(b.until([&] { return b.at.was_told; }));
}

BOOST_AUTO_TEST_SUITE_END()
