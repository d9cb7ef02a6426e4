#include "unit/engine/acts.hpp"

using namespace iaq;
using namespace iaq::testing;

namespace {

/// An act of every kind, with something in each field.
std::vector<acts::act> some_of_each() {
    return {acts::note{"the sergeant was told"},
            acts::ice_contact{utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}},
                              "the sergeant on duty", "wait for the answer", true, true},
            acts::consular_done{{}, "MM", "telephone, the sergeant on duty", false}};
}

std::size_t acts_of(const gateway& g, const std::string& id) {
    const auto& book = g.deciding().known().inquiries();
    return book.deeds_of(book.find(id)).size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_acting)

BOOST_AUTO_TEST_CASE(g1_what_a_person_did_is_durable_before_it_is_done) {
    for (const auto& what : some_of_each()) {
        auto g = town();
        const auto id = admit(g, "k1");
        g.sync_at_once(false);
        const auto asked = act(g, id, what);
        BOOST_TEST(acts_of(g, id) == 1U);
        BOOST_TEST(!g.answers.contains(asked));
        g.sync();
        BOOST_TEST(done_at(g, asked) > 0U);
    }
}

BOOST_AUTO_TEST_CASE(g4_it_stands_in_the_life_and_among_the_acts_and_outlives_a_start) {
    for (const auto& what : some_of_each()) {
        auto g = town();
        const auto id = admit(g, "k1");
        const auto at = done_at(g, act(g, id, what));
        check_folds_agree(g);
        g.kill();
        check_folds_agree(g);
        const auto view = seen(g, id);
        BOOST_REQUIRE_EQUAL(view.acts.size(), 1U);
        BOOST_TEST((view.acts.front().what == what));
        BOOST_TEST(view.acts.front().principal == "uid:1000");
        BOOST_TEST(view.acts.front().acting_user == "ann");
        BOOST_TEST(number_of(view.acts.front().at_sequence) == at);
        const auto step = std::ranges::find(view.life, model::sequence{at},
                                            &model::answers::life_event::at_sequence);
        BOOST_REQUIRE((step != view.life.end()));
        BOOST_TEST(!step->what.empty());
        BOOST_TEST(!says(step->what, "sergeant"));
    }
}

BOOST_AUTO_TEST_CASE(who_may_act_on_an_inquiry_is_decided_by_right_ori_and_desk) {
    struct row {
        std::string name;
        std::size_t principal;
        error_code code;
    };
    const std::vector<row> refused{{"of another ORI", 2, error_code::not_found},
                                   {"may read only", 3, error_code::forbidden},
                                   {"of another desk", 4, error_code::not_found}};
    for (const auto& what : some_of_each()) {
        auto g = town();
        const auto id = admit(g, "k1");
        for (const auto& row : refused) {
            BOOST_TEST_CONTEXT(row.name) {
                const auto asked = act_by(g, row.principal, id, what);
                BOOST_TEST((code_of(g, asked) == row.code));
                // Nobody learns from the words whether there is such an inquiry.
                BOOST_TEST(words_of(g, asked) ==
                           words_of(g, act_by(g, row.principal, "000000-77", what)));
            }
        }
        BOOST_TEST(acts_of(g, id) == 0U);
        for (const std::size_t principal : {1U, 5U}) {
            answer<model::answers::done>(g, act_by(g, principal, id, what));
        }
        BOOST_TEST(acts_of(g, id) == 2U);
    }
}

BOOST_AUTO_TEST_CASE(another_desk_does_not_cancel_nor_learn_of_an_inquiry) {
    auto g = town("switch on connect : close\n");
    const auto id = admit(g, "k1");
    const auto asked = g.call_by(4, "uid:1004", calls::cancel{id, {}});
    BOOST_TEST((code_of(g, asked) == error_code::not_found));
    BOOST_TEST(words_of(g, asked) ==
               words_of(g, g.call_by(4, "uid:1004", calls::cancel{"000000-77", {}})));
    answer<model::answers::done>(g, g.call_by(5, "uid:1005", calls::cancel{id, {}}));
}

BOOST_AUTO_TEST_CASE(an_act_said_again_after_a_lost_answer_is_the_same_act) {
    for (const auto& what : some_of_each()) {
        auto g = town();
        const auto id = admit(g, "k1");
        const auto first = done_at(g, act(g, id, what));
        BOOST_TEST(done_at(g, act(g, id, what)) == first);
        g.kill();
        BOOST_TEST(done_at(g, act(g, id, what)) == first);
        BOOST_TEST(acts_of(g, id) == 1U);
        BOOST_TEST(done_at(g, act(g, id, what, "bob")) != first);
    }
}

BOOST_AUTO_TEST_CASE(the_same_remark_an_hour_later_is_another_one) {
    auto g = town();
    const auto id = admit(g, "k1");
    const auto first = done_at(g, act(g, id, acts::note{"called again, no answer"}));
    g.advance(1h);
    BOOST_TEST(done_at(g, act(g, id, acts::note{"called again, no answer"})) != first);
    BOOST_TEST(acts_of(g, id) == 2U);
}

BOOST_AUTO_TEST_CASE(a_closed_inquiry_is_still_acted_on) {
    for (const auto& what : some_of_each()) {
        auto g = town("switch on connect : close\n");
        const auto id = admit(g, "k1");
        answer<model::answers::done>(g, g.call(calls::cancel{id, {}}));
        answer<model::answers::done>(g, act(g, id, what));
        BOOST_TEST((seen(g, id).state == inquiry_state::cancelled));
    }
}

BOOST_AUTO_TEST_CASE(g10_shredding_takes_what_people_did_with_it) {
    auto g = town();
    const auto id = admit(g, "k1");
    g.advance(1min);
    for (const auto& what : some_of_each()) {
        answer<model::answers::done>(g, act(g, id, what));
    }
    const auto token =
        answer<model::answers::done>(g, g.call(calls::shred{id, "order", {}}, "ann")).token;
    answer<model::answers::done>(g, g.call(calls::shred{id, {}, token, true}, "bob"));
    check_folds_agree(g);
    const auto asked = act(g, id, acts::note{"too late"});
    BOOST_TEST((code_of(g, asked) == error_code::not_found));
    BOOST_TEST(says(words_of(g, asked), "was shredded"));
    g.restart();
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(g7_an_inquiry_takes_so_many_remarks_and_no_more) {
    auto g = town();
    const auto id = admit(g, "k1");
    for (std::size_t i = 0; i < model::limits::notes_max; ++i) {
        answer<model::answers::done>(g, act(g, id, acts::note{"remark " + std::to_string(i)}));
    }
    const auto asked = act(g, id, acts::note{"one more"});
    BOOST_TEST((code_of(g, asked) == error_code::conflict));
    BOOST_TEST(says(words_of(g, asked), "the most remarks"));
    BOOST_TEST(acts_of(g, id) == model::limits::notes_max);
}

BOOST_AUTO_TEST_CASE(a_full_disk_takes_no_act) {
    auto g = town();
    const auto id = admit(g, "k1");
    g.hear(model::inputs::space{true});
    const auto asked = act(g, id, acts::note{"a remark"});
    BOOST_TEST((code_of(g, asked) == error_code::busy));
    BOOST_TEST(acts_of(g, id) == 0U);
    g.hear(model::inputs::space{false});
    answer<model::answers::done>(g, act(g, id, acts::note{"a remark"}));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_refused_in_clear_words) {
    struct row {
        acts::act what;
        std::string field, words;
    };
    auto g = town();
    auto q = good_request("k1");
    q.person.nationality = "UK";  // Ukraine is on the mandatory list
    const auto id = answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
    const auto later = g.now().utc + 1h;
    const std::vector<row> rows{
        {acts::ice_contact{later, "an agent", "wait", false, true}, "at", "in the future"},
        {acts::consular_done{later, "UK", "telephone", false}, "at", "in the future"},
        {acts::consular_done{{}, "ZZ", "telephone", false}, "country", "not an NCIC code"},
        {acts::consular_done{{}, "UK", {}, true}, "declined", "mandatory list"},
        {acts::consular_done{{}, "MM", {}, true}, "declined", "mandatory list"}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.words) {
            const auto& e = answer<model::answers::error>(g, act(g, id, row.what));
            BOOST_TEST((e.code == error_code::invalid));
            BOOST_TEST(e.field == row.field);
            BOOST_TEST(says(e.message, row.words));
        }
    }
    BOOST_TEST(acts_of(g, id) == 0U);
}

BOOST_AUTO_TEST_CASE(whoever_may_decline_a_consulate_is_recorded_to_have_declined_it) {
    auto g = town();
    const auto id = admit(g, "k1");
    answer<model::answers::done>(g, act(g, id, acts::consular_done{{}, "MM", {}, true}));
    const auto view = seen(g, id);
    BOOST_TEST(says(view.life.back().what, "declined"));
}

BOOST_AUTO_TEST_SUITE_END()
