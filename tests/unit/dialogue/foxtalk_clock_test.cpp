#include "dialogue/foxtalk_link.hpp"
#include "unit/dialogue/told_link.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;
using namespace iaq::dialogue;

BOOST_AUTO_TEST_SUITE(dialogue_foxtalk_clock)

BOOST_AUTO_TEST_CASE(a_heartbeat_leaves_when_neither_side_has_spoken_for_the_idle_time) {
    told_link t;
    t.come_up();
    BOOST_TEST(written(t.wait(180s - 1ns)).empty());
    const auto frames = written(t.wait(1ns));
    BOOST_TEST_REQUIRE(frames.size() == 1U);
    BOOST_TEST(frames[0].type == 'H');
    BOOST_TEST(frames[0].payload.empty());
}

BOOST_AUTO_TEST_CASE(what_is_sent_or_heard_puts_the_heartbeat_off) {
    told_link t;
    t.come_up();
    t.wait(100s);
    const auto exchange = written(t.tell(events::send{token_a, "x"})).at(0).exchange;
    t.hear(plain('A', exchange));
    BOOST_TEST(written(t.wait(180s - 1ns)).empty());
    t.hear(data(5, "x"));
    BOOST_TEST(written(t.wait(180s - 1ns)).empty());
    BOOST_TEST(written(t.wait(1ns)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_echo_in_time_keeps_the_line_through_many_idle_times) {
    told_link t;
    t.come_up();
    for (int i = 0; i < 20; ++i) {
        const auto frames = written(t.wait(180s));
        BOOST_TEST_REQUIRE(frames.size() == 1U);
        const auto echo = t.hear(frames[0]);
        BOOST_TEST(written(echo).empty());
    }
    BOOST_TEST((t.spoken->current() == foxtalk_link::state::up));
    BOOST_TEST(t.spoken->curiosities() == 0U);
}

BOOST_AUTO_TEST_CASE(a_heartbeat_without_echo_ends_the_connection_after_the_default_timeout) {
    told_link t;
    t.come_up();
    t.wait(180s);
    BOOST_TEST(closed_for(t.wait(30s - 1ns)).empty());
    const auto wanted = t.wait(1ns);
    BOOST_TEST(closed_for(wanted) == "heartbeat not echoed within the default timeout");
    BOOST_TEST(count<actions::went_down>(wanted) == 1U);
}

BOOST_AUTO_TEST_CASE(the_echo_of_another_heartbeat_does_not_count_and_is_itself_echoed) {
    told_link t;
    t.come_up();
    const auto ours = written(t.wait(180s)).at(0);
    const auto other = plain('H', static_cast<std::uint16_t>(ours.exchange + 1));
    const auto echoed = written(t.hear(other));
    BOOST_TEST_REQUIRE(echoed.size() == 1U);
    BOOST_TEST((echoed[0] == other));
    BOOST_TEST(!closed_for(t.wait(30s)).empty());
}

BOOST_AUTO_TEST_CASE(the_servers_heartbeat_is_echoed_identically) {
    told_link t;
    t.come_up();
    const auto echoed = written(t.hear(plain('H', 0x1B04)));
    BOOST_TEST_REQUIRE(echoed.size() == 1U);
    BOOST_TEST((echoed[0] == plain('H', 0x1B04)));
}

BOOST_AUTO_TEST_CASE(an_echo_that_comes_twice_is_not_echoed_for_ever) {
    told_link t;
    t.come_up();
    const auto ours = written(t.wait(180s)).at(0);
    t.hear(ours);
    BOOST_TEST(written(t.hear(ours)).empty());
    BOOST_TEST(t.spoken->curiosities() == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_heard_for_twice_the_idle_time_ends_the_connection) {
    auto terms = told_link::published_terms();
    terms.timeout_seconds = 600;  // so that no echo is missed first
    told_link t;
    t.come_up(terms);
    for (int i = 0; i < 35; ++i) {
        t.wait(10s);  // speaking does not help when nobody answers
        t.tell(events::send{token_a, "x"});
    }
    BOOST_TEST((t.spoken->current() == foxtalk_link::state::up));
    BOOST_TEST(closed_for(t.wait(10s)) == "nothing heard for twice the idle time");
}

BOOST_AUTO_TEST_CASE(a_server_without_idle_time_gets_no_heartbeats_and_is_never_left_for_silence) {
    auto terms = told_link::published_terms();
    terms.idle_seconds = 0;
    told_link t;
    t.come_up(terms);
    BOOST_TEST(t.wait(24h).empty());
    BOOST_TEST((t.spoken->current() == foxtalk_link::state::up));
}

// domain.md 8: a public client dropped its query with the link's timeout, and lost the answer.
BOOST_AUTO_TEST_CASE(an_answer_long_after_the_links_timeout_is_heard_like_any_other) {
    told_link t;
    t.come_up();
    t.hear(plain('A', written(t.tell(events::send{token_a, "x"})).at(0).exchange));
    for (int i = 0; i < 20; ++i) {
        for (const auto& beat : written(t.wait(180s))) {
            t.hear(beat);
        }
    }
    BOOST_TEST(count<actions::heard>(t.hear(data(9, "late"))) == 1U);
}

BOOST_AUTO_TEST_CASE(it_asks_to_be_woken_only_when_the_time_changes) {
    told_link t;
    BOOST_TEST(count<actions::wake_at>(t.come_up()) == 1U);
    BOOST_TEST(count<actions::wake_at>(t.tell(events::abandon{token_a})) == 0U);
    BOOST_TEST(count<actions::wake_at>(t.tell(events::send{token_a, "x"})) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
