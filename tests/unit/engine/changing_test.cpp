#include "unit/engine/roadside.hpp"

using namespace iaq;
using namespace iaq::testing;

namespace {

acts::update custody(bool yes) {
    acts::update with;
    with.in_custody = yes;
    return with;
}

acts::update to_desk(const std::string& desk) {
    acts::update with;
    with.desk = desk;
    return with;
}

acts::update license(const std::string& until) {
    acts::update with;
    with.evidence = model::identity_evidence::government_id;
    with.document = model::identity_document{"MO", "DRIVER LICENSE", until};
    return with;
}

model::inquiry_request exempt_request(const std::string& key) {
    auto q = good_request(key);
    q.evidence = model::identity_evidence::personal_knowledge;
    return q;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_changing)

BOOST_AUTO_TEST_CASE(an_update_changes_what_it_says_and_nothing_else) {
    auto g = town(slow_switch);
    const auto id = admit(g, "k1");
    auto expected = seen(g, id).request;
    acts::update with = custody(false);
    with.charge = model::offense{"ASSAULT", "1313"};
    with.reason = "the prosecutor changed the charge";
    const auto& done = answer<model::answers::done>(g, act(g, id, with));
    BOOST_TEST((done.state == inquiry_state::acknowledged));
    expected.in_custody = false;
    expected.charge = {"ASSAULT", "1313"};
    BOOST_TEST((seen(g, id).request == expected));
    BOOST_TEST(says(seen(g, id).life.back().what, "updated: custody, offense"));
    check_folds_agree(g);
    g.restart();
    BOOST_TEST((seen(g, id).request == expected));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(an_update_that_changes_nothing_writes_nothing) {
    auto g = town(slow_switch);
    const auto id = admit(g, "k1");
    const auto before = g.deciding().known().inquiries().at(model::inquiry_index{0}).life.size();
    const auto& done = answer<model::answers::done>(g, act(g, id, custody(true)));
    BOOST_TEST((done.at_sequence == model::sequence::none));
    BOOST_TEST((done.state == inquiry_state::acknowledged));
    BOOST_TEST(g.deciding().known().inquiries().at(model::inquiry_index{0}).life.size() == before);
}

BOOST_AUTO_TEST_CASE(an_update_said_again_is_the_same_but_not_when_another_lies_between) {
    auto g = town(slow_switch);
    const auto id = admit(g, "k1");
    const auto first = done_at(g, act(g, id, to_desk("south")));
    BOOST_TEST(done_at(g, act(g, id, to_desk("south"))) == first);
    const auto second = done_at(g, act(g, id, to_desk("north")));
    BOOST_TEST(second > first);
    BOOST_TEST(done_at(g, act(g, id, to_desk("south"))) > second);
    BOOST_TEST(seen(g, id).request.desk == "south");
}

BOOST_AUTO_TEST_CASE(a_change_of_desk_moves_who_may_read_and_act) {
    auto g = town(slow_switch);
    const auto id = admit(g, "k1");
    answer<model::answers::done>(g, act_by(g, 5, id, to_desk("south")));
    BOOST_TEST((code_of(g, act_by(g, 5, id, acts::note{"mine"})) == error_code::not_found));
    answer<model::answers::done>(g, act_by(g, 4, id, acts::note{"mine now"}));
    g.advance(1h);
    BOOST_TEST(last_of(g, delivery_kind::answered).desk == "south");
}

BOOST_AUTO_TEST_CASE(a_document_shown_while_it_waits_makes_it_exempt_and_not_once_it_has_left) {
    auto waiting = town(no_switch);
    const auto id = admit(waiting, "k1");
    const auto& done =
        answer<model::answers::done>(waiting, act(waiting, id, license("2030-01-01")));
    BOOST_TEST((done.state == inquiry_state::exempt));
    BOOST_TEST(has_notice(done.notices, "EXEMPT"));
    BOOST_TEST(count(waiting, delivery_kind::cancelled) == 1U);
    waiting.advance(1h);
    BOOST_TEST(count(waiting, delivery_kind::delayed) == 0U);
    check_folds_agree(waiting);

    auto sent = town(slow_switch);
    const auto left = admit(sent, "k1");
    BOOST_TEST((answer<model::answers::done>(sent, act(sent, left, license("2030-01-01"))).state ==
                inquiry_state::acknowledged));
    sent.advance(1h);
    BOOST_TEST((seen(sent, left).state == inquiry_state::answered));

    auto expired = town(no_switch);
    const auto old = admit(expired, "k1");
    BOOST_TEST(
        (answer<model::answers::done>(expired, act(expired, old, license("2020-01-01"))).state ==
         inquiry_state::queued));
}

BOOST_AUTO_TEST_CASE(what_was_exempt_and_is_not_any_more_leaves_under_a_reference_of_its_own) {
    auto g = town();
    const auto q = exempt_request("k1");
    const auto id = admit(g, q);
    BOOST_TEST((seen(g, id).state == inquiry_state::exempt));
    acts::update with;
    with.evidence = model::identity_evidence::none;
    with.reason = "the officer was mistaken";
    answer<model::answers::done>(g, act(g, id, with));
    g.advance(1min);
    BOOST_TEST((seen(g, id).state == inquiry_state::answered));
    BOOST_TEST(g.lesc().heard().size() == 1U);
    // The key still gives the first answer.
    const auto& first = answer<model::answers::accepted>(g, g.submit(q));
    BOOST_TEST((first.state == inquiry_state::exempt));
    BOOST_TEST(first.reference.empty());
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(exempt_and_back_and_forth_sends_once_and_under_one_reference) {
    auto g = town("switch on iaq : ack ; answer after 10s\n");
    g.call(calls::operate{operation::hold, "one", "test"});
    const auto id = admit(g, "k1");
    const auto reference = seen(g, id).reference;
    BOOST_TEST((answer<model::answers::done>(g, act(g, id, license("2030-01-01"))).state ==
                inquiry_state::exempt));
    acts::update with;
    with.evidence = model::identity_evidence::none;
    BOOST_TEST((answer<model::answers::done>(g, act(g, id, with)).state == inquiry_state::queued));
    BOOST_TEST(seen(g, id).reference == reference);
    g.advance(5min);
    BOOST_TEST(count(g, delivery_kind::delayed) == 1U);
    g.call(calls::operate{operation::release, "one", "test"});
    g.advance(1min);
    BOOST_TEST((seen(g, id).state == inquiry_state::answered));
    BOOST_TEST(sends(g).size() == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_person_of_an_inquiry_that_is_to_be_or_was_sent_is_not_said_anew) {
    auto g = town(slow_switch);
    const auto id = admit(g, "k1");
    acts::update with;
    with.person = model::subject{};
    with.person->last_name = "SOMEBODYELSE";
    const auto asked = act(g, id, with);
    BOOST_TEST((code_of(g, asked) == error_code::conflict));
    BOOST_TEST(says(words_of(g, asked), "cancel it and submit it anew"));
    BOOST_TEST(seen(g, id).request.person.last_name == "TESTPERSON");
}

BOOST_AUTO_TEST_CASE(what_a_rule_refuses_is_invalid_names_the_field_and_changes_nothing) {
    auto g = town(slow_switch);
    const auto id = admit(g, "k1");
    acts::update with;
    with.charge = model::offense{"ASSAULT", "13"};
    const auto& e = answer<model::answers::error>(g, act(g, id, with));
    BOOST_TEST((e.code == error_code::invalid));
    BOOST_TEST(e.field == "offense.ncic_code");
    BOOST_TEST(says(e.message, "four digits"));
    BOOST_TEST(seen(g, id).acts.empty());
    acts::update later;
    later.confined_at = g.now().utc + 2h;
    BOOST_TEST(answer<model::answers::error>(g, act(g, id, later)).field == "confined_at");
}

BOOST_AUTO_TEST_CASE(a_role_of_victim_is_refused_recorded_by_a_digest_and_protects_from_then_on) {
    auto g = town(no_switch);
    const auto id = admit(g, "k1");
    acts::update with;
    with.role = model::subject_role::victim;
    const auto& e = answer<model::answers::error>(g, act(g, id, with));
    BOOST_TEST((e.code == error_code::invalid));
    BOOST_TEST(has_notice(e.notices, "ROLE"));
    BOOST_TEST(g.deciding().known().protected_people().size() == 1U);
    BOOST_TEST((seen(g, id).request.role == model::subject_role::arrestee));
    answer<model::answers::refused>(
        g, g.call_by(5, "uid:1005",
                     calls::submit{good_request("k2"), "content"}));  // needs a supervisor's reason
}

BOOST_AUTO_TEST_CASE(a_dry_run_decides_as_a_submission_and_leaves_nothing_behind) {
    auto g = town();
    const auto records = g.deciding().known().last();
    auto q = contact_request("k1");
    q.dry_run = true;
    const auto& contact = answer<model::answers::accepted>(g, g.submit(q));
    BOOST_TEST(contact.dry_run);
    BOOST_TEST(contact.inquiry_id.empty());
    BOOST_TEST(contact.reference.empty());
    BOOST_TEST((contact.at_sequence == model::sequence::none));
    BOOST_TEST((contact.state == inquiry_state::queued));
    BOOST_TEST(has_notice(contact.notices, "CALL_ICE"));
    BOOST_REQUIRE_EQUAL(contact.clocks.size(), 1U);
    BOOST_TEST((contact.clocks.front().clock == clock_kind::contact));
    BOOST_TEST(std::ranges::count(contact.rules, "CONTACT") == 1);

    auto r = registration("k2", g.now().utc);
    r.dry_run = true;
    const auto& registered = answer<model::answers::accepted>(g, g.submit(r));
    BOOST_TEST((registered.state == inquiry_state::registered));
    BOOST_TEST(registered.missing.size() == 2U);

    auto victim = good_request("k3");
    victim.dry_run = true;
    victim.role = model::subject_role::victim;
    answer<model::answers::refused>(g, g.submit(victim));
    BOOST_TEST(g.deciding().known().protected_people().empty());
    BOOST_TEST(g.deciding().known().inquiries().size() == 0U);
    // Nothing but heads of the evidence tree can have been written since.
    BOOST_TEST(number_of(g.deciding().known().last()) <= number_of(records) + 3);
    // The key is free, and the same under it without dry_run goes.
    q.dry_run = false;
    answer<model::answers::accepted>(g, g.submit(q));
    q.dry_run = true;
    BOOST_TEST(answer<model::answers::accepted>(g, g.submit(q)).dry_run);
}

BOOST_AUTO_TEST_CASE(one_asked_about_before_is_said_so_to_those_only_who_may_read_it) {
    auto g = town(slow_switch);
    admit(g, "k1");
    const auto& again = answer<model::answers::accepted>(g, g.submit(good_request("k2")));
    BOOST_TEST(has_notice(again.advisories, "ALREADY_ASKED"));
    auto south = good_request("k3");
    south.desk = "south";
    const auto asked =
        g.call_by(4, "uid:1004", calls::submit{south, "content"});  // sees the desk south only
    BOOST_TEST(!has_notice(answer<model::answers::accepted>(g, asked).advisories, "ALREADY_ASKED"));
}

BOOST_AUTO_TEST_CASE(supervisors_are_told_of_what_the_order_wants_them_to_look_at) {
    auto g = town(slow_switch);
    auto q = good_request("k1");
    q.also_victim_or_witness = true;
    const auto id = admit(g, q);
    BOOST_TEST(count(g, delivery_kind::review) == 1U);
    const auto& told = last_of(g, delivery_kind::review);
    BOOST_TEST((told.to == model::addressee::supervisors));
    BOOST_TEST(told.inquiry_id == id);
    BOOST_TEST(has_notice(told.notices, "ROLE"));
    g.restart();
    g.forget_first_life();
    BOOST_TEST(has_notice(last_of(g, delivery_kind::review).notices, "ROLE"));
}

BOOST_AUTO_TEST_SUITE_END()
