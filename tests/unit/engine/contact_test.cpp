#include "model/names.hpp"
#include "unit/engine/roadside.hpp"

using namespace iaq;
using namespace iaq::testing;
using acts::contact_outcome;

BOOST_AUTO_TEST_SUITE(engine_contact)

BOOST_AUTO_TEST_CASE(the_contact_clock_fires_once_with_the_order_s_sentence_to_officer_and_desk) {
    auto g = town(slow_switch);
    const auto id = admit(g, contact_request("k1"));
    BOOST_TEST(runs(g, id, clock_kind::contact));
    g.advance(14min + 59s);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 0U);
    g.advance(2s);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 1U);
    const auto& told = last_of(g, delivery_kind::contact_expired);
    BOOST_TEST((told.to == model::addressee::officer_and_desk));
    BOOST_TEST(has_notice(told.notices, "CONTACT"));
    BOOST_TEST(says(told.notices.front().text, "the individual must be released."));
    BOOST_TEST((told.may_key_by_hand == model::by_hand::unsafe));
    g.restart();
    g.forget_first_life();
    g.advance(3h);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_contact_s_own_end_counts_and_what_has_not_left_by_then_never_does) {
    auto g = town(no_switch);
    auto q = contact_request("k1");
    q.contact_expected_end = g.now().utc + 5min;
    const auto id = admit(g, q);
    g.advance(6min);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 1U);
    BOOST_TEST((seen(g, id).state == inquiry_state::expired));
    BOOST_TEST(count(g, delivery_kind::expired) == 1U);
}

BOOST_AUTO_TEST_CASE(after_an_outage_the_contact_clock_fires_at_once_and_only_once) {
    auto g = town(slow_switch);
    admit(g, contact_request("k1"));
    g.kill(72h);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 1U);
    g.kill(72h);
    g.forget_first_life();
    g.advance(1h);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(an_answer_before_the_end_leaves_nothing_to_expire) {
    auto g = town("switch on iaq : ack ; answer after 10s\n");
    const auto id = admit(g, contact_request("k1"));
    g.advance(1min);
    BOOST_TEST(!runs(g, id, clock_kind::contact));
    g.advance(1h);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 0U);
}

BOOST_AUTO_TEST_CASE(released_cancels_what_has_not_left_and_nothing_that_may_have) {
    auto unsent = town(no_switch);
    const auto gone = admit(unsent, contact_request("k1"));
    const auto& done =
        answer<model::answers::done>(unsent, end_contact(unsent, gone, contact_outcome::released));
    BOOST_TEST((done.state == inquiry_state::cancelled));
    BOOST_TEST(count(unsent, delivery_kind::cancelled) == 1U);
    unsent.advance(2h);
    BOOST_TEST(count(unsent, delivery_kind::contact_expired) == 0U);
    BOOST_TEST(count(unsent, delivery_kind::delayed) == 0U);
    BOOST_TEST(count(unsent, delivery_kind::expired) == 0U);
    check_folds_agree(unsent);

    auto sent = town(slow_switch);
    const auto id = admit(sent, contact_request("k1"));
    const auto& kept =
        answer<model::answers::done>(sent, end_contact(sent, id, contact_outcome::released));
    BOOST_TEST((kept.state == inquiry_state::acknowledged));
    BOOST_TEST(count(sent, delivery_kind::cancelled) == 0U);
}

BOOST_AUTO_TEST_CASE(after_released_answers_go_to_the_desk_marked_late_and_nobody_is_waited_for) {
    auto g = town("switch on iaq : ack ; answer after 2h\n");
    const auto id = admit(g, contact_request("k1"));
    answer<model::answers::done>(g, end_contact(g, id, contact_outcome::released));
    g.kill();
    g.advance(3h);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 0U);
    const auto& overdue = last_of(g, delivery_kind::overdue);
    BOOST_TEST((overdue.to == model::addressee::desk_and_operators));
    BOOST_TEST(!says(overdue.next_step, "telephone"));
    const auto answered = all_of(g, delivery_kind::answered).front();
    BOOST_TEST((answered.to == model::addressee::desk));
    BOOST_TEST(answered.late);
    BOOST_TEST(says(answered.next_step, "nobody waits"));
    BOOST_TEST(has_notice(answered.notices, "DETAIN"));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(booked_ends_the_clock_and_runs_the_rules_of_an_arrest) {
    auto g = town(slow_switch);
    const auto id = admit(g, contact_request("k1"));
    const auto& done = answer<model::answers::done>(g, end_contact(g, id, contact_outcome::booked));
    for (const auto* const rule : {"BOOKING", "CONSULAR"}) {
        BOOST_TEST(has_notice(done.notices, rule));
    }
    const auto view = seen(g, id);
    BOOST_TEST((view.request.role == model::subject_role::arrestee));
    BOOST_TEST((view.request.ground == model::basis::presented_for_incarceration));
    BOOST_TEST((view.request.in_custody == true));
    BOOST_TEST((view.request.confined_at == g.now().utc));
    BOOST_TEST((view.contact == contact_outcome::booked));
    BOOST_TEST(view.consular_open);
    BOOST_TEST(!runs(g, id, clock_kind::contact));
    g.advance(1h);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 0U);
    for (const auto& d : g.deliveries) {
        BOOST_TEST(!has_notice(d.notices, "CONTACT"));
    }
    const auto answered = all_of(g, delivery_kind::answered).front();
    BOOST_TEST((answered.to == model::addressee::officer_and_desk));
    BOOST_TEST(!answered.late);
    BOOST_TEST(has_notice(answered.notices, "CONSULAR"));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(booked_with_a_document_that_exempts_is_not_sent_any_more) {
    auto g = town(no_switch);
    auto q = contact_request("k1");
    q.evidence = model::identity_evidence::government_id;
    q.document = model::identity_document{"MO", "DRIVER LICENSE", "2030-01-01"};
    const auto id = admit(g, q);
    const auto& done = answer<model::answers::done>(g, end_contact(g, id, contact_outcome::booked));
    BOOST_TEST((done.state == inquiry_state::exempt));
    BOOST_TEST(count(g, delivery_kind::cancelled) == 1U);
    // The driver license exempts, and verifies no status: the 48 hours of the law go on.
    BOOST_TEST(runs(g, id, clock_kind::query_36h));
    g.advance(49h);
    BOOST_TEST(g.lesc().heard().empty());
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 2U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(booked_lifts_the_time_by_which_a_contact_s_inquiry_must_have_left) {
    auto g = town("switch on iaq : ack ; answer after 5s\n");
    g.call(calls::operate{operation::hold, "one", "test"});
    const auto id = admit(g, contact_request("k1"));
    answer<model::answers::done>(g, end_contact(g, id, contact_outcome::booked));
    g.advance(1h);
    BOOST_TEST((seen(g, id).state == inquiry_state::queued));
    g.call(calls::operate{operation::release, "one", "test"});
    g.advance(1min);
    BOOST_TEST((seen(g, id).state == inquiry_state::answered));
    BOOST_TEST(sends(g).size() == 1U);
}

BOOST_AUTO_TEST_CASE(while_the_contact_stands_whatever_says_ice_is_not_reached_says_the_sentence) {
    struct row {
        std::string rules;
        delivery_kind kind;
    };
    const std::vector<row> rows{
        {"switch on iaq : nak \"NO\"\n", delivery_kind::rejected},
        {"switch on iaq : ack ; sm number=02 after 1s\n", delivery_kind::waiting_destination},
        {"switch on iaq : ack ; sm number=04 after 1s\n", delivery_kind::rejected},
        {"switch on iaq : silent\n", delivery_kind::in_doubt},
        {no_switch, delivery_kind::delayed},
        {no_switch, delivery_kind::expired}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.rules << model::name_of(row.kind)) {
            auto g = town(row.rules);
            auto q = contact_request("k1");
            q.send_before = g.now().utc + 10min;
            admit(g, q);
            auto booked = good_request("k2");
            booked.send_before = g.now().utc + 10min;
            const auto other = admit(g, booked);
            g.advance(11min);
            for (const auto& d : all_of(g, row.kind)) {
                BOOST_TEST(has_notice(d.notices, "CONTACT") == (d.inquiry_id != other));
            }
            BOOST_TEST(all_of(g, row.kind).size() == 2U);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_acceptance_while_the_line_is_down_and_an_error_say_it_at_once) {
    auto g = town(no_switch);
    const auto& down = answer<model::answers::accepted>(g, g.submit(contact_request("k1")));
    BOOST_TEST(has_notice(down.notices, "CONTACT"));
    g.hear(model::inputs::space{true});
    const auto& busy = answer<model::answers::error>(g, g.submit(contact_request("k2")));
    BOOST_TEST((busy.code == error_code::busy));
    BOOST_TEST(has_notice(busy.notices, "CONTACT"));
    BOOST_TEST((busy.may_key_by_hand == model::by_hand::safe));
    const auto& other = answer<model::answers::error>(g, g.submit(good_request("k3")));
    BOOST_TEST(other.notices.empty());

    auto up = town(slow_switch);
    const auto& fine = answer<model::answers::accepted>(up, up.submit(contact_request("k1")));
    BOOST_TEST(!has_notice(fine.notices, "CONTACT"));
}

BOOST_AUTO_TEST_CASE(an_ice_call_that_reached_nobody_says_the_sentence_while_the_contact_waits) {
    auto g = town(slow_switch);
    const auto id = admit(g, contact_request("k1"));
    const acts::ice_contact tried{g.now().utc, {}, {}, false, false};
    BOOST_TEST(has_notice(answer<model::answers::done>(g, act(g, id, tried)).notices, "CONTACT"));
    end_contact(g, id, contact_outcome::booked);
    auto again = tried;
    again.at += 1s;
    BOOST_TEST(answer<model::answers::done>(g, act(g, id, again)).notices.empty());
}

BOOST_AUTO_TEST_CASE(a_detainer_of_ice_during_the_contact_ends_its_waiting) {
    auto g = town(slow_switch);
    const auto id = admit(g, contact_request("k1"));
    answer<model::answers::done>(
        g, act(g, id, acts::ice_contact{g.now().utc, "agent 7", "hold for us", true, true}));
    BOOST_TEST(!runs(g, id, clock_kind::contact));
    g.advance(1h);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 0U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(an_end_said_wrongly_is_corrected_and_what_was_cancelled_stays_so) {
    auto g = town(no_switch);
    const auto id = admit(g, contact_request("k1"));
    end_contact(g, id, contact_outcome::released);
    const auto& booked =
        answer<model::answers::done>(g, end_contact(g, id, contact_outcome::booked));
    BOOST_TEST((booked.state == inquiry_state::cancelled));
    BOOST_TEST((seen(g, id).contact == contact_outcome::booked));
    BOOST_TEST(runs(g, id, clock_kind::query_47h));
    const auto& back =
        answer<model::answers::done>(g, end_contact(g, id, contact_outcome::released));
    BOOST_TEST((back.state == inquiry_state::cancelled));
    BOOST_TEST(!runs(g, id, clock_kind::query_47h));
    BOOST_TEST((seen(g, id).request.in_custody == false));
    g.advance(72h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 0U);
    BOOST_TEST(count(g, delivery_kind::contact_expired) == 0U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(an_end_said_again_is_the_same_and_another_inquiry_has_none) {
    auto g = town(slow_switch);
    const auto id = admit(g, contact_request("k1"));
    const auto first = done_at(g, end_contact(g, id, contact_outcome::to_ice));
    BOOST_TEST(done_at(g, end_contact(g, id, contact_outcome::to_ice)) == first);
    g.kill();
    BOOST_TEST(done_at(g, end_contact(g, id, contact_outcome::to_ice)) == first);
    BOOST_TEST(seen(g, id).acts.size() == 1U);
    const auto arrested = admit(g, good_request("k2"));
    const auto asked = end_contact(g, arrested, contact_outcome::released);
    BOOST_TEST((code_of(g, asked) == error_code::conflict));
    BOOST_TEST(says(words_of(g, asked), "ARRESTEE"));
}

BOOST_AUTO_TEST_CASE(g1_an_end_of_a_contact_is_durable_before_it_is_done) {
    auto g = town(slow_switch);
    const auto id = admit(g, contact_request("k1"));
    g.sync_at_once(false);
    const auto asked = end_contact(g, id, contact_outcome::booked);
    BOOST_TEST(!g.answers.contains(asked));
    g.sync();
    answer<model::answers::done>(g, asked);
}

BOOST_AUTO_TEST_SUITE_END()
