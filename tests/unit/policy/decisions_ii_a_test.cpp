#include "unit/policy/decision_table.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

using namespace iaq;
using namespace iaq::policy_test;
using namespace iaq::tests;

// II.A: victims and witnesses, and all individuals treated equally.
BOOST_AUTO_TEST_SUITE(policy_decisions_ii_a)

namespace {

// clang-format off
const decision rows[]{
    // II.A.1: all individuals must feel secure that contact does not lead to an inquiry.
    {"II.A.1 a victim, in jail", victim, jail, refused, "ROLE"},
    {"II.A.1 a witness, in jail", witness, jail, refused, "ROLE"},
    {"II.A.1 a victim, status in question", victim, question, refused, "ROLE"},
    {"II.A.1 a witness, status in question", witness, question, refused, "ROLE"},
    {"II.A.1 a victim, no ground: ROLE alone", victim, no_basis, refused, "ROLE"},
    {"II.A.1 a witness, no ground", witness, no_basis, refused, "ROLE", {.shown = not_said}},
    {"II.A.1 a known witness is not recorded", witness, jail, refused, "ROLE", {.shown = known}},
    {"II.A.1 a victim with a passport card", victim, jail, refused, "ROLE",
     {.shown = id_card, .document = paper::federal}},
    {"II.A.1 a victim said to be charged", victim, jail, refused, "ROLE", {.charged_with = state}},
    {"II.A.1 a witness with a warrant", witness, jail, refused, "ROLE", {.charged_with = warrant}},
    {"II.A.1 a victim not in custody", victim, question, refused, "ROLE",
     {.charged_with = no_charge, .in_custody = false}},
    {"II.A.1 a victim with a reason to send", victim, jail, refused, "ROLE",
     {.shown = known, .override = true}},
    {"II.A.1 no role, in jail", unsaid, jail, refused, "ROLE"},
    {"II.A.1 no role, status in question", unsaid, question, refused, "ROLE"},
    {"II.A.1 no role and no ground", unsaid, no_basis, refused, "ROLE BASIS"},
    {"II.A.1 no role, known", unsaid, jail, refused, "ROLE", {.shown = known}},
    {"II.A.1 a victim who is arrested: B.1", arrestee, jail, sent, "ROLE BOOKING",
     {.also_victim = true}, "supervisors"},
    {"II.A.1 a witness who is charged: B.1", charged, jail, sent, "ROLE BOOKING",
     {.also_victim = true}, "supervisors"},
    {"II.A.1 a victim who is committed: B.1", committed, jail, sent, "ROLE BOOKING",
     {.also_victim = true}, "supervisors"},
    {"II.A.1 an arrested victim, B.4", arrestee, question, sent, "ROLE BOOKING",
     {.also_victim = true}, "supervisors"},
    {"II.A.1 an arrested victim, known: B.1", arrestee, jail, exempt, "ROLE EXEMPT",
     {.shown = known, .also_victim = true}, "supervisors"},
    {"II.A.1 a contact who is a victim", contact, question, refused, "ROLE", {.also_victim = true}},
    {"II.A.1 the same, said to be in jail", contact, jail, refused, "ROLE", {.also_victim = true}},
    {"II.A.1 the same, with a charge", contact, question, refused, "ROLE",
     {.charged_with = state, .also_victim = true}},
    {"II.A.1 a victim twice said", victim, jail, refused, "ROLE", {.also_victim = true}},
    // A person refused as a victim does not come back under another role unseen.
    {"II.A.1 a refused victim as an arrestee", arrestee, jail, refused, "ROLE",
     {.was_victim = true}},
    {"II.A.1 a refused victim as a contact", contact, question, refused, "ROLE",
     {.in_custody = false, .was_victim = true}},
    {"II.A.1 a refused victim, known: no record", arrestee, jail, refused, "ROLE",
     {.shown = known, .was_victim = true}},
    {"II.A.1 a refused victim, registered only", charged, jail, refused, "ROLE",
     {.confined_hours = 1, .register_only = true, .was_victim = true}},
    {"II.A.1 the same, a supervisor allows it", arrestee, jail, sent, "ROLE BOOKING",
     {.was_victim = true, .supervisor = true}},
    // Nor is anybody registered who is a victim or witness, whatever is asked to be done.
    {"II.A.1 a victim, registered only", victim, jail, refused, "ROLE",
     {.confined_hours = 1, .register_only = true}},
    {"II.A.1 a witness, nothing else known", witness, no_basis, refused, "ROLE",
     {.confined_hours = 1, .register_only = true, .nothing_else_known = true}},
    {"II.A.1 a victim born abroad: ROLE alone", victim, jail, refused, "ROLE",
     {.born = "MM", .nation = "MM"}},
    {"II.A.1 a victim whom somebody asked about", victim, jail, refused, "ROLE",
     {.asked_before = model::inquiry_state::answered}},
    {"II.A.1 a victim while the line is out", victim, question, refused, "ROLE",
     {.in_custody = false, .line_is_out = true}},
    // All individuals equally, without regard to race, color or national origin: EQUAL.
    {"II.A.1 a question needs a reason", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = ""}},
    {"II.A.1 the agency's default is none", arrestee, question, refused, "EQUAL", {.reason = " "}},
    {"II.A.1 a reason that is not listed", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = "BOOKING of a person"}},
    {"II.A.1 a listed one without words", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = "IDENTITY"}},
    {"II.A.1 a listed one with one word", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = "RECORD removal"}},
    {"II.A.1 words before the listed one", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = "his IDENTITY is not clear"}},
    {"II.A.1 language alone", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = "IDENTITY speaks only Spanish"}},
    {"II.A.1 an accent alone", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = "CONFLICT a strong accent"}},
    {"II.A.1 appearance alone", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = "IDENTITY looks Hispanic"}},
    {"II.A.1 race and color alone", contact, question, refused, "EQUAL",
     {.in_custody = false, .reason = "RECORD race and skin color"}},
    {"II.A.1 birthplace alone", arrestee, question, refused, "EQUAL",
     {.reason = "STATEMENT was born in Mexico"}},
    {"II.A.1 a country alone", arrestee, question, refused, "EQUAL",
     {.reason = "STATEMENT from El Salvador"}},
    {"II.A.1 nationality alone", arrestee, question, refused, "EQUAL",
     {.reason = "IDENTITY foreign national"}},
    {"II.A.1 small letters and a colon", arrestee, question, sent, "BOOKING",
     {.reason = "identity: gave two birth dates"}},
    {"II.A.1 a document that seems forged", arrestee, question, sent, "BOOKING",
     {.reason = "DOCUMENT license number of another person"}},
    {"II.A.1 the person's own words", arrestee, question, sent, "BOOKING",
     {.reason = "STATEMENT said that the visa ran out"}},
    {"II.A.1 a record", arrestee, question, sent, "BOOKING",
     {.reason = "RECORD III shows a removal in 2019"}},
    {"II.A.1 born abroad, and more than that", arrestee, question, sent, "BOOKING",
     {.reason = "CONFLICT born in Texas or in Mexico, two names"}},
    {"II.A.1 in jail no question is asked", arrestee, jail, sent, "BOOKING",
     {.reason = "BOOKING"}},
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_CASE(every_line_of_ii_a_decides_as_written) {
    static_assert(std::size(rows) >= 50);
    check_decisions(rows);
}

BOOST_AUTO_TEST_CASE(a_refused_person_comes_back_only_by_a_supervisor_with_a_reason) {
    struct supervised {
        bool right;
        std::string_view reason;
        std::vector<std::string> fields;
    };
    for (const auto& [right, reason, fields] :
         {supervised{false, "", {"role", "supervisor_reason"}},
          supervised{false, "same name, other person", {"role"}},
          supervised{true, "  ", {"supervisor_reason"}},
          supervised{true, "same name, other person", {}}}) {
        bench b;
        b.may_supervise = right;
        b.same_person = policy::earlier_role{victim, b.now - 71h};
        auto request = sound_request();
        request.supervisor_reason = reason;
        const auto said = b.judge(request);
        std::vector<std::string> refused_fields;
        for (const auto& v : said.violations) {
            BOOST_TEST(v.rule == "ROLE");
            refused_fields.push_back(v.field);
        }
        BOOST_TEST(refused_fields == fields, boost::test_tools::per_element());
        BOOST_TEST(said.rules.front() == "ROLE");  // counted in every case
        BOOST_TEST(has_notice(said.advisories, "ROLE") == fields.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_refused_person_is_forgotten_after_the_orders_memory) {
    bench b;
    b.same_person = policy::earlier_role{witness, b.now - 72h};
    BOOST_TEST(b.judge(sound_request()).refused());
    b.same_person = policy::earlier_role{witness, b.now - 72h - 1ns};
    BOOST_TEST(!b.judge(sound_request()).refused());
    b.order.role_memory = 100h;
    BOOST_TEST(b.judge(sound_request()).refused());
}

BOOST_AUTO_TEST_CASE(the_same_incident_alone_only_advises) {
    bench b;
    b.same_incident_protected = true;
    const auto said = b.judge(sound_request());
    BOOST_TEST(!said.refused());
    BOOST_TEST(has_notice(said.advisories, "ROLE"));
}

BOOST_AUTO_TEST_CASE(the_files_switch_admits_a_contact_who_is_also_a_victim) {
    bench b;
    b.order.rules.at("ROLE_CONTACT").enabled = false;
    auto request = sound_request();
    request.role = contact;
    request.ground = question;
    request.reason = "IDENTITY gave two birth dates";
    request.also_victim_or_witness = true;
    const auto said = b.judge(request);
    BOOST_TEST(!said.refused());
    BOOST_TEST(has_notice(said.advisories, "ROLE"));
    BOOST_TEST(has_notice(said.notices, "ROLE_REFERRAL"));
}

BOOST_AUTO_TEST_SUITE_END()
