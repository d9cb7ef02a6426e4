#include "link/driver.hpp"
#include "unit/link/driver_bench.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

using namespace iaq;
using namespace iaq::link;
namespace asio = boost::asio;
namespace inputs = model::inputs;
namespace type = framing::foxtalk::type;
using framing::foxtalk::frame;

namespace {

using bench = driver_bench;

constexpr model::send_token token{21};

}  // namespace

BOOST_AUTO_TEST_SUITE(link_driver)

BOOST_AUTO_TEST_CASE(it_comes_up_and_reports_the_peer_and_its_terms) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    const auto& up = *b.find<inputs::link_came_up>();
    BOOST_TEST((up.station == model::station_index{3}));
    BOOST_TEST((up.connection == model::connection_id{1}));
    BOOST_TEST(up.peer == "127.0.0.1:" + std::to_string(b.at.port()));
    BOOST_TEST(up.frame_bytes_max == 8000U);
    BOOST_TEST(up.idle_seconds == 180U);
    BOOST_TEST(up.timeout_seconds == 1U);
}

BOOST_AUTO_TEST_CASE(a_host_by_name_is_looked_up) {
    bench b("localhost");
    b.make();
    BOOST_TEST(b.until_reported<inputs::link_came_up>());
}

BOOST_AUTO_TEST_CASE(a_send_is_acknowledged_by_its_token) {
    bench b;
    b.at.hears = [&](const frame& f) { b.at.say(frame{f.exchange, type::acknowledge, true, ""}); };
    b.reacts = [&](const inputs::input& in) {
        if (std::holds_alternative<inputs::link_came_up>(in)) {
            b.line->send(token, "<OFML/>");  // from inside a report
        }
    };
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::send_acknowledged>());
    BOOST_TEST((b.find<inputs::send_acknowledged>()->token == token));
    BOOST_TEST(b.reported.size() == 2U);
    BOOST_TEST(b.at.heard.at(1).payload == "<OFML/>");
}

BOOST_AUTO_TEST_CASE(a_refusal_is_reported_with_its_words) {
    bench b;
    b.at.hears = [&](const frame& f) {
        b.at.say(frame{f.exchange, type::refuse, true, "BAD ORI"});
    };
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.line->send(token, "x");
    BOOST_TEST_REQUIRE(b.until_reported<inputs::send_refused>());
    BOOST_TEST(b.find<inputs::send_refused>()->text == "BAD ORI");
}

BOOST_AUTO_TEST_CASE(g5_silence_is_reported_and_nothing_is_sent_again_unasked) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.line->send(token, "x");
    BOOST_TEST_REQUIRE(b.until_reported<inputs::send_unacknowledged>());
    b.loop.run_for(200ms);
    BOOST_TEST(b.at.heard.size() == 2U);
    b.line->send(token, "x");
    BOOST_TEST_REQUIRE(b.until_heard(3));
    BOOST_TEST((b.at.heard[1] == b.at.heard[2]));
}

BOOST_AUTO_TEST_CASE(g3_a_message_is_acknowledged_on_the_wire_only_when_told_so) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.at.say(frame{77, type::data, false, "one "});
    b.at.say(frame{77, type::data, true, "message"});
    BOOST_TEST_REQUIRE(b.until_reported<inputs::frame_heard>());
    const auto& heard = *b.find<inputs::frame_heard>();
    BOOST_TEST(heard.bytes == "one message");
    BOOST_TEST(heard.exchange == 77);
    b.loop.run_for(200ms);
    BOOST_TEST(b.at.heard.size() == 1U);
    b.line->acknowledge(heard.connection, heard.exchange);
    BOOST_TEST_REQUIRE(b.until_heard(2));
    BOOST_TEST((b.at.heard[1] == frame{77, type::acknowledge, true, ""}));
}

BOOST_AUTO_TEST_CASE(a_long_message_arrives_whole_in_each_direction) {
    bench b;
    b.at.terms.frame_bytes_max = 64;
    std::string there;
    b.at.hears = [&](const frame& f) {
        there += f.payload;
        if (f.last) {
            b.at.say(frame{f.exchange, type::acknowledge, true, ""});
        }
    };
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    const std::string message(300'000, 'x');
    b.line->send(token, message);
    BOOST_TEST_REQUIRE(b.until_reported<inputs::send_acknowledged>());
    BOOST_TEST((there == message));
    for (const auto& f : framing::foxtalk::split(5, message, 53)) {
        b.at.say(f);
        b.loop.poll();
    }
    BOOST_TEST_REQUIRE(b.until_reported<inputs::frame_heard>());
    BOOST_TEST((b.find<inputs::frame_heard>()->bytes == message));
}

BOOST_AUTO_TEST_CASE(a_line_hung_up_is_reported_and_made_again_under_another_number) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.at.hang_up();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_went_down>());
    const auto& down = *b.find<inputs::link_went_down>();
    BOOST_TEST((down.connection == model::connection_id{1}));
    BOOST_TEST(down.cause == "closed by the switch");
    BOOST_TEST(down.peer == "127.0.0.1:" + std::to_string(b.at.port()));
    BOOST_TEST(down.bytes_in == 36U);
    BOOST_TEST(down.bytes_out == 36U);
    BOOST_TEST_REQUIRE(b.until([&] { return b.reported.size() == 3; }));
    const auto* again = std::get_if<inputs::link_came_up>(&b.reported[2]);
    BOOST_TEST_REQUIRE(again != nullptr);
    BOOST_TEST((again->connection == model::connection_id{2}));
    // The old connection's message is not acknowledged on the new one.
    b.line->acknowledge(model::connection_id{1}, 5);
    b.loop.run_for(100ms);
    BOOST_TEST(b.at.heard.size() == 2U);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_frame_end_the_line_with_the_flaw) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.at.say(std::string("HTTP/1.1 400 Bad Request\r\n\r\n"));
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_went_down>());
    BOOST_TEST(b.find<inputs::link_went_down>()->cause == "start pattern missing");
}

BOOST_AUTO_TEST_CASE(a_host_that_refuses_is_followed_by_the_next_at_once) {
    bench b;
    std::uint16_t closed_port = 0;
    {
        const asio::ip::tcp::acceptor gone(b.loop, {asio::ip::address_v4::loopback(), 0});
        closed_port = gone.local_endpoint().port();
    }
    b.hosts.insert(b.hosts.begin(), {"127.0.0.1", closed_port});
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    BOOST_TEST((b.find<inputs::link_came_up>()->connection == model::connection_id{2}));
    BOOST_TEST(b.reported.size() == 1U);
}

BOOST_AUTO_TEST_CASE(stopped_it_reports_the_line_down_and_leaves_nothing_on_the_loop) {
    bench b;
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
    b.line->send(token, "x");
    b.line->stop();
    BOOST_TEST_REQUIRE(b.find<inputs::link_went_down>() != nullptr);
    BOOST_TEST(b.find<inputs::link_went_down>()->cause == "stopped");
    b.at.close();
    b.loop.run_for(5s);
    BOOST_TEST(b.loop.stopped());  // out of work, not out of time
    b.line->send(token, "x");
    b.line->stop();
    BOOST_TEST(b.reported.size() == 2U);
}

BOOST_AUTO_TEST_CASE(stopped_from_inside_a_report_it_stops_all_the_same) {
    bench b;
    b.reacts = [&](const inputs::input& in) {
        if (std::holds_alternative<inputs::link_came_up>(in)) {
            b.line->send(token, "x");
            b.line->stop();
        }
    };
    b.make();
    BOOST_TEST_REQUIRE(b.until_reported<inputs::link_went_down>());
    b.at.close();
    b.loop.run_for(5s);
    BOOST_TEST(b.loop.stopped());
}

BOOST_AUTO_TEST_CASE(stopped_while_it_waits_or_connects_it_leaves_nothing_on_the_loop) {
    for (const auto lead : {0ms, 50ms}) {
        BOOST_TEST_CONTEXT(lead.count() << " ms after the start") {
            bench b;
            b.at.close();
            b.make();
            b.loop.run_for(lead);
            b.line->stop();
            b.loop.restart();
            b.loop.run_for(5s);
            BOOST_TEST(b.loop.stopped());
            BOOST_TEST(b.reported.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_driver_may_go_while_its_operations_are_still_on_their_way) {
    for (const bool up : {false, true}) {
        BOOST_TEST_CONTEXT((up ? "up" : "connecting")) {
            bench b;
            b.make();
            if (up) {
                BOOST_TEST_REQUIRE(b.until_reported<inputs::link_came_up>());
                b.line->send(token, std::string(100'000, 'x'));
            }
            const auto reports = b.reported.size();
            b.line.reset();
            b.at.close();
            b.loop.run_for(5s);
            BOOST_TEST(b.loop.stopped());
            BOOST_TEST(b.reported.size() == reports);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
