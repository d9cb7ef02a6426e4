#include "contract/records.hpp"
#include "model/limits.hpp"
#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace iaq;
using testing::admit;
using testing::gateway;
using testing::gateway_with;
namespace inputs = model::inputs;
namespace records = model::records;

namespace {

/// The records of this kind that are durable, oldest first.
template <class Body>
std::vector<model::record> all(const gateway& g) {
    std::vector<model::record> found;
    for (const auto& bytes : g.journal.durable) {
        const auto entry = contract::decode(bytes);
        BOOST_TEST_REQUIRE(entry.has_value());
        if (std::holds_alternative<Body>(entry.value().body)) {
            found.push_back(entry.value());
        }
    }
    return found;
}

template <class Body>
const Body& body(const model::record& entry) {
    return std::get<Body>(entry.body);
}

inputs::session_opened connection(std::uint64_t number, const std::string& principal = "uid:1000") {
    return {model::session_id{number}, 0, principal, "ann", "unix:pid=9", {}, "unix:/run/a.sock"};
}

void call(gateway& g, std::uint64_t session, model::calls::call what) {
    g.hear(inputs::call_received{model::session_id{session}, 7, {}, std::move(what)});
}

std::size_t count_in(const std::vector<model::record>& refusals) {
    std::size_t all = 0;
    for (const auto& each : refusals) {
        all += body<records::session_refused>(each).count;
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_logons)

BOOST_AUTO_TEST_CASE(a_log_on_is_recorded_with_the_program_that_says_hello) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.hear(connection(50));
    BOOST_TEST(all<records::session_opened>(g).size() == 1U);  // the other client's
    call(g, 50, model::calls::hello{"cad", "3.1"});
    call(g, 50, model::calls::ping{});
    const auto opened = all<records::session_opened>(g);
    BOOST_TEST_REQUIRE(opened.size() == 2U);
    const auto& said = body<records::session_opened>(opened.back());
    BOOST_TEST((said == records::session_opened{model::session_id{50}, "cad", "3.1", {}}));
    BOOST_TEST(opened.back().principal == "uid:1000");
    BOOST_TEST(opened.back().acting_user == "ann");
    BOOST_TEST(opened.back().source == "unix:pid=9");
    BOOST_TEST(opened.back().target == "unix:/run/a.sock");
    BOOST_TEST((opened.back().ended == model::outcome::done));
}

BOOST_AUTO_TEST_CASE(what_a_hello_says_is_cut_to_a_name) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.hear(connection(50));
    call(g, 50, model::calls::hello{std::string(2000, 'x'), std::string(2000, 'y')});
    const auto opened = all<records::session_opened>(g);
    BOOST_TEST(body<records::session_opened>(opened.back()).program.size() == 64U);
    BOOST_TEST(body<records::session_opened>(opened.back()).version.size() == 64U);
}

BOOST_AUTO_TEST_CASE(a_log_off_tells_how_long_it_was_and_how_many_bytes) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.hear(connection(50));
    call(g, 50, model::calls::ping{});
    g.advance(90s);
    g.hear(inputs::session_closed{model::session_id{50}, "closed by the client", 123, 456});
    const auto closed = all<records::session_closed>(g);
    BOOST_TEST_REQUIRE(closed.size() == 1U);
    BOOST_TEST((body<records::session_closed>(closed[0]) ==
                records::session_closed{model::session_id{50}, "closed by the client"}));
    BOOST_TEST((closed[0].duration == 90s));
    BOOST_TEST(closed[0].bytes_in == 123U);
    BOOST_TEST(closed[0].bytes_out == 456U);
    BOOST_TEST(closed[0].source == "unix:pid=9");
}

BOOST_AUTO_TEST_CASE(a_connection_that_asks_nothing_is_recorded_when_it_ends) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.hear(connection(50));
    g.hear(inputs::session_closed{model::session_id{50}, "closed by the client"});
    BOOST_TEST(all<records::session_opened>(g).size() == 2U);
    BOOST_TEST(all<records::session_closed>(g).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stop_logs_everybody_off_before_its_own_record) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.advance(5s);
    g.restart();
    const auto closed = all<records::session_closed>(g);
    BOOST_TEST_REQUIRE(closed.size() == 1U);
    BOOST_TEST(body<records::session_closed>(closed[0]).cause == "the gateway stops");
    const auto stopped = all<records::stopped>(g);
    BOOST_TEST_REQUIRE(stopped.size() == 1U);
    BOOST_TEST((closed[0].at_sequence < stopped[0].at_sequence));
}

BOOST_AUTO_TEST_CASE(g7_refused_log_ons_of_a_peer_and_reason_are_two_records_a_minute) {
    auto g = gateway_with("switch on iaq : ack\n");
    for (int i = 0; i < 500; ++i) {
        g.hear(inputs::session_refused{"unix:uid=4242", "no principal"});
    }
    g.hear(inputs::session_refused{"unix:uid=4243", "no principal"});
    BOOST_TEST(all<records::session_refused>(g).size() == 2U);
    g.advance(61s);
    g.hear(inputs::deadline_reached{});
    const auto refused = all<records::session_refused>(g);
    BOOST_TEST_REQUIRE(refused.size() == 3U);
    BOOST_TEST(count_in(refused) == 501U);
    BOOST_TEST(refused.back().source == "unix:uid=4242");
    BOOST_TEST(refused.back().principal.empty());
    BOOST_TEST((refused.back().ended == model::outcome::refused));
}

BOOST_AUTO_TEST_CASE(each_reason_of_a_peer_is_told_at_once_and_sums_are_added_up) {
    auto g = gateway_with("switch on iaq : ack\n");
    for (const auto* const cause : {"it is revoked", "it has expired", "it is revoked"}) {
        g.hear(inputs::session_refused{"192.0.2.1", cause, 1});
    }
    g.hear(inputs::session_refused{"192.0.2.1", "it is revoked", 40});
    BOOST_TEST(all<records::session_refused>(g).size() == 2U);
    g.advance(61s);
    g.hear(inputs::deadline_reached{});
    const auto refused = all<records::session_refused>(g);
    BOOST_TEST_REQUIRE(refused.size() == 3U);
    BOOST_TEST(count_in(refused) == 43U);
    BOOST_TEST(body<records::session_refused>(refused.back()).cause == "it is revoked");
    BOOST_TEST(body<records::session_refused>(refused.back()).count == 41U);
}

BOOST_AUTO_TEST_CASE(g7_no_number_of_peers_makes_more_records_than_the_limit) {
    auto g = gateway_with("switch on iaq : ack\n");
    const auto peers = model::limits::refused_peers_max + 300;
    for (std::size_t i = 0; i < peers; ++i) {
        g.hear(inputs::session_refused{"10.0.0." + std::to_string(i), "unknown certificate"});
    }
    g.advance(61s);
    g.hear(inputs::deadline_reached{});
    const auto refused = all<records::session_refused>(g);
    BOOST_TEST(refused.size() == model::limits::refused_peers_max + 2);
    BOOST_TEST(count_in(refused) == peers);
    BOOST_TEST(refused.back().source == "other peers");
}

BOOST_AUTO_TEST_CASE(g7_a_principal_that_connects_without_end_is_turned_away) {
    auto g = gateway_with("switch on iaq : ack\n");
    for (std::uint64_t i = 0; i < model::limits::logons_per_minute_max + 5; ++i) {
        g.hear(connection(1000 + i, "uid:77"));
        g.hear(inputs::session_closed{model::session_id{1000 + i}, "closed by the client"});
    }
    BOOST_TEST(all<records::session_opened>(g).size() == model::limits::logons_per_minute_max + 1);
    const auto closings = std::ranges::count_if(g.log, [](const auto& action) {
        return std::holds_alternative<model::actions::close_session>(action);
    });
    BOOST_TEST(closings == 5);
    g.advance(61s);
    g.hear(connection(50, "uid:77"));
    call(g, 50, model::calls::ping{});
    BOOST_TEST(all<records::session_opened>(g).size() == model::limits::logons_per_minute_max + 2);
    BOOST_TEST(count_in(all<records::session_refused>(g)) == 5U);
}

BOOST_AUTO_TEST_CASE(while_the_disk_is_full_few_log_ons_are_written) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.hear(inputs::space{true});
    for (std::uint64_t i = 0; i < 1000; ++i) {
        g.hear(connection(1000 + i));
        g.hear(inputs::session_closed{model::session_id{1000 + i}, "closed by the client"});
    }
    BOOST_TEST(all<records::session_opened>(g).size() <= model::limits::logons_when_short_max);
}

BOOST_AUTO_TEST_CASE(records_of_a_send_and_its_reply_tell_addresses_and_bytes) {
    auto g = gateway_with("switch on iaq : ack ; answer after 2s\n");
    admit(g, "k1");
    g.advance(5s);
    const auto begun = all<records::send_begun>(g);
    BOOST_TEST_REQUIRE(begun.size() == 1U);
    BOOST_TEST(begun[0].target == "127.0.0.1:6099");
    BOOST_TEST(begun[0].bytes_out == body<records::send_begun>(begun[0]).bytes.size());
    const auto heard = all<records::reply_heard>(g);
    BOOST_TEST_REQUIRE(!heard.empty());
    BOOST_TEST(heard[0].source == "127.0.0.1:6099");
    BOOST_TEST(heard[0].bytes_in == body<records::reply_heard>(heard[0]).bytes.size());
    const auto up = all<records::link_up>(g);
    BOOST_TEST_REQUIRE(up.size() == 1U);
    BOOST_TEST(up[0].target == "127.0.0.1:6099");
    g.hear(inputs::link_went_down{model::station_index{0}, model::connection_id{1},
                                  "127.0.0.1:6099", "gone", 10, 20, 5000});
    const auto down = all<records::link_down>(g);
    BOOST_TEST_REQUIRE(down.size() == 1U);
    BOOST_TEST((down[0].duration == 5s));
    BOOST_TEST(down[0].bytes_in == 10U);
    BOOST_TEST(down[0].bytes_out == 20U);
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

BOOST_AUTO_TEST_SUITE_END()
