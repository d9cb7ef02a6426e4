#include "model/names.hpp"
#include "unit/engine/judged.hpp"

using namespace iaq;
using namespace iaq::testing;

namespace {

constexpr auto lost_reference = "switch on iaq : ack ; answer after 5s drop-reference\n";

const model::answers::unmatched_list& list(gateway& g, const calls::unmatched& asked = {}) {
    return answer<model::answers::unmatched_list>(g, g.call(asked));
}

sequence only_message(gateway& g) {
    const auto& rows = list(g).rows;
    BOOST_REQUIRE_EQUAL(rows.size(), 1U);
    return rows.front().reply;
}

calls::operate giving(sequence message, const std::string& id,
                      classification as = classification::unspecified) {
    return {operation::assign, {}, "read by telephone", id, message, as};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_assigning)

BOOST_AUTO_TEST_CASE(a_message_waits_with_its_candidates_and_what_speaks_for_them) {
    auto g = fresh(lost_reference);
    const auto id = admit(g, "k1");
    const auto other = admit_other(g);
    g.advance(5s + 500ms);
    const auto& rows = list(g).rows;
    BOOST_REQUIRE_EQUAL(rows.size(), 2U);
    BOOST_TEST(number_of(rows[0].reply) > number_of(rows[1].reply));  // newest first
    const auto& row = rows[1];
    BOOST_TEST(row.station == "one");
    BOOST_TEST(row.header.key == "IAR");
    BOOST_TEST(says(row.text, "TESTPERSON"));
    BOOST_TEST((row.match.rule == match_rule::ambiguous));
    BOOST_REQUIRE_EQUAL(row.candidates.size(), 1U);
    const auto& c = row.candidates.front();
    BOOST_TEST(c.inquiry_id == id);
    BOOST_TEST(c.officer_id == "1234");
    BOOST_TEST((c.state == inquiry_state::acknowledged));
    BOOST_TEST(c.against.empty());
    BOOST_REQUIRE_EQUAL(c.evidence.size(), 3U);
    BOOST_TEST(c.evidence[0] == "the text holds its name");
    BOOST_TEST(c.evidence[1] == "the text holds its birth date");
    BOOST_TEST(c.evidence[2] == "the message is addressed to its ORI");
    BOOST_TEST(rows[0].candidates.front().inquiry_id == other);
}

BOOST_AUTO_TEST_CASE(a_page_of_messages_goes_on_where_the_last_one_ended) {
    auto g = fresh("switch on iaq : ack ; answer after 5s drop-reference\n");
    for (const auto* const key : {"k1", "k2", "k3", "k4", "k5"}) {
        admit(g, key);
        g.advance(7s);
    }
    std::vector<sequence> seen;
    calls::unmatched asked{{}, 2, sequence::none};
    for (int page = 0; page < 3; ++page) {
        const auto& told = list(g, asked);
        BOOST_TEST(told.more == (page < 2));
        for (const auto& row : told.rows) {
            BOOST_TEST((seen.empty() || row.reply < seen.back()));
            seen.push_back(row.reply);
        }
        asked.before = seen.back();
    }
    BOOST_TEST(seen.size() == 5U);
    BOOST_TEST(list(g, {"another", 0, sequence::none}).rows.empty());
    BOOST_TEST(list(g, {"one", 0, sequence::none}).rows.size() == 5U);
}

BOOST_AUTO_TEST_CASE(an_assigned_answer_is_delivered_as_one_by_a_persons_word) {
    auto g = fresh(lost_reference);
    const auto id = admit(g, "k1");
    g.advance(6s);
    BOOST_TEST(g.deciding().known().inquiries().unmatched() == 1U);
    const auto message = only_message(g);
    const auto& done = answer<model::answers::done>(g, g.call(giving(message, id), "ann"));
    BOOST_TEST(done.text == "Delivered as ANSWERED, ANSWER. The inquiry is ANSWERED.");
    const auto& told = last_of(g, delivery_kind::answered);
    BOOST_TEST(told.inquiry_id == id);
    BOOST_TEST(told.officer_id == "1234");
    BOOST_TEST((told.match.rule == match_rule::assigned));
    BOOST_TEST(told.match.candidates.empty());
    BOOST_TEST((told.classed == classification::answer));
    BOOST_TEST(says(told.text, "TESTPERSON"));
    BOOST_TEST(!told.late);
    BOOST_REQUIRE_EQUAL(told.notices.size(), 2U);
    BOOST_TEST(told.notices.front().id == "DETAIN");
    BOOST_TEST(told.notices.back().id == "CONSULAR");
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    BOOST_TEST(list(g).rows.empty());
    BOOST_TEST(g.deciding().known().inquiries().unmatched() == 0U);
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
    g.advance(2h);
    BOOST_TEST(count(g, delivery_kind::overdue) == 0U);
    const auto& shown =
        answer<model::answers::inquiries_found>(g, g.call(calls::get{id, {}, {}, {}})).found;
    BOOST_REQUIRE_EQUAL(shown.front().replies.size(), 1U);
    BOOST_TEST((shown.front().replies.front().match.rule == match_rule::assigned));
    BOOST_TEST(std::ranges::any_of(shown.front().life, [](const auto& step) {
        return says(step.what, "an operator gave it to this inquiry");
    }));
}

BOOST_AUTO_TEST_CASE(g1_an_assignment_is_durable_before_anybody_is_told) {
    auto g = fresh(lost_reference);
    const auto id = admit(g, "k1");
    g.advance(6s);
    const auto message = only_message(g);
    g.sync_at_once(false);
    const auto asked = g.call(giving(message, id), "ann");
    BOOST_TEST(!g.answers.contains(asked));
    BOOST_TEST(count(g, delivery_kind::answered) == 0U);
    g.sync();
    BOOST_TEST(g.answers.contains(asked));
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
}

BOOST_AUTO_TEST_CASE(a_message_is_assigned_once_and_the_second_person_is_told_to_whom) {
    auto g = fresh(lost_reference);
    const auto id = admit(g, "k1");
    const auto other = admit_other(g);
    g.advance(6s);
    const auto message = list(g).rows.back().reply;
    answer<model::answers::done>(g, g.call(giving(message, id), "ann"));
    const auto records = g.journal.durable.size();
    for (const auto& again : {id, other}) {
        const auto e = refused(g, giving(message, again));
        BOOST_TEST((e.code == error_code::conflict));
        BOOST_TEST(says(e.message, "belongs to inquiry " + id + " already"), e.message);
    }
    BOOST_TEST(g.journal.durable.size() == records);
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
}

BOOST_AUTO_TEST_CASE(what_contradicts_the_inquiry_is_not_assigned_to_it) {
    auto g = fresh(
        "switch on iaq n=1 : ack ; answer after 5s drop-reference\n"
        "switch on iaq : ack\n");
    const auto asker = admit(g, "k1");
    g.advance(6s);
    const auto message = only_message(g);
    const auto later = admit(g, "k2");
    g.advance(1s);
    g.call(calls::operate{operation::hold, "one", "test"});
    const auto unsent = admit(g, "k3");
    const auto cancelled = admit(g, "k4");
    g.call(calls::cancel{cancelled, {}});
    auto exempt = good_request("k5");
    exempt.evidence = model::identity_evidence::personal_knowledge;
    const auto recorded = answer<model::answers::accepted>(g, g.submit(exempt)).inquiry_id;
    struct row {
        std::string name, id, words;
    };
    const std::vector<row> rows{
        {"asked after it came", later, "came before the inquiry left"},
        {"waits to leave", unsent, "is QUEUED and never left"},
        {"cancelled", cancelled, "is CANCELLED and never left"},
        {"exempt", recorded, "is EXEMPT and never left"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const auto records = g.journal.durable.size();
            const auto e = refused(g, giving(message, row.id));
            BOOST_TEST((e.code == error_code::conflict));
            BOOST_TEST(says(e.message, row.words), e.message);
            BOOST_TEST(g.journal.durable.size() == records);
        }
    }
    BOOST_TEST(count(g, delivery_kind::answered) == 0U);
    answer<model::answers::done>(g, g.call(giving(message, asker), "ann"));
}

BOOST_AUTO_TEST_CASE(a_person_says_what_an_assigned_message_is) {
    struct row {
        classification as;
        delivery_kind told;
        inquiry_state after;
    };
    const std::vector<row> rows{
        {classification::receipt, delivery_kind::lesc_received, inquiry_state::received},
        {classification::answer, delivery_kind::answered, inquiry_state::answered},
        {classification::other, delivery_kind::follow_up, inquiry_state::acknowledged},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(model::name_of(row.as)) {
            auto g = fresh(lost_reference);
            const auto id = admit(g, "k1");
            g.advance(6s);
            g.call(giving(only_message(g), id, row.as), "ann");
            BOOST_TEST((last_of(g, row.told).classed == row.as));
            BOOST_TEST((entry_of(g, id).state == row.after));
            g.advance(2h);
            const bool waits = row.after != inquiry_state::answered;
            BOOST_TEST(count(g, delivery_kind::overdue) == (waits ? 1U : 0U));
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_message_to_one_in_doubt_settles_it_and_its_hour_begins) {
    auto g = fresh("switch on iaq : silent\n", 0, 1);
    const auto id = admit(g, "k1");
    g.advance(1min);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::in_doubt));
    switch_sim::effect said;
    said.does = switch_sim::deed::receipt;
    said.drop_reference = true;
    BOOST_REQUIRE(g.order(said, entry_of(g, id).reference));
    g.call(giving(only_message(g), id, classification::receipt), "ann");
    BOOST_TEST((entry_of(g, id).state == inquiry_state::received));
    g.advance(59min);
    BOOST_TEST(count(g, delivery_kind::overdue) == 0U);
    g.restart();
    g.advance(2min);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(an_answer_assigned_late_is_marked_so) {
    auto g = fresh(lost_reference);
    const auto id = admit(g, "k1");
    g.advance(61min);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    g.call(giving(only_message(g), id), "ann");
    BOOST_TEST(last_of(g, delivery_kind::answered).late);
}

BOOST_AUTO_TEST_CASE(the_same_words_again_are_a_follow_up) {
    auto g = fresh("switch on iaq : ack ; answer after 5s\n");
    const auto id = admit(g, "k1");
    g.advance(10s);
    auto words = message_of(g, last_reply(g, id));
    const auto reference = entry_of(g, id).reference;
    BOOST_REQUIRE(says(words, reference));
    for (auto at = words.find(reference); at != std::string::npos; at = words.find(reference)) {
        words.replace(at, reference.size(), "UNKNOWN");
    }
    hear(g, words);
    g.call(giving(only_message(g), id), "ann");
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
    const auto& again = last_of(g, delivery_kind::follow_up);
    BOOST_TEST(again.possible_duplicate);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(only_who_may_operate_for_its_ori_sees_or_assigns_a_message) {
    auto g = fresh(lost_reference);
    const auto id = admit(g, "k1");
    g.advance(6s);
    const auto message = only_message(g);
    const auto code = [&](std::uint64_t asked) {
        return answer<model::answers::error>(g, asked).code;
    };
    BOOST_TEST((code(g.call_by(1, "uid:1", calls::unmatched{})) == error_code::forbidden));
    BOOST_TEST((code(g.call_by(1, "uid:1", giving(message, id))) == error_code::forbidden));
    BOOST_TEST(answer<model::answers::unmatched_list>(g, g.call_by(2, "uid:2", calls::unmatched{}))
                   .rows.empty());
    BOOST_TEST((code(g.call_by(2, "uid:2", giving(message, id))) == error_code::not_found));
    BOOST_TEST((refused(g, giving(message, "none")).code == error_code::not_found));
    BOOST_TEST((refused(g, giving(sequence{1}, id)).code == error_code::not_found));
    auto silent = giving(message, id);
    silent.reason.clear();
    BOOST_TEST((refused(g, silent).code == error_code::invalid));
    BOOST_TEST((entry_of(g, id).state == inquiry_state::acknowledged));
}

BOOST_AUTO_TEST_CASE(an_error_or_status_keeps_its_class) {
    auto g = fresh("switch on iaq : ack ; sm number=04 after 1s drop-reference\n");
    const auto id = admit(g, "k1");
    g.advance(2s);
    const auto message = only_message(g);
    const auto e = refused(g, giving(message, id, classification::answer));
    BOOST_TEST((e.code == error_code::conflict));
    BOOST_TEST(e.field == "classification");
    answer<model::answers::done>(g, g.call(giving(message, id), "ann"));
    BOOST_TEST((entry_of(g, id).state == inquiry_state::rejected));
    BOOST_TEST((last_of(g, delivery_kind::rejected).to == model::addressee::everyone));
    // What was not forwarded a person may have sent again.
    answer<model::answers::done>(g, resolve(g, operation::resend, id));
}

BOOST_AUTO_TEST_CASE(g10_shredding_takes_an_assigned_message_and_what_was_told_of_it_along) {
    auto g = fresh(lost_reference);
    const auto id = admit(g, "k1");
    g.advance(6s);
    const auto message = only_message(g);
    g.call(giving(message, id), "ann");
    const auto asked = g.call(calls::shred{id, "order", {}}, "ann");
    const auto token = answer<model::answers::done>(g, asked).token;
    answer<model::answers::done>(g, g.call(calls::shred{id, {}, token}, "bob"));
    BOOST_TEST(g.journal.shredded.contains(message));
    BOOST_TEST(g.deciding().known().inquiries().find_reply(message) == nullptr);
    for (const auto& told : g.deciding().known().mail().stream()) {
        BOOST_TEST((told.reply != message));
    }
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
    BOOST_TEST((refused(g, giving(message, id)).code == error_code::not_found));
}

BOOST_AUTO_TEST_SUITE_END()
