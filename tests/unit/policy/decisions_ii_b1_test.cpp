#include "unit/policy/decision_table.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

using namespace iaq;
using namespace iaq::policy_test;
using namespace iaq::tests;

// II.B.1 to II.B.3: each person presented for incarceration, and what is required.
BOOST_AUTO_TEST_SUITE(policy_decisions_ii_b1)

namespace {

// clang-format off
const decision rows[]{
    // II.B.1: each person presented for incarceration ...
    {"II.B.1 an arrestee", arrestee, jail, sent, "BOOKING"},
    {"II.B.1 a charged person", charged, jail, sent, "BOOKING"},
    {"II.B.1 a committed person", committed, jail, sent, "BOOKING"},
    {"II.B.1 evidence not said: arrestee", arrestee, jail, sent, "BOOKING", {.shown = not_said}},
    {"II.B.1 evidence not said: charged", charged, jail, sent, "BOOKING", {.shown = not_said}},
    {"II.B.1 evidence not said: committed", committed, jail, sent, "BOOKING", {.shown = not_said}},
    // ... unless the member has personal knowledge of the status,
    {"II.B.1 a known arrestee", arrestee, jail, exempt, "EXEMPT", {.shown = known}},
    {"II.B.1 a known charged person", charged, jail, exempt, "EXEMPT", {.shown = known}},
    {"II.B.1 a known committed person", committed, jail, exempt, "EXEMPT", {.shown = known}},
    {"II.B.1 known, with an expired license", arrestee, jail, exempt, "EXEMPT",
     {.shown = known, .document = paper::expired}},
    {"II.B.1 known, with a warrant", arrestee, jail, exempt, "EXEMPT",
     {.shown = known, .charged_with = warrant}},
    // ... or a valid Federal or State government identification was presented.
    {"II.B.1 a Federal card", arrestee, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::federal}},
    {"II.B.1 a Missouri license", charged, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::missouri}},
    {"II.B.1 a Nebraska license, NCIC's NB", committed, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::nebraska}},
    {"II.B.1 a license of the District", arrestee, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::district}},
    {"II.B.1 valid on its last day", arrestee, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::last_day}},
    {"II.B.1 valid on its last evening", charged, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::last_evening}},
    {"II.B.1 an expired one is not valid", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::expired}},
    {"II.B.1 a foreign passport is neither", charged, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::mexican}},
    {"II.B.1 a territory is no State", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::territory}},
    {"II.B.1 an issuer that is no code", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::lower_case}},
    {"II.B.1 NE is not Nebraska to NCIC", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::iso_nebraska}},
    {"II.B.1 no date, nothing to judge by", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::undated}},
    {"II.B.1 no issuer", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::no_issuer}},
    {"II.B.1 presented, but not described", committed, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card}},
    {"II.B.1 described, not said presented", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = not_said, .document = paper::federal}},
    {"II.B.1 described, said not presented", arrestee, jail, sent, "BOOKING",
     {.document = paper::federal}},
    {"II.B.1 known, sent all the same", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = known, .override = true}},
    {"II.B.1 a card, sent all the same", charged, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::federal, .override = true}},
    {"II.B.1 a reason without an exemption", arrestee, jail, sent, "BOOKING", {.override = true}},
    {"II.B.1 the ground must be said", arrestee, no_basis, refused, "BASIS"},
    {"II.B.1 the ground, charged and known", charged, no_basis, refused, "BASIS", {.shown = known}},
    {"II.B.1 the ground, committed", committed, no_basis, refused, "BASIS",
     {.shown = id_card, .document = paper::federal}},
    {"II.B.1 a contact is not presented", contact, jail, refused, "BASIS"},
    {"II.B.1 a known contact is not presented", contact, jail, refused, "BASIS", {.shown = known}},
    {"II.B.1 a contact with a card", contact, jail, refused, "BASIS",
     {.shown = id_card, .document = paper::federal}},
    {"II.B.1 a contact with a charge", contact, jail, refused, "BASIS", {.charged_with = state}},
    {"II.B.1 born abroad changes nothing", arrestee, jail, exempt, "EXEMPT CONSULAR",
     {.shown = id_card, .document = paper::missouri, .born = "GT", .nation = ""}, "duty"},
    {"II.B.1 asked again changes nothing", arrestee, jail, exempt, "EXEMPT ALREADY_ASKED",
     {.shown = known, .asked_before = model::inquiry_state::received}},
    // II.B.2: the following information is required ...
    {"II.B.2 nothing but people and role", arrestee, jail, refused, "FIELDS PARENTS PROFILE",
     {.in_custody = true, .nothing_else_known = true}},
    {"II.B.2 d no place of birth", arrestee, jail, refused, "FIELDS", {.born = ""}},
    {"II.B.2 d a place nobody lists", arrestee, jail, refused, "FIELDS", {.born = "QQ"}},
    {"II.B.2 d unknown is for III only", charged, jail, refused, "FIELDS", {.born = "XX"}},
    {"II.B.2 d an unlisted foreign place", charged, jail, sent, "BOOKING CONSULAR",
     {.born = "YY", .nation = ""}, "duty"},
    {"II.B.2 e no offense code with a charge", arrestee, jail, refused, "FIELDS",
     {.offense = ""}},
    {"II.B.2 e a code the table lacks", arrestee, jail, sent, "FIELDS BOOKING",
     {.offense = "9998"}},
    {"II.B.2 e three digits", arrestee, jail, refused, "FIELDS", {.offense = "540"}},
    {"II.B.2 e no charge, no code: 0399", contact, question, sent, "FIELDS CONTACT CALL_ICE",
     {.in_custody = false, .offense = ""}, "contact in 15 min"},
    {"II.B.2 an exempt record needs less", arrestee, jail, exempt, "EXEMPT",
     {.shown = known, .in_custody = {}, .offense = "", .born = "", .nation = ""}},
    {"II.B.2 but no place that is none", arrestee, jail, refused, "FIELDS",
     {.shown = known, .born = "Mexico"}},
    {"II.B.3 custody must be said", arrestee, jail, refused, "PROFILE", {.in_custody = {}}},
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_CASE(every_line_of_ii_b1_decides_as_written) {
    static_assert(std::size(rows) >= 50);
    check_decisions(rows);
}

BOOST_AUTO_TEST_CASE(a_rule_that_the_file_switches_off_is_silent) {
    bench b;
    b.order.rules.at("BASIS").enabled = false;
    b.order.rules.at("EXEMPT").enabled = false;
    b.order.rules.at("BOOKING").enabled = false;
    b.order.rules.at("CONSULAR").enabled = false;
    auto request = sound_request();
    request.evidence = known;
    const auto said = b.judge(request);
    BOOST_TEST(!said.refused());
    BOOST_TEST(!said.exempt());
    BOOST_TEST(said.rules.empty());
    request.ground = no_basis;
    BOOST_TEST(!b.judge(request).refused());
}

BOOST_AUTO_TEST_SUITE_END()
