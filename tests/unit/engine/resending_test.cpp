#include "model/names.hpp"
#include "unit/engine/sent_again.hpp"

using namespace iaq;
using namespace iaq::testing;

BOOST_AUTO_TEST_SUITE(engine_resending)

BOOST_AUTO_TEST_CASE(by_the_profiles_rule_it_goes_again_by_itself_and_nobody_hears_rejected) {
    auto g = fresh(sm_once, 2);
    const auto id = admit(g, "k1");
    g.advance(59s);
    BOOST_TEST(sends(g).size() == 1U);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::queued));
    const auto& told = last_of(g, delivery_kind::delayed);
    BOOST_TEST(told.header->number == "04");
    BOOST_TEST((told.may_key_by_hand == model::by_hand::unsafe));
    BOOST_TEST((answer<model::answers::error>(g, g.call(calls::cancel{id, {}})).code ==
                error_code::conflict));
    g.advance(10s);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    BOOST_TEST(count(g, delivery_kind::rejected) == 0U);
    BOOST_TEST(count(g, delivery_kind::delayed) == 1U);
    const auto begun = sends(g);
    BOOST_REQUIRE_EQUAL(begun.size(), 2U);
    BOOST_TEST(begun[1].reference == begun[0].reference);
    BOOST_TEST(begun[1].possible_duplicate);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_rule_ends_at_its_number_with_growing_waits_then_a_person_decides) {
    auto g = fresh(sm_always, 2);
    const auto id = admit(g, "k1");
    g.advance(62s);
    BOOST_TEST(sends(g).size() == 2U);
    g.advance(118s);
    BOOST_TEST(sends(g).size() == 2U);
    g.advance(10s);
    BOOST_TEST(sends(g).size() == 3U);
    BOOST_TEST(count(g, delivery_kind::rejected) == 1U);
    g.advance(24h);
    BOOST_TEST(sends(g).size() == 3U);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::rejected));
    BOOST_TEST(count(g, delivery_kind::delayed) == 2U);
    answer<model::answers::done>(g, resolve(g, operation::resend, id));
    g.advance(10s);
    BOOST_TEST(sends(g).size() == 4U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_rule_ends_at_the_limit_of_attempts) {
    auto g = fresh(sm_always, 20, 3);
    const auto id = admit(g, "k1");
    g.advance(24h);
    BOOST_TEST(sends(g).size() == 3U);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::rejected));
    BOOST_TEST(count(g, delivery_kind::in_doubt) == 0U);
}

BOOST_AUTO_TEST_CASE(nothing_goes_again_after_its_send_before) {
    auto g = fresh(sm_always, 5);
    auto q = good_request("too soon to wait");
    q.send_before = g.now().utc + 30s;
    const auto id = answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
    g.advance(10s);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::rejected));
    g.advance(1min);
    BOOST_TEST(says(refusal_of(g, operation::resend, id), "send_before has passed"));
    BOOST_TEST(sends(g).size() == 1U);

    q = good_request("held meanwhile");
    q.send_before = g.now().utc + 5min;
    const auto held = answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
    g.advance(10s);
    BOOST_TEST((entry_of(g, held).state == inquiry_state::queued));
    g.call(calls::operate{operation::hold, "one", "test"});
    g.advance(10min);
    BOOST_TEST((entry_of(g, held).state == inquiry_state::expired));
    BOOST_TEST(count(g, delivery_kind::expired) == 1U);
    g.call(calls::operate{operation::release, "one", "test"});
    g.advance(10min);
    BOOST_TEST(sends(g).size() == 2U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(nothing_goes_again_by_itself_once_the_lesc_has_said_a_word) {
    struct row {
        std::string name, rules;
        inquiry_state ends;
    };
    const std::vector<row> rows{
        {"receipt before", "switch on iaq : ack ; receipt after 1s ; sm number=04 after 2s\n",
         inquiry_state::rejected},
        {"answer before", "switch on iaq : ack ; answer after 1s ; sm number=04 after 2s\n",
         inquiry_state::answered},
        {"doubtful answer before",
         "switch on iaq : ack ; send key=IAR text=\"IAQ RECEIVED TESTPERSON, JUANA\" after 1s ; "
         "sm number=04 after 2s\n",
         inquiry_state::rejected},
        {"doubtful answer meanwhile",
         "switch on iaq : ack ; sm number=04 after 1s ; "
         "send key=IAR text=\"IAQ RECEIVED TESTPERSON, JUANA\" after 9s\n",
         inquiry_state::acknowledged},
        {"receipt meanwhile", "switch on iaq : ack ; sm number=04 after 1s ; receipt after 9s\n",
         inquiry_state::received},
        {"answer meanwhile", "switch on iaq : ack ; sm number=04 after 1s ; answer after 9s\n",
         inquiry_state::answered},
        {"forwarded after all",
         "switch on iaq : ack ; sm number=04 after 1s ; sm number=02 after 9s\n",
         inquiry_state::acknowledged},
        {"refused meanwhile",
         "switch on iaq : ack ; sm number=04 after 1s ; er number=22 after 9s\n",
         inquiry_state::rejected},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto g = fresh(row.rules, 5);
            const auto id = admit(g, "k1");
            g.advance(6h);
            BOOST_TEST(sends(g).size() == 1U);
            BOOST_TEST(model::name_of(entry_of(g, id).state) == model::name_of(row.ends));
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_status_heard_again_says_nothing_of_the_next_attempt) {
    auto g = fresh(
        "switch on iaq n=1 : ack ; sm number=04 after 1s\n"
        "switch on iaq : ack after 4s ; answer after 9s\n");
    const auto id = admit(g, "k1");
    g.advance(2s);
    BOOST_REQUIRE((entry_of(g, id).state == inquiry_state::rejected));
    answer<model::answers::done>(g, resolve(g, operation::resend, id));
    g.advance(1s);
    BOOST_REQUIRE_EQUAL(sends(g).size(), 2U);
    // Our acknowledgement of it was lost with the line; the switch says it again.
    const auto& book = g.deciding().known().inquiries();
    const auto bytes = book.find_reply(entry_of(g, id).replies.back().record)->bytes;
    g.hear(model::inputs::frame_heard{model::station_index{0}, model::connection_id{9}, 77, bytes});
    g.advance(1s);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::sending));
    BOOST_TEST(last_of(g, delivery_kind::follow_up).possible_duplicate);
    BOOST_TEST(count(g, delivery_kind::rejected) == 1U);
    g.advance(1min);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    BOOST_TEST(sends(g).size() == 2U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_answer_to_an_attempt_that_left_reaches_one_that_expired_while_it_waited) {
    auto g = fresh("switch on iaq : ack ; sm number=04 after 1s ; answer after 10m\n", 5);
    auto q = good_request("k1");
    q.send_before = g.now().utc + 5min;
    const auto id = answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
    g.advance(10s);
    g.call(calls::operate{operation::hold, "one", "test"});
    g.advance(6min);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::expired));
    BOOST_TEST((last_of(g, delivery_kind::expired).may_key_by_hand == model::by_hand::unsafe));
    g.advance(5min);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
    BOOST_TEST(count(g, delivery_kind::unmatched) == 0U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_second_status_while_it_waits_brings_no_second_resend) {
    auto g = fresh(
        "switch on iaq n=1 : ack ; sm number=04 after 1s ; sm number=01 after 5s\n"
        "switch on iaq : ack ; answer after 5s\n",
        5);
    const auto id = admit(g, "k1");
    g.advance(1h);
    BOOST_TEST(sends(g).size() == 2U);
    BOOST_TEST(count(g, delivery_kind::rejected) == 0U);
    BOOST_TEST(count(g, delivery_kind::follow_up) == 1U);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    BOOST_TEST(entry_of(g, id).resends == 1U);
}

BOOST_AUTO_TEST_CASE(a_status_that_beats_the_acknowledgement_is_waited_for_all_the_same) {
    auto g = fresh(
        "switch on iaq n=1 : ack after 3s ; sm number=04 after 1s\n"
        "switch on iaq : ack ; answer after 5s\n",
        1);
    const auto id = admit(g, "k1");
    g.advance(40s);
    BOOST_TEST(sends(g).size() == 1U);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::queued));
    g.advance(40s);
    BOOST_TEST(sends(g).size() == 2U);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_wait_of_a_resend_outlives_a_crash_and_leads_to_one_attempt) {
    auto g = fresh(sm_once, 2);
    const auto id = admit(g, "k1");
    g.advance(5s);
    g.kill(5s);
    g.advance(45s);
    BOOST_TEST(sends(g).size() == 1U);
    g.advance(15s);
    BOOST_TEST(sends(g).size() == 2U);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
}

BOOST_AUTO_TEST_SUITE_END()
