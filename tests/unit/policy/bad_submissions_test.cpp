#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string_view>

using namespace iaq;
using namespace iaq::tests;
using namespace std::string_literals;

// Every content fault is refused by its rule, names its field, and never repeats what was sent.
BOOST_AUTO_TEST_SUITE(policy_bad_submissions)

namespace {

using request = model::inquiry_request;

/// One text field gets a bad value.
struct text_row {
    std::string_view claim, rule, field;
    std::string value;
};

/// Anything else that is wrong.
struct row {
    std::string_view claim, rule, field;
    void (*spoil)(request&);
};

std::string many(std::size_t count) { return std::string(count, 'A'); }

// clang-format off
const text_row text_rows[]{
    {"no last name", "FIELDS", "subject.last_name", ""},
    {"a blank last name", "FIELDS", "subject.last_name", " \t "},
    {"no first name", "FIELDS", "subject.first_name", ""},
    {"a period in the last name", "FIELDS", "subject.last_name", "ST. ELMO"},
    {"a slash in the last name", "FIELDS", "subject.last_name", "ELMO/DOB"},
    {"a comma in the last name", "FIELDS", "subject.last_name", "ELMO, JR"},
    {"a digit in the last name", "FIELDS", "subject.last_name", "ELM0"},
    {"a line end in the last name", "FIELDS", "subject.last_name", "ELMO\nTXT"},
    {"a zero byte in the first name", "FIELDS", "subject.first_name", "EL\0MO"s},
    {"another alphabet", "FIELDS", "subject.last_name", "Кузнецов"},
    {"bytes that are no UTF-8", "FIELDS", "subject.first_name", "J\xFFN"},
    {"hyphens only", "FIELDS", "subject.last_name", "- '"},
    {"an asterisk in the middle name", "FIELDS", "subject.middle_name", "*X"},
    {"a period in the suffix", "FIELDS", "subject.suffix", "JR."},
    {"an ampersand in a parent's name", "FIELDS", "subject.mothers_maiden_name", "A & B"},
    {"a slash in the father's name", "FIELDS", "subject.fathers_last_name", "A/B"},
    {"a last name beyond every bound", "FIELDS", "subject.last_name", many(2049)},
    {"no birth date", "FIELDS", "subject.date_of_birth", ""},
    {"a day that does not exist", "FIELDS", "subject.date_of_birth", "1990-02-30"},
    {"a leap day of a common year", "FIELDS", "subject.date_of_birth", "1900-02-29"},
    {"month and day as on a form", "FIELDS", "subject.date_of_birth", "01/15/1990"},
    {"a compact date", "FIELDS", "subject.date_of_birth", "19900115"},
    {"a date with a time", "FIELDS", "subject.date_of_birth", "1990-01-15T00:00"},
    {"a short year", "FIELDS", "subject.date_of_birth", "90-01-15"},
    {"a blank before the date", "FIELDS", "subject.date_of_birth", " 1990-01-15"},
    {"born tomorrow", "FIELDS", "subject.date_of_birth", "2026-11-25"},
    {"a day more than 120 years old", "FIELDS", "subject.date_of_birth", "1906-11-23"},
    {"no birthplace", "FIELDS", "subject.place_of_birth", ""},
    {"unknown, for III only", "FIELDS", "subject.place_of_birth", "XX"},
    {"a reference code", "FIELDS", "subject.place_of_birth", "CN"},
    {"a code of no table", "FIELDS", "subject.place_of_birth", "QQ"},
    {"a small code", "FIELDS", "subject.place_of_birth", "mm"},
    {"three letters", "FIELDS", "subject.place_of_birth", "MEX"},
    {"a country by name", "FIELDS", "subject.place_of_birth", "Mexico"},
    {"a delimiter as birthplace", "FIELDS", "subject.place_of_birth", "M."},
    {"a nationality of no table", "FIELDS", "subject.nationality", "QQ"},
    {"a reference code as nationality", "FIELDS", "subject.nationality", "KR"},
    {"an unknown nationality", "FIELDS", "subject.nationality", "XX"},
    {"no offense", "FIELDS", "offense.text", ""},
    {"no offense code with a charge", "FIELDS", "offense.ncic_code", ""},
    {"three digits", "FIELDS", "offense.ncic_code", "540"},
    {"five digits", "FIELDS", "offense.ncic_code", "54040"},
    {"letters in the code", "FIELDS", "offense.ncic_code", "54A4"},
    {"a hyphen in the code", "FIELDS", "offense.ncic_code", "54-4"},
    {"controls in the offense", "FIELDS", "offense.text", "DWI\x1B[2J"},
    {"an alien number with its letter", "FIELDS", "subject.alien_number", "A12345678"},
    {"seven digits of an alien number", "FIELDS", "subject.alien_number", "1234567"},
    {"ten digits of an alien number", "FIELDS", "subject.alien_number", "1234567890"},
    {"a period in the FBI number", "FIELDS", "subject.fbi_number", "123.45"},
    {"a slash in the state number", "FIELDS", "subject.state_id", "MO/12345"},
    {"an asterisk in the license", "FIELDS", "subject.operator_license", "T*1234567"},
    {"a line end in the incident", "FIELDS", "incident", "26-1\n26-2"},
    {"C1 controls in the desk", "FIELDS", "desk", "nor\xC2\x9Bth"},
    {"an incident beyond every bound", "FIELDS", "incident", many(3000)},
    {"no officer id", "PEOPLE", "requester.officer_id", ""},
    {"no officer name", "PEOPLE", "requester.officer_name", "  "},
    {"no operator", "PEOPLE", "operator_id", ""},
    {"an operator without letter or digit", "PEOPLE", "operator_id", "--"},
    {"no ORI", "PROFILE", "ori", ""},
    {"an ORI of another agency", "PROFILE", "ori", "MO0480000"},
    {"an ORI in small letters", "PROFILE", "ori", "mo0110100"},
    {"nine digits of a phone", "PROFILE", "phone", "816-555-010"},
    {"eleven digits of a phone", "PROFILE", "phone", "1-816-555-0100"},
    {"a phone with an extension", "PROFILE", "phone", "8165550100x7"},
    {"a period in the attention line", "PROFILE", "attention", "OFC. DOE"},
    {"an attention line of 31", "PROFILE", "attention", many(31)},
    {"a slash in the reason", "PROFILE", "reason", "BOOKING/JAIL"},
    {"a reason of 61", "PROFILE", "reason", many(61)},
    {"an asterisk in the remarks", "PROFILE", "subject.remarks", "*REF"},
    {"a period in the remarks", "PROFILE", "subject.remarks", "TALL. THIN."},
    {"another alphabet in the remarks", "PROFILE", "subject.remarks", "высокий"},
    {"remarks of 121", "PROFILE", "subject.remarks", many(121)},
    {"an FBI number of 10", "PROFILE", "subject.fbi_number", "1234567890"},
    {"a state number of 11", "PROFILE", "subject.state_id", "MO123456789"},
    {"a license of 21", "PROFILE", "subject.operator_license", many(21)},
    {"a father's name of 31", "PROFILE", "subject.fathers_last_name", many(31)},
};
const row other_rows[]{
    {"no role", "ROLE", "role",
     [](request& r) { r.role = model::subject_role::unspecified; }},
    {"a victim", "ROLE", "role",
     [](request& r) { r.role = model::subject_role::victim; }},
    {"a witness", "ROLE", "role",
     [](request& r) { r.role = model::subject_role::witness; }},
    {"no sex", "FIELDS", "subject.sex",
     [](request& r) { r.person.said_sex = model::sex::unspecified; }},
    {"a number that is no sex", "FIELDS", "subject.sex",
     [](request& r) { r.person.said_sex = static_cast<model::sex>(9); }},
    {"charged, with no charge", "FIELDS", "charge_status",
     [](request& r) {
         r.role = model::subject_role::charged;
         r.charged = model::charge_status::none;
     }},
    {"a document's day that does not exist", "FIELDS", "identity_document.valid_until",
     [](request& r) { r.document = model::identity_document{"MO", "license", "2026-13-01"}; }},
    {"controls in the document's kind", "FIELDS", "identity_document.kind",
     [](request& r) { r.document = model::identity_document{"MO", "a\tb", ""}; }},
    {"purpose firearms", "PROFILE", "purpose",
     [](request& r) { r.why = model::purpose::firearms; }},
    {"custody not said", "PROFILE", "in_custody",
     [](request& r) { r.in_custody.reset(); }},
    {"an officer whose name does not fold", "PROFILE", "attention",
     [](request& r) { r.attention = ""; r.asked_by.officer_name = "Кузнецов"; }},
    {"no ground", "BASIS", "basis",
     [](request& r) { r.ground = model::basis::unspecified; }},
    {"a contact presented for incarceration", "BASIS", "basis",
     [](request& r) { r.role = model::subject_role::enforcement_contact; }},
};
// clang-format on

std::string* text_of(request& r, std::string_view field) {
    auto& p = r.person;
    const std::pair<std::string_view, std::string*> texts[]{
        {"requester.officer_id", &r.asked_by.officer_id},
        {"requester.officer_name", &r.asked_by.officer_name},
        {"operator_id", &r.operator_id},
        {"ori", &r.ori},
        {"desk", &r.desk},
        {"incident", &r.incident},
        {"phone", &r.phone},
        {"attention", &r.attention},
        {"reason", &r.reason},
        {"offense.text", &r.charge.text},
        {"offense.ncic_code", &r.charge.ncic_code},
        {"subject.last_name", &p.last_name},
        {"subject.first_name", &p.first_name},
        {"subject.middle_name", &p.middle_name},
        {"subject.suffix", &p.suffix},
        {"subject.date_of_birth", &p.date_of_birth},
        {"subject.place_of_birth", &p.place_of_birth},
        {"subject.nationality", &p.nationality},
        {"subject.mothers_maiden_name", &p.mothers_maiden_name},
        {"subject.fathers_last_name", &p.fathers_last_name},
        {"subject.alien_number", &p.alien_number},
        {"subject.fbi_number", &p.fbi_number},
        {"subject.state_id", &p.state_id},
        {"subject.operator_license", &p.operator_license},
        {"subject.remarks", &p.remarks}};
    for (const auto& [name, text] : texts) {
        if (name == field) {
            return text;
        }
    }
    return nullptr;
}

/// A submission with one fault, and what has to be said of it.
struct bad_submission {
    std::string_view claim, rule, field;
    request sent;
};

std::vector<bad_submission> bad_submissions() {
    std::vector<bad_submission> all;
    for (const auto& r : text_rows) {
        all.push_back({r.claim, r.rule, r.field, sound_request()});
        *text_of(all.back().sent, r.field) = r.value;
    }
    for (const auto& r : other_rows) {
        all.push_back({r.claim, r.rule, r.field, sound_request()});
        r.spoil(all.back().sent);
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_request_that_is_spoiled_below_is_sound) {
    const auto said = bench{}.judge(sound_request());
    BOOST_TEST(!said.refused());
    BOOST_TEST(said.advisories.empty());
}

BOOST_AUTO_TEST_CASE(each_bad_submission_is_refused_by_its_rule_and_field_and_nothing_else) {
    static_assert(std::size(text_rows) + std::size(other_rows) >= 60);
    const bench b;
    for (const auto& r : bad_submissions()) {
        BOOST_TEST_CONTEXT(r.claim) {
            const auto said = b.judge(r.sent);
            BOOST_TEST_REQUIRE(said.violations.size() == 1U);
            BOOST_TEST(said.violations[0].rule == r.rule);
            BOOST_TEST(said.violations[0].field == r.field);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_refusal_has_words_from_the_file_and_a_citation) {
    const bench b;
    for (const auto& r : bad_submissions()) {
        BOOST_TEST_CONTEXT(r.claim) {
            for (const auto& v : b.judge(r.sent).violations) {
                BOOST_TEST(v.message.find(' ') != std::string::npos);
                BOOST_TEST(v.message.find('{') == std::string::npos);
                BOOST_TEST(!v.citation.empty());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(no_refusal_repeats_a_value_or_keeps_the_person) {
    const bench b;
    for (const auto& r : bad_submissions()) {
        BOOST_TEST_CONTEXT(r.claim) {
            const auto& sent = r.sent;
            const auto said = b.judge(sent);
            BOOST_TEST((said.request.person == model::subject{}));
            for (const auto& text : all_texts(said)) {
                for (const auto& value :
                     {sent.person.last_name, sent.person.date_of_birth, sent.person.remarks,
                      sent.person.alien_number, sent.person.mothers_maiden_name}) {
                    const bool repeats = value.size() > 3 && text.find(value) != std::string::npos;
                    BOOST_TEST(!repeats);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(all_faults_are_reported_at_once_one_a_field) {
    auto request = sound_request();
    request.person.date_of_birth = "";
    request.person.place_of_birth = "QQ";
    request.charge.ncic_code = "12";
    request.phone = "1";
    request.in_custody.reset();
    request.ground = model::basis::unspecified;
    request.operator_id = "";
    const auto said = bench{}.judge(request);
    std::vector<std::string> fields;
    for (const auto& v : said.violations) {
        fields.push_back(v.field);
    }
    const std::vector<std::string> expected{"subject.date_of_birth",
                                            "subject.place_of_birth",
                                            "offense.ncic_code",
                                            "operator_id",
                                            "phone",
                                            "in_custody",
                                            "basis"};
    BOOST_TEST(fields == expected, boost::test_tools::per_element());
    const std::vector<std::string> rules{"FIELDS", "PEOPLE", "PROFILE", "BASIS"};
    BOOST_TEST(said.rules == rules, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_empty_submission_is_refused_field_by_field) {
    const auto said = bench{}.judge({});
    std::vector<std::string> fields;
    for (const auto& v : said.violations) {
        fields.push_back(v.field);
    }
    std::ranges::sort(fields);
    BOOST_TEST((std::ranges::adjacent_find(fields) == fields.end()));
    for (const std::string_view field :
         {"role", "basis", "subject.last_name", "subject.first_name", "subject.date_of_birth",
          "subject.sex", "subject.place_of_birth", "offense.text", "offense.ncic_code",
          "requester.officer_id", "requester.officer_name", "operator_id", "ori", "in_custody"}) {
        BOOST_TEST_CONTEXT(field) { BOOST_TEST(std::ranges::binary_search(fields, field)); }
    }
}

BOOST_AUTO_TEST_CASE(a_reference_code_is_refused_with_the_hint_where_to_look) {
    auto request = sound_request();
    request.person.place_of_birth = "CN";
    const auto said = bench{}.judge(request);
    BOOST_TEST_REQUIRE(said.violations.size() == 1U);
    const auto* hint = shipped_tables().find_reference_place("CN");
    BOOST_TEST_REQUIRE(hint != nullptr);
    BOOST_TEST(said.violations[0].message.find(*hint) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_field_that_the_profile_requires_is_refused_when_absent) {
    bench b;
    for (auto& field : b.profile.fields) {
        field.required = field.required || field.name == "alien_number";
    }
    const auto said = b.judge(sound_request());
    BOOST_TEST_REQUIRE(said.violations.size() == 1U);
    BOOST_TEST(said.violations[0].rule == "PROFILE");
    BOOST_TEST(said.violations[0].field == "subject.alien_number");
}

BOOST_AUTO_TEST_SUITE_END()
