#include "base/text.hpp"
#include "unit/switch_sim/station.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
using namespace iaq::switch_sim;
using namespace iaq::switch_sim::test;

namespace {

std::string bytes_of(std::string_view hex) { return *text::from_hex(hex); }

// Domain.md 2.1: the frames that the specification prints.
constexpr auto published_connect =
    "FF00AA550000002400014359000100000000FDE8000000004E4236344C46202055AA00FF";
constexpr auto published_reply =
    "FF00AA5500000024000143590001000000001F4000B4001E4E4236344C46202055AA00FF";
constexpr auto published_heartbeat = "FF00AA55000000101B04485955AA00FF";

}  // namespace

BOOST_AUTO_TEST_SUITE(switch_sim_link)

BOOST_AUTO_TEST_CASE(the_published_connect_and_heartbeat_are_answered_byte_for_byte) {
    const auto behind = lesc_of("");
    station s(*behind);
    s.hand_in(bytes_of(published_connect));
    s.hand_in(bytes_of(published_heartbeat));
    BOOST_TEST_REQUIRE(s.writes.size() == 2U);
    BOOST_TEST((s.writes[0] == bytes_of(published_reply)));
    BOOST_TEST((s.writes[1] == bytes_of(published_heartbeat)));
}

BOOST_AUTO_TEST_CASE(the_terms_of_the_scene_lower_or_set_what_the_client_offers) {
    const auto behind = lesc_of("switch terms frame=512 idle=20s timeout=5s version=1.0");
    station s(*behind);
    s.hand_in({.exchange = 1,
               .type = foxtalk::type::connect,
               .payload = foxtalk::encode(foxtalk::connect_terms{.frame_bytes_max = 300})});
    const auto terms = foxtalk::parse_terms(s.frames.at(0).payload);
    BOOST_TEST_REQUIRE(terms.has_value());
    BOOST_TEST(((terms->minor == 0 && terms->frame_bytes_max == 300)));
    BOOST_TEST(((terms->idle_seconds == 20 && terms->timeout_seconds == 5)));
}

BOOST_AUTO_TEST_CASE(an_inquiry_is_acknowledged_at_once_under_its_exchange) {
    const auto behind = lesc_of("");
    station s(*behind);
    s.connect();
    s.ask("A1B2C3D4E5", 0x0217);
    BOOST_TEST((s.writes.back() == bytes_of("FF00AA55000000100217415955AA00FF")));
    BOOST_TEST(behind->heard().at("A1B2C3D4E5") == 1U);
}

BOOST_AUTO_TEST_CASE(an_inquiry_in_several_frames_is_acknowledged_once_after_its_end) {
    const auto behind = lesc_of("");
    station s(*behind);
    s.connect();
    for (const auto& f : foxtalk::split(9, ofml_iaq("R1"), 37)) {
        BOOST_TEST(s.frames.empty());
        s.hand_in(f);
    }
    BOOST_TEST(s.count(foxtalk::type::acknowledge) == 1U);
    BOOST_TEST(s.count(noted::heard) == 1U);
}

BOOST_AUTO_TEST_CASE(a_silent_rule_hears_and_says_nothing_and_the_repeat_is_counted) {
    const auto behind = lesc_of("switch on iaq attempt=1 : silent\n");
    station s(*behind);
    s.connect();
    s.ask("R1");
    s.pass(29s);
    BOOST_TEST(s.frames.empty());
    s.pass(1s);
    s.ask("R1");
    BOOST_TEST(s.count(foxtalk::type::acknowledge) == 1U);
    BOOST_TEST(behind->heard().at("R1") == 2U);
    BOOST_TEST(s.count(noted::fault) == 0U);
}

BOOST_AUTO_TEST_CASE(a_nak_carries_the_words_and_no_answer_follows) {
    const auto behind = lesc_of("switch on iaq : nak \"QUEUE FULL\" after 2s");
    station s(*behind);
    s.connect();
    s.ask("R1", 7);
    BOOST_TEST(s.frames.empty());
    s.pass(100s);
    BOOST_TEST_REQUIRE(s.frames.size() == 1U);
    BOOST_TEST(((s.frames[0].type == foxtalk::type::refuse && s.frames[0].exchange == 7)));
    BOOST_TEST(s.frames[0].payload == "QUEUE FULL");
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_can_be_cut_doubled_wrong_or_in_pieces) {
    struct {
        std::string_view how;
        std::size_t writes, frames;
        bool closes;
    } const rows[]{{"ack cut", 1, 0, true},
                   {"ack twice", 1, 2, false},
                   {"ack wrong-exchange", 1, 1, false},
                   {"ack pieces=5", 4, 1, false},
                   {"ack bad-stop", 1, 0, false},
                   {"ack ; close", 1, 1, true},
                   {"silent ; close", 0, 0, true}};
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.how) {
            const auto behind = lesc_of("switch on iaq : " + std::string(r.how));
            station s(*behind);
            s.connect();
            s.writes.clear();
            s.ask("R1");
            BOOST_TEST(s.writes.size() == r.writes);
            BOOST_TEST(s.frames.size() == r.frames);
            BOOST_TEST(s.closed == r.closes);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_line_that_is_silent_for_twice_the_idle_time_is_closed) {
    const auto behind = lesc_of("switch terms idle=20s");
    station s(*behind);
    s.connect();
    s.pass(30s);
    s.hand_in(bytes_of(published_heartbeat));
    s.pass(39s);
    BOOST_TEST(!s.closed);
    s.pass(1s);
    BOOST_TEST(s.closed);
}

BOOST_AUTO_TEST_CASE(connects_and_heartbeats_can_go_unanswered) {
    const auto behind = lesc_of("switch on connect n=1 : close\nswitch on heartbeat n=1 : silent");
    station refused(*behind);
    refused.connect();
    BOOST_TEST(refused.closed);
    station s(*behind);
    s.connect();
    s.hand_in(bytes_of(published_heartbeat));
    BOOST_TEST(s.frames.empty());
    s.hand_in(bytes_of(published_heartbeat));
    BOOST_TEST(s.count(foxtalk::type::heartbeat) == 1U);
}

BOOST_AUTO_TEST_CASE(what_the_station_does_wrong_is_noted) {
    struct {
        std::string_view fault;
        std::string bytes;
        bool closes;
    } const rows[]{
        {"acknowledgement of nothing", bytes_of("FF00AA55000000100217415955AA00FF"), false},
        {"second connect", bytes_of(published_connect), true},
        {"start pattern missing", "GET / HTTP/1.1", true},
        {"above the agreed", foxtalk::encode(foxtalk::frame{.payload = std::string(9000, 'x')}),
         false},
        {"does not take", bytes_of("FF00AA550000001000014B5955AA00FF"), false}};
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.fault) {
            const auto behind = lesc_of("");
            station s(*behind);
            s.connect();
            s.hand_in(r.bytes);
            BOOST_TEST(s.closed == r.closes);
            const auto found = std::ranges::find(s.notes, noted::fault, &note::what);
            BOOST_TEST_REQUIRE((found != s.notes.end()));
            BOOST_TEST(found->text.find(r.fault) != std::string::npos, found->text);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_second_inquiry_before_the_acknowledgement_is_a_fault) {
    const auto behind = lesc_of("switch on iaq : ack after 10s");
    station s(*behind);
    s.connect();
    s.ask("R1", 7);
    s.ask("R2", 8);
    BOOST_TEST(s.count(noted::fault) == 1U);
}

BOOST_AUTO_TEST_CASE(a_switch_that_is_down_ends_all_lines_and_keeps_no_new_one) {
    const auto behind = lesc_of("switch at 5s : down for 10s");
    station a(*behind);
    station b(*behind);
    a.connect();
    b.connect();
    a.pass(5s);
    b.pass(5s);
    BOOST_TEST(((a.closed && b.closed)));
    station early(*behind, 14s);
    BOOST_TEST(early.closed);
    station late(*behind, 15s);
    late.connect();
    BOOST_TEST(late.count(noted::connected) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
