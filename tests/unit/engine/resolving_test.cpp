#include "unit/engine/sent_again.hpp"

using namespace iaq;
using namespace iaq::testing;

BOOST_AUTO_TEST_SUITE(engine_resolving)

BOOST_AUTO_TEST_CASE(what_was_not_forwarded_goes_again_when_a_person_says_so) {
    auto g = fresh(sm_once);
    const auto id = admit(g, "k1");
    g.advance(30min);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::rejected));
    BOOST_TEST(sends(g).size() == 1U);
    answer<model::answers::done>(g, resolve(g, operation::resend, id));
    const auto& queued = last_of(g, delivery_kind::delayed);
    BOOST_TEST((queued.to == model::addressee::everyone));
    BOOST_TEST((queued.may_key_by_hand == model::by_hand::unsafe));
    const auto& sent = last_of(g, delivery_kind::sent);
    BOOST_TEST((sent.to == model::addressee::everyone));
    BOOST_TEST(count(g, delivery_kind::sent) == 2U);
    g.advance(10s);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    const auto begun = sends(g);
    BOOST_REQUIRE_EQUAL(begun.size(), 2U);
    BOOST_TEST(begun[1].reference == begun[0].reference);
    BOOST_TEST(begun[1].attempt == 2U);
    BOOST_TEST(begun[1].possible_duplicate);
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(g2_a_resend_is_durable_before_its_first_byte) {
    auto g = fresh(sm_once);
    const auto id = admit(g, "k1");
    g.advance(5s);
    g.sync_at_once(false);
    const auto before = g.frames_sent;
    const auto asked = resolve(g, operation::resend, id);
    BOOST_TEST(sends(g).size() == 2U);
    BOOST_TEST(g.frames_sent == before);
    BOOST_TEST(!g.answers.contains(asked));
    g.sync();
    BOOST_TEST(g.frames_sent == before + 1);
    BOOST_TEST(g.answers.contains(asked));
}

BOOST_AUTO_TEST_CASE(one_in_doubt_that_a_person_has_sent_again_gets_as_many_attempts_anew) {
    auto g = fresh("switch on iaq n=1..3 : silent\nswitch on iaq : ack ; answer after 5s\n", 0, 2);
    const auto id = admit(g, "k1");
    g.advance(1min);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::in_doubt));
    answer<model::answers::done>(g, resolve(g, operation::resend, id));
    g.advance(1min);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    const auto begun = sends(g);
    BOOST_REQUIRE_EQUAL(begun.size(), 4U);
    BOOST_TEST(begun[3].attempt == 4U);
    BOOST_TEST(begun[2].possible_duplicate);
    BOOST_TEST(begun[2].reference == begun[0].reference);
    check_folds_agree(g);

    auto deaf = fresh("switch on iaq : silent\n", 0, 2);
    const auto doubted = admit(deaf, "k1");
    deaf.advance(1min);
    resolve(deaf, operation::resend, doubted);
    deaf.advance(1h);
    BOOST_TEST((entry_of(deaf, doubted).state == inquiry_state::in_doubt));
    BOOST_TEST(sends(deaf).size() == 4U);
    BOOST_TEST(count(deaf, delivery_kind::in_doubt) == 2U);
}

BOOST_AUTO_TEST_CASE(one_in_doubt_is_failed_by_a_person_and_an_answer_still_counts) {
    auto g = fresh("switch on iaq : silent\n", 0, 1);
    const auto id = admit(g, "k1");
    g.advance(1min);
    answer<model::answers::done>(g, resolve(g, operation::fail, id));
    BOOST_TEST((entry_of(g, id).state == inquiry_state::failed));
    const auto& told = last_of(g, delivery_kind::failed);
    BOOST_TEST((told.to == model::addressee::everyone));
    BOOST_TEST((told.may_key_by_hand == model::by_hand::unknown));
    BOOST_TEST(says(refusal_of(g, operation::resend, id), "the inquiry is FAILED"));
    g.restart();
    g.advance(1h);
    BOOST_TEST(sends(g).size() == 1U);
    switch_sim::effect said;
    said.does = switch_sim::deed::answer;
    BOOST_REQUIRE(g.order(said, entry_of(g, id).reference));
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_held_station_keeps_waiting_what_a_person_has_sent_again) {
    auto g = fresh(sm_once);
    const auto id = admit(g, "k1");
    g.advance(5s);
    g.call(calls::operate{operation::hold, "one", "test"});
    answer<model::answers::done>(g, resolve(g, operation::resend, id));
    g.advance(10min);
    g.restart();
    g.advance(10min);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::queued));
    BOOST_TEST(sends(g).size() == 1U);
    g.call(calls::operate{operation::release, "one", "test"});
    g.advance(10s);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    BOOST_TEST(sends(g).size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_a_person_cannot_resolve_is_refused_in_clear_words) {
    struct row {
        std::string name, rules;
        operation what;
        std::string words;
    };
    const std::vector<row> rows{
        {"acknowledged", "switch on iaq : ack\n", operation::resend, "is ACKNOWLEDGED: only one"},
        {"answered", "switch on iaq : ack ; answer after 1s\n", operation::resend, "is ANSWERED"},
        {"sending", "switch on iaq : silent\n", operation::fail, "is SENDING: only one IN_DOUBT"},
        {"refused", "switch on iaq : nak \"NO\"\n", operation::resend, "for another reason"},
        {"error", "switch on iaq : ack ; er number=22 after 1s\n", operation::resend,
         "for another reason"},
        {"status behind an error",
         "switch on iaq : ack ; er number=22 after 1s ; sm number=04 after 2s\n", operation::resend,
         "for another reason"},
        {"not forwarded", sm_always, operation::fail, "only one IN_DOUBT can be failed"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto g = fresh(row.rules);
            const auto id = admit(g, "k1");
            g.advance(4s);
            const auto records = g.journal.durable.size();
            const auto words = refusal_of(g, row.what, id);
            BOOST_TEST(says(words, row.words), words);
            BOOST_TEST(g.journal.durable.size() == records);
        }
    }
}

BOOST_AUTO_TEST_CASE(only_who_may_operate_for_its_ori_resolves_and_only_with_a_reason) {
    auto g = fresh(sm_once);
    const auto id = admit(g, "k1");
    g.advance(5s);
    const calls::operate asked{operation::resend, {}, "why", id};
    const auto code = [&](std::uint64_t id_of_call) {
        return answer<model::answers::error>(g, id_of_call).code;
    };
    BOOST_TEST((code(g.call_by(1, "uid:1", asked)) == error_code::forbidden));
    BOOST_TEST((code(g.call_by(2, "uid:2", asked)) == error_code::not_found));
    BOOST_TEST(
        (code(g.call(calls::operate{operation::resend, {}, {}, id})) == error_code::invalid));
    BOOST_TEST((code(g.call(calls::operate{operation::resend, {}, "why", "none"})) ==
                error_code::not_found));
    BOOST_TEST(sends(g).size() == 1U);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::rejected));
}

BOOST_AUTO_TEST_CASE(overdue_is_told_once_however_often_it_was_sent) {
    auto g = fresh("switch on iaq n=1 : ack ; sm number=04 after 70m\nswitch on iaq : ack\n");
    const auto id = admit(g, "k1");
    g.advance(71min);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    answer<model::answers::done>(g, resolve(g, operation::resend, id));
    g.advance(3h);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::acknowledged));
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_SUITE_END()
