#include "unit/engine/roadside.hpp"

using namespace iaq;
using namespace iaq::testing;

namespace {

acts::update what_was_missing() {
    acts::update with;
    with.person = model::subject{};
    with.person->place_of_birth = "MM";
    with.person->said_sex = model::sex::male;
    return with;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_query48)

BOOST_AUTO_TEST_CASE(a_registered_one_is_reminded_of_at_36_and_47_hours_and_sends_nothing) {
    auto g = town();
    const auto asked = g.submit(registration("k1", g.now().utc));
    const auto& accepted = answer<model::answers::accepted>(g, asked);
    BOOST_TEST((accepted.state == inquiry_state::registered));
    BOOST_TEST(accepted.reference.empty());
    g.advance(35h + 59min);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 0U);
    g.advance(2min);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 1U);
    g.advance(11h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 2U);
    g.advance(100h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 2U);
    for (const auto& d : all_of(g, delivery_kind::query_deadline)) {
        BOOST_TEST((d.to == model::addressee::desk_and_supervisors));
        BOOST_TEST(has_notice(d.notices, "QUERY48"));
        BOOST_TEST((d.may_key_by_hand == model::by_hand::safe));
    }
    BOOST_TEST(g.lesc().heard().empty());
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_registered_one_leaves_once_it_is_complete_and_its_clocks_end) {
    auto g = town();
    const auto id = admit(g, registration("k1", g.now().utc));
    BOOST_TEST(runs(g, id, clock_kind::query_36h));
    acts::update part;
    part.person = model::subject{};
    part.person->said_sex = model::sex::male;
    const auto& still = answer<model::answers::done>(g, act(g, id, part));
    BOOST_TEST((still.state == inquiry_state::registered));
    const auto& done = answer<model::answers::done>(g, act(g, id, what_was_missing()));
    BOOST_TEST((done.state == inquiry_state::queued || done.state == inquiry_state::sending));
    g.advance(1min);
    const auto view = seen(g, id);
    BOOST_TEST((view.state == inquiry_state::answered));
    BOOST_TEST(!view.reference.empty());
    BOOST_TEST(view.request.person.last_name == "TESTPERSON");
    BOOST_TEST(view.request.person.place_of_birth == "MM");
    g.advance(72h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 0U);
    BOOST_TEST(g.lesc().heard().size() == 1U);
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_first_answer_of_a_key_is_given_again_whatever_became_of_it) {
    auto g = town();
    const auto q = registration("k1", g.now().utc);
    const auto first = answer<model::answers::accepted>(g, g.submit(q));
    act(g, first.inquiry_id, what_was_missing());
    g.advance(1min);
    const auto again = answer<model::answers::accepted>(g, g.submit(q));
    BOOST_TEST(again.inquiry_id == first.inquiry_id);
    BOOST_TEST((again.state == inquiry_state::registered));
    BOOST_TEST(again.reference.empty());
}

BOOST_AUTO_TEST_CASE(what_does_not_reach_the_switch_counts_as_not_asked) {
    struct row {
        std::string rules;
        inquiry_state state;
        std::size_t told;
    };
    const std::vector<row> rows{
        {"switch on iaq : ack ; answer after 1s\n", inquiry_state::answered, 0},
        {"switch on iaq : ack\n", inquiry_state::acknowledged, 0},
        {"switch on iaq : nak \"NO\"\n", inquiry_state::rejected, 2},
        {"switch on iaq : silent\n", inquiry_state::in_doubt, 2},
        {"switch on iaq : ack ; er number=22 after 1s\n", inquiry_state::rejected, 2},
        {no_switch, inquiry_state::queued, 2}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.rules) {
            auto g = town(row.rules);
            auto q = good_request("k1");
            q.confined_at = g.now().utc;
            const auto id = admit(g, q);
            g.advance(72h);
            BOOST_TEST((seen(g, id).state == row.state));
            BOOST_TEST(count(g, delivery_kind::query_deadline) == row.told);
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_rejection_after_the_first_reminder_s_time_is_told_at_once) {
    auto g = town("switch on iaq : ack ; sm number=04 after 40h\n");
    auto q = good_request("k1");
    q.confined_at = g.now().utc;
    admit(g, q);
    g.advance(39h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 0U);
    g.advance(2h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 1U);
    g.advance(10h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 2U);
}

BOOST_AUTO_TEST_CASE(
    a_later_inquiry_about_the_same_person_or_one_that_repeats_it_ends_the_reminders) {
    for (const bool by_name : {true, false}) {
        auto g = town();
        auto first = registration("k1", g.now().utc);
        const auto id = admit(g, first);
        auto later = good_request("k2");
        if (!by_name) {
            later.person.last_name = "OTHERWISE";
            later.relates_to = id;
        }
        const auto other = admit(g, later);
        g.advance(72h);
        BOOST_TEST(count(g, delivery_kind::query_deadline) == 0U);
        const auto view = seen(g, id);
        BOOST_TEST(says(view.life.back().what, "another inquiry has asked"));
        BOOST_TEST((seen(g, other).state == inquiry_state::answered));
        check_folds_agree(g);
    }
    auto g = town();
    admit(g, registration("k1", g.now().utc));
    auto stranger = good_request("k2");
    stranger.person.first_name = "ANOTHER";
    admit(g, stranger);
    g.advance(72h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 2U);
}

BOOST_AUTO_TEST_CASE(release_and_a_document_that_verifies_end_the_reminders) {
    auto released = town(no_switch);
    const auto free = admit(released, registration("k1", released.now().utc));
    acts::update out;
    out.in_custody = false;
    answer<model::answers::done>(released, act(released, free, out));
    released.advance(72h);
    BOOST_TEST(count(released, delivery_kind::query_deadline) == 0U);

    auto shown = town(no_switch);
    const auto known = admit(shown, registration("k1", shown.now().utc));
    acts::update passport;
    passport.evidence = model::identity_evidence::government_id;
    passport.document = model::identity_document{"FEDERAL", "PASSPORT", "2030-01-01"};
    answer<model::answers::done>(shown, act(shown, known, passport));
    shown.advance(72h);
    BOOST_TEST(count(shown, delivery_kind::query_deadline) == 0U);
    check_folds_agree(shown);
}

BOOST_AUTO_TEST_CASE(reminders_fire_at_once_after_days_of_outage_and_each_once) {
    auto g = town(no_switch);
    admit(g, registration("k1", g.now().utc));
    g.kill(40h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 1U);
    g.kill(40h);
    g.advance(1h);
    g.forget_first_life();
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 2U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(retention_keeps_what_a_clock_still_runs_for) {
    auto g = town(no_switch);
    const auto id = admit(g, registration("k1", g.now().utc));
    const auto& known = g.deciding().known();
    const auto admitted = known.inquiries().at(known.inquiries().find(id)).admitted;
    BOOST_TEST((known.first_held(utc_time::max(), nanoseconds{0}) == admitted));
    g.advance(72h);
    BOOST_TEST((g.deciding().known().first_held(utc_time::max(), nanoseconds{0}) ==
                next(g.deciding().known().last())));
}

BOOST_AUTO_TEST_CASE(a_registered_one_is_cancelled_like_one_that_waits) {
    auto g = town(no_switch);
    const auto id = admit(g, registration("k1", g.now().utc));
    answer<model::answers::done>(g, g.call(calls::cancel{id, "entered twice"}));
    BOOST_TEST((seen(g, id).state == inquiry_state::cancelled));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_SUITE_END()
