#include "unit/engine/acts.hpp"

using namespace iaq;
using namespace iaq::testing;

namespace {

calls::transfer to_desk(std::vector<std::string> ids, const std::string& desk,
                        const std::string& officer = {}) {
    return {std::move(ids), officer, desk, "the night's open work", {}};
}

std::uint64_t offer(gateway& g, const calls::transfer& what, const std::string& by = "ann") {
    return g.call(what, by);
}

std::uint64_t accept(gateway& g, const std::string& token, const std::string& by = "bob") {
    return g.call(calls::transfer{{}, {}, {}, {}, token}, by);
}

std::uint64_t accept_by(gateway& g, std::size_t principal, const std::string& token) {
    return g.call_by(principal, "uid:100" + std::to_string(principal),
                     calls::transfer{{}, {}, {}, {}, token});
}

std::string token_of(const gateway& g, std::uint64_t asked) {
    return answer<model::answers::done>(g, asked).token;
}

/// What a principal sees of it; nothing when it sees none.
bool sees(gateway& g, std::size_t principal, const std::string& id) {
    const auto asked =
        g.call_by(principal, "uid:100" + std::to_string(principal), calls::get{id, {}, {}, {}});
    return std::holds_alternative<model::answers::inquiries_found>(g.answers.at(asked));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_handing_over)

BOOST_AUTO_TEST_CASE(a_hand_over_changes_nothing_until_it_is_accepted_and_everything_then) {
    auto g = town("switch on iaq : ack ; answer after 1h\n");
    const auto id = admit(g, "k1");
    const auto token = token_of(g, offer(g, to_desk({id}, "south", "5678")));
    auto view = seen(g, id);
    BOOST_TEST(view.request.desk == "north");
    BOOST_TEST(view.officer_id == "1234");
    BOOST_TEST(view.pending_transfer_id == token);
    BOOST_TEST(says(view.life.back().what, "offered to officer 5678, desk south"));
    BOOST_TEST(sees(g, 5, id));
    answer<model::answers::done>(g, accept(g, token));
    view = seen(g, id);
    BOOST_TEST(view.request.desk == "south");
    BOOST_TEST(view.request.asked_by.officer_id == "1234");  // who asked stays who asked
    BOOST_TEST(view.officer_id == "5678");
    BOOST_TEST(view.pending_transfer_id.empty());
    BOOST_TEST(sees(g, 4, id));
    BOOST_TEST(!sees(g, 5, id));
    check_folds_agree(g);
    g.kill();
    check_folds_agree(g);
    g.advance(2h);
    const auto& answered = last_of(g, delivery_kind::answered);
    BOOST_TEST(answered.desk == "south");
    BOOST_TEST(answered.officer_id == "5678");
}

BOOST_AUTO_TEST_CASE(who_reads_for_the_desk_sees_what_is_offered_to_it_before_taking_it) {
    auto g = town();
    const auto id = admit(g, "k1");
    BOOST_TEST(!sees(g, 4, id));
    const auto token = token_of(g, offer(g, to_desk({id}, "south")));
    BOOST_TEST(sees(g, 4, id));
    calls::list pending;
    pending.transfer_pending = true;
    const auto rows =
        answer<model::answers::inquiry_list>(g, g.call_by(4, "uid:1004", calls::list{pending}));
    BOOST_REQUIRE_EQUAL(rows.rows.size(), 1U);
    BOOST_TEST(rows.rows.front().pending_transfer_id == token);
    answer<model::answers::done>(g, accept_by(g, 4, token));
    BOOST_TEST(answer<model::answers::inquiry_list>(g, g.call(pending)).rows.empty());
}

BOOST_AUTO_TEST_CASE(who_may_accept_is_another_person_of_the_ori_and_the_desk) {
    auto g = town();
    const auto id = admit(g, "k1");
    const auto token = token_of(g, offer(g, to_desk({id}, "south")));
    BOOST_TEST((code_of(g, accept(g, token, "ann")) == error_code::conflict));
    BOOST_TEST((code_of(g, accept(g, token, "ANN")) == error_code::conflict));
    BOOST_TEST((code_of(g, accept_by(g, 2, token)) == error_code::not_found));
    BOOST_TEST((code_of(g, accept_by(g, 3, token)) == error_code::forbidden));
    BOOST_TEST((code_of(g, accept_by(g, 5, token)) == error_code::not_found));
    BOOST_TEST(words_of(g, accept_by(g, 2, token)) == words_of(g, accept_by(g, 2, "000000-t7")));
    BOOST_TEST(seen(g, id).pending_transfer_id == token);
    answer<model::answers::done>(g, accept_by(g, 4, token));
}

BOOST_AUTO_TEST_CASE(of_several_inquiries_all_are_offered_or_none) {
    auto g = town();
    const auto first = admit(g, "k1");
    const auto second = admit(g, "k2");
    const auto before = g.journal.durable.size();
    const auto& e =
        answer<model::answers::error>(g, offer(g, to_desk({first, "000000-77"}, "south")));
    BOOST_TEST((e.code == error_code::not_found));
    BOOST_TEST(e.field == "inquiry_ids[1]");
    BOOST_TEST(g.journal.durable.size() == before);
    const auto token = token_of(g, offer(g, to_desk({first, second, first}, "south")));
    for (const auto& id : {first, second}) {
        BOOST_TEST(seen(g, id).acts.size() == 1U);
        BOOST_TEST(seen(g, id).pending_transfer_id == token);
    }
    answer<model::answers::done>(g, accept(g, token));
    for (const auto& id : {first, second}) {
        BOOST_TEST(seen(g, id).request.desk == "south");
    }
}

BOOST_AUTO_TEST_CASE(offer_and_acceptance_said_again_after_a_lost_answer_are_the_same) {
    auto g = town();
    const std::vector ids{admit(g, "k1"), admit(g, "k2")};
    const auto token = token_of(g, offer(g, to_desk(ids, "south")));
    const auto records = g.journal.durable.size();
    BOOST_TEST(token_of(g, offer(g, to_desk(ids, "south"))) == token);
    BOOST_TEST(g.journal.durable.size() == records);
    const auto taken = done_at(g, accept(g, token));
    BOOST_TEST(done_at(g, accept(g, token)) == taken);
    BOOST_TEST((code_of(g, accept(g, token, "carl")) == error_code::not_found));
    g.kill();
    BOOST_TEST(done_at(g, accept(g, token)) == taken);
    BOOST_TEST(seen(g, ids[0]).acts.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_later_offer_takes_the_place_of_one_that_waits) {
    auto g = town();
    const auto id = admit(g, "k1");
    const auto wrong = token_of(g, offer(g, to_desk({id}, "east")));
    const auto right = token_of(g, offer(g, to_desk({id}, "south")));
    BOOST_TEST(wrong != right);
    BOOST_TEST((code_of(g, accept(g, wrong)) == error_code::not_found));
    BOOST_TEST(seen(g, id).request.desk == "north");
    answer<model::answers::done>(g, accept(g, right));
    BOOST_TEST(seen(g, id).request.desk == "south");
    // And once more, by those who have it now.
    const auto back = token_of(g, offer(g, to_desk({id}, {}, "9999"), "bob"));
    answer<model::answers::done>(g, accept(g, back, "ann"));
    BOOST_TEST(seen(g, id).officer_id == "9999");
    BOOST_TEST(seen(g, id).request.desk == "south");
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_was_handed_over_is_listed_by_either_officer) {
    auto g = town();
    const auto id = admit(g, "k1");
    answer<model::answers::done>(g, accept(g, token_of(g, offer(g, to_desk({id}, {}, "5678")))));
    for (const auto* const officer : {"1234", "5678"}) {
        calls::list of;
        of.officer_id = officer;
        BOOST_TEST(answer<model::answers::inquiry_list>(g, g.call(of)).rows.size() == 1U);
    }
    calls::list of;
    of.officer_id = "77";
    BOOST_TEST(answer<model::answers::inquiry_list>(g, g.call(of)).rows.empty());
}

BOOST_AUTO_TEST_CASE(g10_one_of_several_handed_over_is_shredded_and_the_others_stay) {
    auto g = town();
    const auto gone = admit(g, "k1");
    const auto kept = admit(g, "k2");
    g.advance(1min);
    const auto token = token_of(g, offer(g, to_desk({gone, kept}, "south")));
    const auto ask =
        answer<model::answers::done>(g, g.call(calls::shred{gone, "order", {}}, "ann")).token;
    answer<model::answers::done>(g, g.call(calls::shred{gone, {}, ask, true}, "bob"));
    answer<model::answers::done>(g, accept(g, token));
    BOOST_TEST(seen(g, kept).request.desk == "south");
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(g1_a_hand_over_is_durable_before_it_is_done) {
    auto g = town();
    const auto id = admit(g, "k1");
    g.sync_at_once(false);
    const auto asked = offer(g, to_desk({id}, "south"));
    BOOST_TEST(!g.answers.contains(asked));
    g.sync();
    const auto taken = accept(g, token_of(g, asked));
    BOOST_TEST(!g.answers.contains(taken));
    g.sync();
    answer<model::answers::done>(g, taken);
}

BOOST_AUTO_TEST_SUITE_END()
