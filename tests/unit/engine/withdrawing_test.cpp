#include "unit/engine/judged.hpp"

using namespace iaq;
using namespace iaq::testing;

namespace {

/// The answer under the first one's reference names nobody; it is the second one's.
constexpr auto crossed =
    "switch on iaq n=1 : ack ; answer after 5s no-subject\n"
    "switch on iaq : ack\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_withdrawing)

BOOST_AUTO_TEST_CASE(a_wrong_match_is_withdrawn_and_given_to_the_right_one) {
    auto g = fresh(crossed);
    const auto first = admit(g, "k1");
    const auto second = admit_other(g);
    g.advance(6s);
    const auto& wrong = last_of(g, delivery_kind::answered);
    BOOST_TEST(wrong.inquiry_id == first);
    const auto message = last_reply(g, first);
    BOOST_TEST(says(withdraw(g, message).text, "The inquiry is ACKNOWLEDGED."));

    const auto& taken_back = last_of(g, delivery_kind::withdrawn);
    BOOST_TEST(taken_back.inquiry_id == first);
    BOOST_TEST(taken_back.officer_id == "1234");
    BOOST_TEST((taken_back.to == model::addressee::everyone));
    BOOST_TEST((taken_back.state == inquiry_state::acknowledged));
    BOOST_TEST(taken_back.text.empty());
    BOOST_REQUIRE_EQUAL(taken_back.withdraws.size(), 1U);
    BOOST_TEST(taken_back.withdraws.front() == wrong.event_id);
    BOOST_TEST(says(taken_back.next_step, "disregard the earlier answer"));
    const auto& again = last_of(g, delivery_kind::unmatched);
    BOOST_TEST((again.match.rule == match_rule::withdrawn));
    BOOST_TEST(g.deciding().known().inquiries().unmatched() == 1U);

    answer<model::answers::done>(
        g, g.call(judging(operation::assign, message, classification::answer, second), "ann"));
    const auto& right = last_of(g, delivery_kind::answered);
    BOOST_TEST(right.inquiry_id == second);
    BOOST_TEST(right.officer_id == "5678");
    BOOST_TEST((entry_of(g, first).state == inquiry_state::acknowledged));
    BOOST_TEST((entry_of(g, second).state == inquiry_state::answered));
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
    // The first one's hour runs again, and only its.
    g.advance(2h);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    BOOST_TEST(last_of(g, delivery_kind::overdue).inquiry_id == first);
}

BOOST_AUTO_TEST_CASE(who_hears_the_backlog_later_hears_no_answer_that_was_withdrawn) {
    auto g = fresh(crossed);
    const auto first = admit(g, "k1");
    admit_other(g);
    g.advance(6s);
    withdraw(g, last_reply(g, first));
    g.kill();
    g.forget_first_life();
    const auto told = told_of(g, first);
    BOOST_TEST(std::ranges::count(told, delivery_kind::answered, &model::delivery::kind) == 0);
    BOOST_TEST(std::ranges::count(told, delivery_kind::withdrawn, &model::delivery::kind) == 1);
}

BOOST_AUTO_TEST_CASE(what_was_assigned_wrongly_is_withdrawn_as_well) {
    auto g = fresh("switch on iaq : ack ; answer after 5s drop-reference no-subject\n");
    const auto first = admit(g, "k1");
    const auto second = admit_other(g);
    g.advance(6s);
    const auto& waiting =
        answer<model::answers::unmatched_list>(g, g.call(calls::unmatched{})).rows;
    const auto message = waiting.back().reply;
    const auto give = [&](const std::string& id) {
        answer<model::answers::done>(
            g, g.call(judging(operation::assign, message, classification::answer, id), "ann"));
    };
    give(first);
    withdraw(g, message);
    give(second);
    withdraw(g, message);
    give(first);  // to the first one again
    BOOST_TEST((entry_of(g, first).state == inquiry_state::answered));
    BOOST_TEST((entry_of(g, second).state == inquiry_state::acknowledged));
    BOOST_TEST(count(g, delivery_kind::withdrawn) == 2U);
    BOOST_TEST(entry_of(g, first).replies.size() == 2U);
    check_folds_agree(g);
    const auto& shown =
        answer<model::answers::inquiries_found>(g, g.call(calls::get{first, {}, {}, {}})).found;
    BOOST_TEST(shown.front().replies.size() == 1U);
    BOOST_TEST(says(shown.front().life[3].what, "was taken back later"),
               shown.front().life[3].what);
    BOOST_TEST(says(shown.front().life[4].what, "an operator took a message back"));
}

BOOST_AUTO_TEST_CASE(the_state_is_the_one_without_the_reply) {
    struct row {
        std::string name, rules;
        nanoseconds wait;
        inquiry_state before, after;
        bool in_doubt;  // said once more
    };
    const std::vector<row> rows{
        {"receipt", "switch on iaq : ack ; receipt after 5s\n", 6s, inquiry_state::received,
         inquiry_state::acknowledged, false},
        {"answer behind a receipt", "switch on iaq : ack ; receipt after 1s ; answer after 5s\n",
         6s, inquiry_state::answered, inquiry_state::received, false},
        {"error", "switch on iaq : ack ; er number=22 after 5s\n", 6s, inquiry_state::rejected,
         inquiry_state::acknowledged, false},
        {"not forwarded", "switch on iaq : ack ; sm number=04 after 5s\n", 6s,
         inquiry_state::rejected, inquiry_state::acknowledged, false},
        {"waits", "switch on iaq : ack ; sm number=02 after 5s\n", 6s, inquiry_state::acknowledged,
         inquiry_state::acknowledged, false},
        {"answer to one nobody acknowledged", "switch on iaq : silent ; answer after 2s\n", 3s,
         inquiry_state::answered, inquiry_state::in_doubt, true},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto g = fresh(row.rules);
            const auto id = admit(g, "k1");
            g.advance(row.wait);
            BOOST_TEST((entry_of(g, id).state == row.before));
            withdraw(g, last_reply(g, id));
            BOOST_TEST((entry_of(g, id).state == row.after));
            BOOST_TEST((last_of(g, delivery_kind::withdrawn).state == row.after));
            BOOST_TEST(count(g, delivery_kind::in_doubt) == (row.in_doubt ? 1U : 0U));
            check_folds_agree(g);
            g.advance(3h);
            BOOST_TEST(sends(g).size() == 1U);  // nothing leaves again on account of it
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_attempt_still_on_its_way_settles_what_the_withdrawal_left_in_doubt) {
    auto g = fresh(
        "switch terms timeout=30s\n"
        "switch on iaq : ack after 10s ; answer after 2s no-subject\n");
    const auto id = admit(g, "k1");
    g.advance(3s);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    withdraw(g, last_reply(g, id));
    BOOST_TEST((entry_of(g, id).state == inquiry_state::in_doubt));
    g.advance(10s);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::acknowledged));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(after_the_hour_the_withdrawal_says_to_telephone) {
    auto g = fresh("switch on iaq : ack ; answer after 61m no-subject\n");
    const auto id = admit(g, "k1");
    g.advance(62min);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    withdraw(g, last_reply(g, id));
    const auto& told = last_of(g, delivery_kind::withdrawn);
    BOOST_TEST(says(told.next_step, "telephone the LESC"));
    BOOST_REQUIRE_EQUAL(told.notices.size(), 1U);
    BOOST_TEST(told.notices.front().id == "HOUR");
    g.advance(3h);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);  // once
}

BOOST_AUTO_TEST_CASE(the_same_words_again_under_the_reference_are_for_a_person) {
    auto g = fresh("switch on iaq : ack ; answer after 5s ; answer after 15s\n");
    const auto id = admit(g, "k1");
    g.advance(6s);
    const auto words = message_of(g, last_reply(g, id));
    withdraw(g, last_reply(g, id));
    hear(g, words);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::acknowledged));
    BOOST_TEST((last_of(g, delivery_kind::unmatched).match.rule == match_rule::withdrawn));
    BOOST_TEST(last_of(g, delivery_kind::unmatched).match.candidates.front() == id);
    BOOST_TEST(g.deciding().known().inquiries().unmatched() == 2U);
    g.advance(10s);  // other words are another message
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(g1_a_withdrawal_is_durable_before_anybody_is_told) {
    auto g = fresh(crossed);
    const auto id = admit(g, "k1");
    g.advance(6s);
    g.sync_at_once(false);
    const auto asked = g.call(judging(operation::withdraw, last_reply(g, id)), "ann");
    BOOST_TEST(!g.answers.contains(asked));
    BOOST_TEST(count(g, delivery_kind::withdrawn) == 0U);
    g.sync();
    BOOST_TEST(g.answers.contains(asked));
    BOOST_TEST(count(g, delivery_kind::withdrawn) == 1U);
}

BOOST_AUTO_TEST_CASE(a_power_cut_between_its_two_records_loses_no_message) {
    auto g = fresh(crossed);
    const auto id = admit(g, "k1");
    g.advance(6s);
    const auto message = last_reply(g, id);
    g.sync_at_once(false);
    g.call(judging(operation::withdraw, message), "ann");
    BOOST_REQUIRE(g.journal.pending.size() >= 2U);
    while (g.journal.pending.size() > 1U) {
        g.journal.pending.pop_back();  // the first of them came to the disk
    }
    g.journal.durable.push_back(g.journal.pending.front());
    g.sync_at_once(true);
    g.kill();
    BOOST_TEST(g.deciding().known().inquiries().unmatched() == 1U);
    const auto& rows = answer<model::answers::unmatched_list>(g, g.call(calls::unmatched{})).rows;
    BOOST_REQUIRE_EQUAL(rows.size(), 1U);
    BOOST_TEST((rows.front().reply == message));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_withdrawn_or_classified_is_refused_in_clear_words) {
    auto g = fresh(
        "switch on iaq n=1 : ack ; answer after 5s\n"
        "switch on iaq n=2 : ack ; er number=22 after 5s\n"
        "switch on iaq : ack ; answer after 5s drop-reference no-subject\n");
    const auto first = admit(g, "k1");
    const auto rejected = admit_other(g);
    admit(g, "k3");
    g.advance(6s);
    const auto answered = last_reply(g, first);
    const auto error = last_reply(g, rejected);
    const auto loose =
        answer<model::answers::unmatched_list>(g, g.call(calls::unmatched{})).rows.front().reply;
    struct row {
        std::string name;
        calls::operate asked;
        error_code code;
        std::string words;
    };
    const std::vector<row> rows{
        {"of nobody", judging(operation::withdraw, loose), error_code::conflict, "with no inquiry"},
        {"of nobody, classified", judging(operation::classify, loose, classification::answer),
         error_code::conflict, "with no inquiry"},
        {"of another", judging(operation::withdraw, answered, {}, rejected), error_code::conflict,
         "is with inquiry " + first},
        {"an error, classified", judging(operation::classify, error, classification::answer),
         error_code::conflict, "is what it is"},
        {"no message", judging(operation::withdraw, sequence{1}), error_code::not_found, "no such"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const auto records = g.journal.durable.size();
            const auto e = refused(g, row.asked);
            BOOST_TEST((e.code == row.code));
            BOOST_TEST(says(e.message, row.words), e.message);
            BOOST_TEST(g.journal.durable.size() == records);
        }
    }
    const auto code = [&](std::size_t principal, const calls::operate& asked) {
        return answer<model::answers::error>(g, g.call_by(principal, "uid:9", asked)).code;
    };
    for (const auto what : {operation::withdraw, operation::classify}) {
        const auto asked = judging(what, answered, classification::receipt);
        BOOST_TEST((code(1, asked) == error_code::forbidden));
        BOOST_TEST((code(2, asked) == error_code::not_found));
    }
}

BOOST_AUTO_TEST_CASE(the_second_person_of_two_finds_it_withdrawn) {
    auto g = fresh(crossed);
    const auto id = admit(g, "k1");
    g.advance(6s);
    const auto message = last_reply(g, id);
    withdraw(g, message);
    BOOST_TEST(says(refused(g, judging(operation::withdraw, message)).message, "no inquiry"));
    BOOST_TEST(
        says(refused(g, judging(operation::classify, message, classification::other)).message,
             "no inquiry"));
    BOOST_TEST(count(g, delivery_kind::withdrawn) == 1U);
}

BOOST_AUTO_TEST_CASE(g10_shredding_one_of_two_that_a_message_was_with_leaves_the_other_whole) {
    for (const bool first_goes : {true, false}) {
        BOOST_TEST_CONTEXT(first_goes) {
            auto g = fresh(crossed);
            const auto first = admit(g, "k1");
            const auto second = admit_other(g);
            g.advance(6s);
            const auto message = last_reply(g, first);
            withdraw(g, message);
            g.call(judging(operation::assign, message, classification::answer, second), "ann");
            const auto& goes = first_goes ? first : second;
            const auto& stays = first_goes ? second : first;
            const auto asked = g.call(calls::shred{goes, "order", {}}, "ann");
            const auto token = answer<model::answers::done>(g, asked).token;
            answer<model::answers::done>(g, g.call(calls::shred{goes, {}, token}, "bob"));
            BOOST_TEST(g.journal.shredded.contains(message) != first_goes);
            check_folds_agree(g);
            g.restart();
            check_folds_agree(g);
            g.forget_first_life();
            const auto told = told_of(g, stays);
            const auto kind = first_goes ? delivery_kind::answered : delivery_kind::withdrawn;
            BOOST_TEST(std::ranges::count(told, kind, &model::delivery::kind) == 1);
            answer<model::answers::inquiries_found>(g, g.call(calls::get{stays, {}, {}, {}}));
        }
    }
}

BOOST_AUTO_TEST_CASE(g10_shredding_before_anybody_takes_the_message_leaves_it_waiting) {
    auto g = fresh(crossed);
    const auto first = admit(g, "k1");
    const auto second = admit_other(g);
    g.advance(6s);
    const auto message = last_reply(g, first);
    withdraw(g, message);
    const auto token =
        answer<model::answers::done>(g, g.call(calls::shred{first, "order", {}}, "ann")).token;
    answer<model::answers::done>(g, g.call(calls::shred{first, {}, token}, "bob"));
    check_folds_agree(g);
    g.restart();
    BOOST_TEST(g.deciding().known().inquiries().unmatched() == 1U);
    answer<model::answers::done>(
        g, g.call(judging(operation::assign, message, classification::answer, second), "ann"));
    BOOST_TEST((entry_of(g, second).state == inquiry_state::answered));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_SUITE_END()
