#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string_view>

using namespace iaq;
using namespace iaq::tests;

// What an accepted inquiry carries: defaults, advisories, the exemption, the person's bytes.
BOOST_AUTO_TEST_SUITE(policy_judge)

namespace {

model::inquiry_request a_contact() {
    auto request = sound_request();
    request.role = model::subject_role::enforcement_contact;
    request.ground = model::basis::status_in_question;
    request.reason = "IDENTITY gave two birth dates";
    request.in_custody = false;
    return request;
}

bool advises(const policy::verdict& said, std::string_view words) {
    return std::ranges::any_of(said.advisories, [&](const model::notice& n) {
        return n.text.find(words) != std::string::npos;
    });
}

}  // namespace

BOOST_AUTO_TEST_CASE(agency_defaults_are_filled_in_and_named) {
    auto request = sound_request();
    request.why = model::purpose::unspecified;
    request.phone = "";
    request.reason = " ";
    const bench b;
    const auto said = b.judge(request);
    BOOST_TEST_REQUIRE(!said.refused());
    BOOST_TEST((said.request.why == model::purpose::criminal_justice));
    BOOST_TEST(said.request.phone == b.order.default_phone);
    BOOST_TEST(said.request.reason == b.order.default_reason);
    BOOST_TEST(advises(said, "agency's defaults: purpose, phone, reason."));
}

BOOST_AUTO_TEST_CASE(what_has_no_default_is_refused) {
    bench b;
    b.order.default_phone = b.order.default_reason = b.order.default_purpose = "";
    auto request = sound_request();
    request.why = model::purpose::unspecified;
    request.phone = request.reason = "";
    BOOST_TEST(b.judge(request).violations.size() == 3U);
}

BOOST_AUTO_TEST_CASE(firearms_goes_only_where_the_policy_allows_it) {
    bench b;
    auto request = sound_request();
    request.why = model::purpose::firearms;
    BOOST_TEST(b.judge(request).refused());
    b.order.firearms_allowed = true;
    BOOST_TEST(!b.judge(request).refused());
}

BOOST_AUTO_TEST_CASE(a_phone_is_reduced_to_its_ten_digits) {
    for (const std::string_view written :
         {"8165550199", "(816) 555-0199", "816.555.0199", "816/555-0199", " 816 555 0199 "}) {
        BOOST_TEST_CONTEXT(written) {
            auto request = sound_request();
            request.phone = written;
            BOOST_TEST(bench{}.judge(request).request.phone == "8165550199");
        }
    }
}

BOOST_AUTO_TEST_CASE(the_attention_line_is_the_requesters_name) {
    auto request = sound_request();
    request.attention = "";
    const auto said = bench{}.judge(request);
    BOOST_TEST(said.request.attention == "J TESTPERSON");
    BOOST_TEST(said.advisories.empty());
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_fit_the_attention_line_is_shortened_and_that_is_said) {
    auto request = sound_request();
    request.attention = "";
    request.asked_by.officer_name = "Ofc. J. Testperson";
    auto said = bench{}.judge(request);
    BOOST_TEST(said.request.attention == "OFC J TESTPERSON");
    BOOST_TEST(advises(said, "attention was made"));
    request.asked_by.officer_name = "Maximiliane Rosalinde Testperson-Beispiel";
    said = bench{}.judge(request);
    BOOST_TEST(said.request.attention == "MAXIMILIANE ROSALINDE TESTPERS");
    BOOST_TEST(advises(said, "attention was made"));
}

BOOST_AUTO_TEST_CASE(the_charge_follows_the_role_unless_it_is_said) {
    const bench b;
    BOOST_TEST((b.judge(sound_request()).request.charged == model::charge_status::city_or_state));
    BOOST_TEST((b.judge(a_contact()).request.charged == model::charge_status::none));
    auto request = a_contact();
    request.charged = model::charge_status::federal_warrant;
    BOOST_TEST((b.judge(request).request.charged == model::charge_status::federal_warrant));
}

BOOST_AUTO_TEST_CASE(without_a_charge_the_code_defaults_to_0399_and_is_not_called_a_charge) {
    auto request = a_contact();
    request.charge = {};
    const auto said = bench{}.judge(request);
    BOOST_TEST_REQUIRE(!said.refused());
    BOOST_TEST(said.request.charge.ncic_code == "0399");
    BOOST_TEST(advises(said, "no code fits, not a charge"));
}

BOOST_AUTO_TEST_CASE(an_offense_code_that_our_table_lacks_only_advises) {
    auto request = sound_request();
    request.charge.ncic_code = "9998";
    const auto said = bench{}.judge(request);
    BOOST_TEST(!said.refused());
    BOOST_TEST(has_notice(said.advisories, "FIELDS"));
    BOOST_TEST(said.request.charge.ncic_code == "9998");
}

BOOST_AUTO_TEST_CASE(the_edges_of_a_birth_date_are_inside) {
    for (const std::string_view day : {"1906-11-24", "2026-11-24", "2004-02-29"}) {
        BOOST_TEST_CONTEXT(day) {
            auto request = sound_request();
            request.person.date_of_birth = day;
            BOOST_TEST(!bench{}.judge(request).refused());
        }
    }
}

BOOST_AUTO_TEST_CASE(parents_that_are_not_said_are_named_in_one_advisory) {
    auto request = sound_request();
    request.person.mothers_maiden_name = "";
    BOOST_TEST(advises(bench{}.judge(request), "Not said: mother's maiden name."));
    request.person.fathers_last_name = "";
    BOOST_TEST(
        advises(bench{}.judge(request), "Not said: mother's maiden name, father's last name."));
}

BOOST_AUTO_TEST_CASE(a_name_cut_on_the_wire_names_its_parts_and_stays_whole_in_the_record) {
    auto request = sound_request();
    request.person.suffix = "JR";
    request.person.middle_name = "Bartholomew";
    const auto said = bench{}.judge(request);
    BOOST_TEST(advises(said, "Cut or left out on the wire: suffix, middle_name."));
    BOOST_TEST((said.request.person == request.person));
}

BOOST_AUTO_TEST_CASE(folded_letters_are_said_by_field_not_by_value) {
    auto request = sound_request();
    request.person.last_name = "Ñandú";
    request.person.fathers_last_name = "Müller";
    const auto said = bench{}.judge(request);
    BOOST_TEST(!said.refused());
    BOOST_TEST(advises(said, "go without them on the wire: last_name, fathers_last_name."));
    BOOST_TEST(said.request.person.last_name == "Ñandú");
}

BOOST_AUTO_TEST_CASE(a_birthplace_in_the_united_states_is_warned_of_where_the_profile_says_so) {
    bench b;
    for (const std::string_view place : {"MO", "PR"}) {
        auto request = sound_request();
        request.person.place_of_birth = place;
        BOOST_TEST(advises(b.judge(request), "United States"));
    }
    b.profile.warn_us_birthplace = false;
    auto request = sound_request();
    request.person.place_of_birth = "MO";
    BOOST_TEST(b.judge(request).advisories.empty());
}

BOOST_AUTO_TEST_CASE(what_the_remarks_have_no_room_for_is_said_or_refused) {
    bench b;
    auto request = sound_request();
    request.person.remarks = std::string(90, 'X');
    BOOST_TEST(advises(b.judge(request), "no room for subject.mothers_maiden_name"));
    std::ranges::find(b.profile.fields, "mothers_maiden_name", &model::profile_field::name)
        ->required = true;
    const auto said = b.judge(request);
    BOOST_TEST_REQUIRE(said.violations.size() == 1U);
    BOOST_TEST(said.violations[0].field == "subject.mothers_maiden_name");
}

BOOST_AUTO_TEST_CASE(an_exempt_record_needs_people_ori_incident_name_and_birth_date_only) {
    model::inquiry_request bare;
    bare.ori = "MO0110100";
    bare.asked_by = {"SJ0417", "J Testperson"};
    bare.operator_id = "OPS07";
    bare.incident = "26-001234";
    bare.person.last_name = "Quispenahui";
    bare.person.first_name = "Zebulon";
    bare.person.date_of_birth = "1990-01-15";
    bare.role = model::subject_role::charged;
    bare.ground = model::basis::presented_for_incarceration;
    bare.evidence = model::identity_evidence::personal_knowledge;
    const auto said = bench{}.judge(bare);
    BOOST_TEST(!said.refused());
    BOOST_TEST(said.exempt());
    BOOST_TEST(has_notice(said.notices, "EXEMPT"));
    BOOST_TEST(!has_notice(said.notices, "BOOKING"));
    BOOST_TEST((said.request.person == bare.person));

    for (const auto member : {&model::inquiry_request::ori, &model::inquiry_request::operator_id,
                              &model::inquiry_request::incident}) {
        auto lacking = bare;
        lacking.*member = "";
        const auto refused = bench{}.judge(lacking);
        BOOST_TEST(refused.violations.size() == 1U);
        BOOST_TEST(!refused.exempt());
    }
    bare.person.date_of_birth = "1990-02-30";
    BOOST_TEST(bench{}.judge(bare).violations.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_exemption_sent_all_the_same_needs_all_the_fields) {
    auto request = sound_request();
    request.evidence = model::identity_evidence::personal_knowledge;
    request.exemption_override_reason = "status has changed";
    request.person.said_sex = model::sex::unspecified;
    BOOST_TEST(bench{}.judge(request).refused());
}

BOOST_AUTO_TEST_CASE(each_flaw_of_a_document_is_told_apart) {
    const auto advice = [](std::string_view issuer, std::string_view valid_until) {
        auto request = sound_request();
        request.evidence = model::identity_evidence::government_id;
        request.document =
            model::identity_document{std::string{issuer}, "license", std::string{valid_until}};
        const auto said = bench{}.judge(request);
        return said.advisories.size() == 1 ? said.advisories[0].short_text : std::string{};
    };
    BOOST_TEST(advice("", "2030-01-01") == "Not exempt: the document is not described.");
    BOOST_TEST(advice("MM", "2030-01-01") == "Not exempt: not a Federal or State document.");
    BOOST_TEST(advice("MO", "") == "Not exempt: the document has no end date.");
    BOOST_TEST(advice("MO", "2026-11-22") == "Not exempt: the document has expired.");
}

BOOST_AUTO_TEST_CASE(a_documents_last_day_ends_when_the_file_says) {
    auto request = sound_request();
    request.evidence = model::identity_evidence::government_id;
    request.document = model::identity_document{"MO", "license", "2026-11-23"};
    bench b;
    b.order.document_day_end = 5h;
    b.now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 5h - 1ns;
    BOOST_TEST(b.judge(request).exempt());
    b.now += 1ns;
    BOOST_TEST(!b.judge(request).exempt());
    b.order.document_day_end = 6h;
    BOOST_TEST(b.judge(request).exempt());
}

BOOST_AUTO_TEST_CASE(the_files_switch_takes_an_identification_without_an_end_date) {
    auto request = sound_request();
    request.evidence = model::identity_evidence::government_id;
    request.document = model::identity_document{"MO", "license", ""};
    bench b;
    b.order.undated_documents = true;
    BOOST_TEST(b.judge(request).exempt());
    request.document->valid_until = "2026-11-22";
    BOOST_TEST(!b.judge(request).exempt());
}

BOOST_AUTO_TEST_CASE(a_confinement_in_the_future_is_refused_but_for_clocks_that_differ) {
    const bench b;
    auto request = sound_request();
    request.confined_at = b.now + 10min;
    BOOST_TEST(!b.judge(request).refused());
    request.confined_at = b.now + 11min;
    const auto said = b.judge(request);
    BOOST_TEST_REQUIRE(said.violations.size() == 1U);
    BOOST_TEST(said.violations[0].field == "confined_at");
}

BOOST_AUTO_TEST_CASE(an_inquiry_must_have_left_by_the_contacts_end_at_the_latest) {
    const bench b;
    auto request = a_contact();
    BOOST_TEST((b.judge(request).send_limit == b.now + 15min));
    request.send_before = b.now + 5min;
    BOOST_TEST((b.judge(request).send_limit == b.now + 5min));
    request.send_before = b.now + 40min;
    BOOST_TEST((b.judge(request).send_limit == b.now + 15min));
    request.charged = model::charge_status::city_or_state;
    request.charge.text = "Driving while intoxicated";
    BOOST_TEST((b.judge(request).send_limit == b.now + 40min));
    request.contact_expected_end = b.now + 20min;
    BOOST_TEST((b.judge(request).send_limit == b.now + 20min));
    BOOST_TEST((b.judge(sound_request()).send_limit == utc_time{}));
}

BOOST_AUTO_TEST_CASE(the_persons_bytes_know_neither_case_nor_marks_nor_role) {
    auto one = sound_request().person;
    one.last_name = "Peña";
    auto other = one;
    other.last_name = "  PENA ";
    other.middle_name = "other";
    other.place_of_birth = "GT";
    BOOST_TEST(policy::person_bytes(one) == policy::person_bytes(other));
    other.date_of_birth = "1990-01-16";
    BOOST_TEST(policy::person_bytes(one) != policy::person_bytes(other));
}

BOOST_AUTO_TEST_CASE(the_persons_bytes_keep_names_apart_even_those_that_do_not_fold) {
    model::subject one, other;
    one.last_name = "AB";
    one.first_name = "C";
    other.last_name = "A";
    other.first_name = "BC";
    BOOST_TEST(policy::person_bytes(one) != policy::person_bytes(other));
    one.last_name = "ab.c";
    other = one;
    other.last_name = "AB.C";
    BOOST_TEST(policy::person_bytes(one) == policy::person_bytes(other));
}

BOOST_AUTO_TEST_CASE(the_shipped_profile_takes_the_sound_request) {
    bench b;
    b.profile = shipped_profile();
    const auto said = b.judge(sound_request());
    BOOST_TEST(!said.refused());
    auto silent = sound_request();
    silent.reason = silent.attention = silent.phone = "";
    BOOST_TEST(!b.judge(silent).refused());
}

BOOST_AUTO_TEST_SUITE_END()
