#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string_view>

using namespace iaq;
using namespace iaq::tests;

// Admitted inquiries judged anew: updates, documents, a contact that ended BOOKED.
BOOST_AUTO_TEST_SUITE(policy_again)

namespace {

using model::inquiry_state;
using model::records::clock_kind;

model::inquiry_request a_contact() {
    auto request = sound_request();
    request.role = model::subject_role::enforcement_contact;
    request.ground = model::basis::status_in_question;
    request.reason = "IDENTITY gave two birth dates";
    request.in_custody = false;
    request.charge = {};
    return request;
}

/// As it stands in the book once admitted.
model::inquiry_request admitted(const bench& b, const model::inquiry_request& asked) {
    const auto said = b.judge(asked);
    BOOST_TEST_REQUIRE(!said.refused());
    return said.request;
}

model::inquiry_request bare_registration() {
    model::inquiry_request request;
    request.ori = "MO0110100";
    request.asked_by = {"SJ0417", "J Testperson"};
    request.operator_id = "OPS07";
    request.role = model::subject_role::charged;
    request.confined_at = a_moment() - 1h;
    request.register_only = true;
    return request;
}

policy::life life_in(inquiry_state state) {
    policy::life so_far;
    so_far.state = state;
    so_far.admitted_at = a_moment() - 10min;
    so_far.may_have_left = policy::has_been_asked(state);
    return so_far;
}

bool has_clock(const policy::verdict& said, clock_kind kind) {
    return std::ranges::find(said.clocks, kind, &policy::due_clock::clock) != said.clocks.end();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_contact_that_is_booked_is_processed_normally_and_never_told_release) {
    const bench b;
    const auto before = admitted(b, a_contact());
    for (const auto state :
         {inquiry_state::queued, inquiry_state::sending, inquiry_state::acknowledged,
          inquiry_state::in_doubt, inquiry_state::answered, inquiry_state::expired}) {
        auto so_far = life_in(state);
        so_far.contact_over = true;
        const auto after = policy::booked(before, so_far, b.now);
        const auto said = policy::judge_again(before, after, so_far, b.around());
        BOOST_TEST_REQUIRE(!said.refused());
        BOOST_TEST((said.admit_to == state));
        BOOST_TEST((said.request.role == model::subject_role::arrestee));
        BOOST_TEST((said.request.charged == model::charge_status::city_or_state));
        BOOST_TEST(has_notice(said.notices, "BOOKING"));
        BOOST_TEST(has_notice(said.notices, "CONSULAR"));
        BOOST_TEST(said.opens_consular_duty);
        BOOST_TEST(!has_notice(said.notices, "CONTACT"));
        BOOST_TEST(!has_notice(said.advisories, "CONTACT"));
        BOOST_TEST(!has_clock(said, clock_kind::contact));
        BOOST_TEST(has_clock(said, clock_kind::query_36h));
        BOOST_TEST(has_clock(said, clock_kind::query_47h));
        BOOST_TEST((said.send_limit == utc_time{}));
        BOOST_TEST(!policy::contact_waits(said.request, so_far));
    }
}

BOOST_AUTO_TEST_CASE(a_booked_contact_with_a_license_is_exempt_when_nothing_has_left) {
    const bench b;
    auto contact = a_contact();
    contact.evidence = model::identity_evidence::government_id;
    contact.document = model::identity_document{"MO", "driver license", "2030-01-01"};
    const auto before = admitted(b, contact);
    auto so_far = life_in(inquiry_state::queued);
    so_far.contact_over = true;
    const auto after = policy::booked(before, so_far, b.now);
    const auto said = policy::judge_again(before, after, so_far, b.around());
    BOOST_TEST(said.exempt());
    BOOST_TEST(has_notice(said.notices, "EXEMPT"));
    BOOST_TEST(has_clock(said, clock_kind::query_36h));  // a license verifies no status
    so_far.may_have_left = true;
    BOOST_TEST(!policy::judge_again(before, after, so_far, b.around()).exempt());
}

BOOST_AUTO_TEST_CASE(a_registered_person_is_queued_once_all_is_said) {
    const bench b;
    const auto before = admitted(b, bare_registration());
    auto after = before;
    after.person = sound_request().person;
    after.charge = sound_request().charge;
    const auto said =
        policy::judge_again(before, after, life_in(inquiry_state::registered), b.around());
    BOOST_TEST_REQUIRE(!said.refused());
    BOOST_TEST((said.admit_to == inquiry_state::queued));
    BOOST_TEST(!said.request.register_only);
    BOOST_TEST((said.request.ground == model::basis::presented_for_incarceration));
    BOOST_TEST(said.missing.empty());
    BOOST_TEST(has_notice(said.notices, "BOOKING"));
    BOOST_TEST(has_clock(said, clock_kind::query_36h));
}

BOOST_AUTO_TEST_CASE(a_registered_person_stays_so_while_something_is_missing_and_it_is_named) {
    const bench b;
    const auto first = b.judge(bare_registration());
    BOOST_TEST(first.missing ==
                   (std::vector<std::string>{"subject.last_name", "subject.first_name",
                                             "subject.date_of_birth", "subject.place_of_birth",
                                             "subject.sex", "offense.text", "offense.ncic_code"}),
               boost::test_tools::per_element());
    auto after = first.request;
    after.person = sound_request().person;
    const auto said =
        policy::judge_again(first.request, after, life_in(inquiry_state::registered), b.around());
    BOOST_TEST_REQUIRE(!said.refused());
    BOOST_TEST((said.admit_to == inquiry_state::registered));
    BOOST_TEST(said.missing == (std::vector<std::string>{"offense.text", "offense.ncic_code"}),
               boost::test_tools::per_element());
    BOOST_TEST(text_of(said.advisories, "Registered: fields are missing.") ==
               "Before it can be sent these must be said: offense.text, offense.ncic_code.");
}

BOOST_AUTO_TEST_CASE(a_registered_person_whose_document_is_seen_is_exempt_and_a_passport_ends_it) {
    const bench b;
    auto registration = bare_registration();
    registration.incident = "26-001234";
    const auto before = admitted(b, registration);
    auto after = before;
    after.person = sound_request().person;
    after.evidence = model::identity_evidence::government_id;
    after.document = model::identity_document{"FEDERAL", "Passport", "2030-01-01"};
    const auto said =
        policy::judge_again(before, after, life_in(inquiry_state::registered), b.around());
    BOOST_TEST(said.exempt());
    BOOST_TEST(said.clocks.empty());
}

BOOST_AUTO_TEST_CASE(a_registered_person_let_go_or_not_charged_any_more_stays_so_without_clocks) {
    const bench b;
    const auto before = admitted(b, bare_registration());
    auto let_go = before;
    let_go.person = sound_request().person;
    let_go.charge = sound_request().charge;
    let_go.in_custody = false;
    auto dropped = before;
    dropped.charged = model::charge_status::none;
    dropped.role = model::subject_role::arrestee;
    for (const auto& after : {let_go, dropped}) {
        const auto said =
            policy::judge_again(before, after, life_in(inquiry_state::registered), b.around());
        BOOST_TEST_REQUIRE(!said.refused());
        BOOST_TEST((said.admit_to == inquiry_state::registered));
        BOOST_TEST(said.clocks.empty());
    }
}

BOOST_AUTO_TEST_CASE(an_exempt_person_whose_exemption_falls_away_is_asked_about) {
    const bench b;
    auto known = sound_request();
    known.evidence = model::identity_evidence::personal_knowledge;
    const auto before = admitted(b, known);
    auto after = before;
    after.evidence = model::identity_evidence::none;
    const auto so_far = life_in(inquiry_state::exempt);
    const auto said = policy::judge_again(before, after, so_far, b.around());
    BOOST_TEST((said.admit_to == inquiry_state::queued));
    after.person.said_sex = model::sex::unspecified;
    const auto refused = policy::judge_again(before, after, so_far, b.around());
    BOOST_TEST_REQUIRE(refused.violations.size() == 1U);
    BOOST_TEST(refused.violations[0].field == "subject.sex");
    BOOST_TEST(policy::judge_again(before, before, so_far, b.around()).exempt());
}

BOOST_AUTO_TEST_CASE(a_clock_that_fired_is_not_armed_again) {
    const bench b;
    auto request = sound_request();
    request.confined_at = b.now - 40h;
    const auto before = admitted(b, request);
    auto so_far = life_in(inquiry_state::in_doubt);
    so_far.fired = {clock_kind::query_36h};
    auto said = policy::judge_again(before, before, so_far, b.around());
    BOOST_TEST(!has_clock(said, clock_kind::query_36h));
    BOOST_TEST(has_clock(said, clock_kind::query_47h));
    so_far.fired = {clock_kind::query_36h, clock_kind::query_47h};
    said = policy::judge_again(before, before, so_far, b.around());
    BOOST_TEST(said.clocks.empty());
}

BOOST_AUTO_TEST_CASE(a_contacts_default_end_counts_from_its_admission) {
    const bench b;
    const auto before = admitted(b, a_contact());
    auto after = before;
    after.desk = "south";
    const auto so_far = life_in(inquiry_state::queued);
    const auto said = policy::judge_again(before, after, so_far, b.around());
    BOOST_TEST_REQUIRE(said.clocks.size() == 1U);
    BOOST_TEST((said.clocks[0].due == so_far.admitted_at + 15min));
    BOOST_TEST((said.send_limit == so_far.admitted_at + 15min));
}

BOOST_AUTO_TEST_CASE(a_contact_that_is_charged_has_no_clock_any_more) {
    const bench b;
    const auto before = admitted(b, a_contact());
    auto after = before;
    after.charged = model::charge_status::city_or_state;
    after.charge = {"Driving while intoxicated", "5404"};
    const auto said =
        policy::judge_again(before, after, life_in(inquiry_state::acknowledged), b.around());
    BOOST_TEST(!said.refused());
    BOOST_TEST(said.clocks.empty());
}

BOOST_AUTO_TEST_CASE(an_update_is_refused_for_what_it_spoils_and_for_nothing_else) {
    bench b;
    const auto before = admitted(b, sound_request());
    b.order.reasons.clear();     // the file changed since
    b.order.default_phone = "";  // so that nothing of PROFILE could hold
    auto spoiled = before;
    spoiled.charge.ncic_code = "54";
    const auto so_far = life_in(inquiry_state::acknowledged);
    const auto said = policy::judge_again(before, spoiled, so_far, b.around());
    BOOST_TEST_REQUIRE(said.violations.size() == 1U);
    BOOST_TEST(said.violations[0].field == "offense.ncic_code");
    auto later = spoiled;  // wrong before: not this change's fault
    later.in_custody = false;
    BOOST_TEST(!policy::judge_again(spoiled, later, so_far, b.around()).refused());
}

BOOST_AUTO_TEST_CASE(an_update_that_makes_a_victim_of_somebody_is_refused_by_role_alone) {
    const bench b;
    const auto before = admitted(b, sound_request());
    auto after = before;
    after.role = model::subject_role::victim;
    for (const auto state : {inquiry_state::queued, inquiry_state::answered, inquiry_state::exempt,
                             inquiry_state::registered}) {
        const auto said = policy::judge_again(before, after, life_in(state), b.around());
        BOOST_TEST(said.protected_person);
        BOOST_TEST_REQUIRE(said.violations.size() == 1U);
        BOOST_TEST(said.violations[0].rule == "ROLE");
        BOOST_TEST((said.request.person == model::subject{}));
    }
}

BOOST_AUTO_TEST_CASE(release_from_custody_ends_the_forty_eight_hours) {
    const bench b;
    auto request = sound_request();
    request.confined_at = b.now - 1h;
    const auto before = admitted(b, request);
    auto after = before;
    after.in_custody = false;
    const auto so_far = life_in(inquiry_state::in_doubt);
    BOOST_TEST(policy::judge_again(before, after, so_far, b.around()).clocks.empty());
}

BOOST_AUTO_TEST_SUITE_END()
