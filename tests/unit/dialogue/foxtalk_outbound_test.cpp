#include "dialogue/outbound.hpp"
#include "dialogue/printable.hpp"
#include "unit/dialogue/told_link.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
using namespace iaq::dialogue;

namespace {

std::uint16_t exchange_of(const actions::list& wanted) { return written(wanted).at(0).exchange; }

}  // namespace

BOOST_AUTO_TEST_SUITE(dialogue_foxtalk_outbound)

BOOST_AUTO_TEST_CASE(exchange_ids_begin_at_1_go_round_and_are_never_0) {
    round_counter c{0xFFFF};
    BOOST_TEST(c.next() == 1U);
    for (std::uint32_t i = 2; i <= 65535; ++i) {
        BOOST_TEST_REQUIRE(c.next() == i);
    }
    BOOST_TEST(c.next() == 1U);
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_of_the_message_in_flight_is_reported_by_its_token) {
    told_link t;
    t.come_up();
    const auto sent = t.tell(events::send{token_a, "<OFML/>"});
    BOOST_REQUIRE(written(sent).size() == 1U);
    BOOST_TEST(written(sent)[0].payload == "<OFML/>");
    const auto answer = t.hear(plain('A', exchange_of(sent)));
    BOOST_TEST((all<actions::send_acknowledged>(answer).at(0).token == token_a));
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(10min)) == 0U);
}

BOOST_AUTO_TEST_CASE(a_long_message_leaves_as_frames_of_one_exchange_with_one_end_flag) {
    auto terms = told_link::published_terms();
    terms.frame_bytes_max = 64;
    told_link t;
    t.come_up(terms);
    const std::string payload(500, 'x');
    const auto frames = written(t.tell(events::send{token_a, payload}));
    BOOST_REQUIRE(frames.size() == 11U);
    std::string joined;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        BOOST_TEST(frames[i].exchange == frames[0].exchange);
        BOOST_TEST(frames[i].last == (i + 1 == frames.size()));
        BOOST_TEST(foxtalk::encode(frames[i]).size() <= 64U);
        joined += frames[i].payload;
    }
    BOOST_TEST(joined == payload);
}

BOOST_AUTO_TEST_CASE(a_refusal_comes_with_its_words_as_printable_ascii) {
    told_link t;
    t.come_up();
    const auto exchange = exchange_of(t.tell(events::send{token_a, "x"}));
    const auto refused =
        all<actions::send_refused>(t.hear(plain('N', exchange, "BAD\r\nORI \xC3\xA9\x01")));
    BOOST_REQUIRE(refused.size() == 1U);
    BOOST_TEST((refused[0].token == token_a));
    BOOST_TEST(refused[0].text == "BAD??ORI ???");
    BOOST_TEST(printable(std::string(2000, 'z')).size() == 512U);
}

BOOST_AUTO_TEST_CASE(an_answer_to_another_exchange_is_passed_over_and_counted) {
    told_link t;
    t.come_up();
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', 7))) == 0U);
    const auto exchange = exchange_of(t.tell(events::send{token_a, "x"}));
    const auto other = static_cast<std::uint16_t>(exchange + 1);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', other))) == 0U);
    BOOST_TEST(count<actions::send_refused>(t.hear(plain('N', other))) == 0U);
    BOOST_TEST(t.spoken->curiosities() == 3U);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', exchange))) == 1U);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', exchange))) == 0U);
    BOOST_TEST(t.spoken->curiosities() == 4U);
}

BOOST_AUTO_TEST_CASE(g5_without_an_answer_it_says_so_once_and_never_sends_again_by_itself) {
    told_link t;
    t.come_up();
    t.tell(events::send{token_a, "x"});
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(30s - 1ns)) == 0U);
    const auto late = t.wait(1ns);
    BOOST_TEST((all<actions::send_unacknowledged>(late).at(0).token == token_a));
    const auto after = t.wait(2min);
    BOOST_TEST(count<actions::send_unacknowledged>(after) == 0U);
    BOOST_TEST(written(after).empty());
}

BOOST_AUTO_TEST_CASE(the_wait_for_an_answer_begins_when_the_last_byte_has_left) {
    told_link t;
    t.come_up();
    t.leaving = false;
    t.tell(events::send{token_a, "x"});
    t.wait(20s);
    t.tell(events::write_finished{});
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(30s - 1ns)) == 0U);
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(1ns)) == 1U);
}

BOOST_AUTO_TEST_CASE(a_message_that_never_leaves_is_reported_after_the_timeout_all_the_same) {
    told_link t;
    t.come_up();
    t.leaving = false;
    t.tell(events::send{token_a, "x"});
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(30s)) == 1U);
}

BOOST_AUTO_TEST_CASE(a_resend_is_the_whole_message_under_the_same_exchange) {
    told_link t;
    auto terms = told_link::published_terms();
    terms.frame_bytes_max = 64;
    t.come_up(terms);
    const std::string payload(100, 'x');
    const auto first = written(t.tell(events::send{token_a, payload}));
    t.wait(30s);
    const auto second = written(t.tell(events::send{token_a, payload}));
    BOOST_TEST((first == second));
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(30s)) == 1U);
    // The record of the next attempt has a number of its own; the message is still the same.
    const auto third = t.tell(events::send{token_b, payload});
    BOOST_TEST((written(third) == first));
    const auto answer = t.hear(plain('A', exchange_of(third)));
    BOOST_TEST((all<actions::send_acknowledged>(answer).at(0).token == token_b));
}

BOOST_AUTO_TEST_CASE(a_late_acknowledgement_still_counts_while_no_one_gave_up) {
    told_link t;
    t.come_up();
    const auto exchange = exchange_of(t.tell(events::send{token_a, "x"}));
    t.wait(100s);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', exchange))) == 1U);
}

BOOST_AUTO_TEST_CASE(abandoned_it_is_forgotten_and_the_next_message_has_an_exchange_of_its_own) {
    told_link t;
    t.come_up();
    const auto first = exchange_of(t.tell(events::send{token_a, "x"}));
    t.tell(events::abandon{token_b});
    t.tell(events::abandon{token_a});
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(60s)) == 0U);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', first))) == 0U);
    const auto second = exchange_of(t.tell(events::send{token_b, "y"}));
    BOOST_TEST(second != first);
    // NAK is for the message in flight, found by its exchange (domain.md 8).
    const auto refused = t.hear(plain('N', second, "NO"));
    BOOST_TEST((all<actions::send_refused>(refused).at(0).token == token_b));
}

// A send decided for the last connection may be let go, by the journal, on this one.
BOOST_AUTO_TEST_CASE(a_stale_send_gives_way_to_the_next_and_its_answer_counts_for_nothing) {
    told_link t;
    t.come_up();
    const auto stale = exchange_of(t.tell(events::send{token_a, "x"}));
    BOOST_TEST(exchange_of(t.tell(events::send{token_b, "x"})) == stale);
    const auto next = exchange_of(t.tell(events::send{token_a, "y"}));
    BOOST_TEST(next != stale);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', stale))) == 0U);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', next))) == 1U);
}

BOOST_AUTO_TEST_CASE(after_a_lost_connection_nothing_is_in_flight_and_nothing_leaves_unasked) {
    told_link t;
    t.come_up();
    const auto first = exchange_of(t.tell(events::send{token_a, "x"}));
    t.tell(events::connection_closed{"gone"});
    BOOST_TEST(t.tell(events::send{token_a, "x"}).empty());
    t.wait(30s);
    t.tell(events::connected{});
    const auto up = t.hear(plain('C', 1, foxtalk::encode(told_link::published_terms())));
    BOOST_TEST(count<actions::came_up>(up) == 1U);
    BOOST_TEST(written(up).empty());
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(plain('A', first))) == 0U);
    BOOST_TEST(exchange_of(t.tell(events::send{token_a, "x"})) != first);
}

BOOST_AUTO_TEST_SUITE_END()
