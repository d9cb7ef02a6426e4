#include "policy/decision_text.hpp"
#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

using namespace iaq;
using namespace iaq::tests;

// A decision shown whole: what a dry run and `iaqctl policy check` print.
BOOST_AUTO_TEST_SUITE(policy_decision_text)

namespace {

std::vector<std::string> lines_for(const model::inquiry_request& request) {
    const bench b;
    return policy::decision_lines(b.judge(request), b.now);
}

bool has_line(const std::vector<std::string>& lines, std::string_view line) {
    return std::ranges::find(lines, line) != lines.end();
}

bool has_beginning(const std::vector<std::string>& lines, std::string_view beginning) {
    return std::ranges::any_of(
        lines, [&](const std::string& line) { return line.starts_with(beginning); });
}

model::inquiry_request a_contact() {
    auto request = sound_request();
    request.role = model::subject_role::enforcement_contact;
    request.ground = model::basis::status_in_question;
    request.reason = "IDENTITY gave two birth dates";
    request.in_custody = false;
    return request;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_contact_is_shown_with_its_notices_clock_and_rules) {
    const auto lines = lines_for(a_contact());
    BOOST_TEST(lines.front() == "ACCEPTED: it would be queued and sent.");
    BOOST_TEST(has_beginning(lines, "notice CALL_ICE [SO0801 II.B.5, II.B.4 c] No other charge"));
    BOOST_TEST(has_beginning(lines, "advisory CONTACT [SO0801 II.B.5] End of the contact"));
    BOOST_TEST(has_line(lines, "clock CONTACT fires in 15 min, at 2026-11-24T03:15:00.000Z"));
    BOOST_TEST(has_line(lines, "must have left by 2026-11-24T03:15:00.000Z"));
    BOOST_TEST(lines.back() == "rules that spoke: CONTACT CALL_ICE");
}

BOOST_AUTO_TEST_CASE(a_refusal_is_shown_with_each_field_and_its_clause) {
    auto request = a_contact();
    request.reason = "";
    request.person.said_sex = model::sex::unspecified;
    const auto lines = lines_for(request);
    BOOST_TEST(lines.front() == "REFUSED: nothing would be sent.");
    BOOST_TEST(has_line(lines, "violation FIELDS [SO0801 II.B.2 a-e] subject.sex"));
    BOOST_TEST(has_line(lines, "violation EQUAL [SO0801 II.A.1] reason"));
    BOOST_TEST(has_beginning(lines, "notice EQUAL [SO0801 II.A.1]"));
    BOOST_TEST(!has_beginning(lines, "clock "));
}

BOOST_AUTO_TEST_CASE(what_supervisors_are_told_and_what_stays_open_is_shown) {
    auto request = sound_request();
    request.charge.ncic_code = "0301";
    request.confined_at = a_moment();
    const auto lines = lines_for(request);
    BOOST_TEST(has_line(lines,
                        "supervisors are told: No authority over presence or illegal entry "
                        "as such."));
    BOOST_TEST(has_line(lines, "the consular duty is open until consular_done"));
    BOOST_TEST(has_beginning(lines, "clock QUERY_36H fires in 36 h, at "));
    BOOST_TEST(has_beginning(lines, "clock QUERY_47H fires in 47 h, at "));
}

BOOST_AUTO_TEST_CASE(exempt_and_registered_say_that_nothing_is_sent_or_complete) {
    auto request = sound_request();
    request.evidence = model::identity_evidence::personal_knowledge;
    BOOST_TEST(lines_for(request).front() ==
               "EXEMPT: it would be recorded; nothing would be sent.");
    request = sound_request();
    request.register_only = true;
    request.confined_at = a_moment();
    BOOST_TEST(lines_for(request).front() ==
               "REGISTERED: it would be recorded; an update sends it.");
}

BOOST_AUTO_TEST_CASE(no_line_holds_the_person) {
    auto victim = sound_request();
    victim.role = model::subject_role::victim;
    for (const auto& request : {sound_request(), a_contact(), victim}) {
        for (const auto& line : lines_for(request)) {
            BOOST_TEST(line.find('\n') == std::string::npos);
            for (const std::string_view value : {"Quispenahui", "QUISPENAHUI", "Zebulon",
                                                 "1990-01-15", "Xochimilca", "two birth"}) {
                BOOST_TEST(line.find(value) == std::string::npos);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
