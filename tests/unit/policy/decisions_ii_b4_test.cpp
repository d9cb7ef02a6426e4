#include "unit/policy/decision_table.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

using namespace iaq;
using namespace iaq::policy_test;

// II.B.4 and II.B.5: status in question, the contact, charges, authority.
BOOST_AUTO_TEST_SUITE(policy_decisions_ii_b4)

namespace {

// clang-format off
const decision rows[]{
    // II.B.4: encouraged where the status is in question; never exempt.
    {"II.B.4 a contact", contact, question, sent, "CONTACT CALL_ICE",
     {.in_custody = false}, "contact in 15 min"},
    {"II.B.4 a contact, evidence not said", contact, question, sent, "CONTACT CALL_ICE",
     {.shown = not_said, .in_custody = false}, "contact in 15 min"},
    {"II.B.4 a known contact is not exempt", contact, question, sent, "CONTACT CALL_ICE",
     {.shown = known, .in_custody = false}, "contact in 15 min"},
    {"II.B.4 a contact with a card", contact, question, sent, "CONTACT CALL_ICE",
     {.shown = id_card, .document = paper::federal, .in_custody = false}, "contact in 15 min"},
    {"II.B.4 a contact with an expired card", contact, question, sent, "CONTACT CALL_ICE",
     {.shown = id_card, .document = paper::expired, .in_custody = false}, "contact in 15 min"},
    {"II.B.4 a known arrestee is not exempt", arrestee, question, sent, "BOOKING",
     {.shown = known}},
    {"II.B.4 a charged person with a license", charged, question, sent, "BOOKING",
     {.shown = id_card, .document = paper::missouri}},
    {"II.B.4 a committed person", committed, question, sent, "BOOKING"},
    {"II.B.4 a contact, no ground", contact, no_basis, refused, "BASIS"},
    {"II.B.4.a a contact with a charge", contact, question, sent, "", {.charged_with = state}},
    {"II.B.4.b a contact with a warrant", contact, question, sent, "", {.charged_with = warrant}},
    {"II.B.4 a contact, no charge said", contact, question, sent, "CONTACT CALL_ICE",
     {.charged_with = no_charge, .in_custody = false}, "contact in 15 min"},
    {"II.B.4 a question in jail, no ground", committed, no_basis, refused, "BASIS"},
    {"II.B.4.a a contact with a charge: no clock", contact, question, sent, "",
     {.charged_with = state, .in_custody = false, .contact_minutes = 20}},
    {"II.B.4.b a warrant for immigration", contact, question, sent, "",
     {.charged_with = warrant, .offense = "0301"}},
    {"II.B.4.b the same, arrested", arrestee, question, sent, "BOOKING",
     {.charged_with = warrant, .offense = "0301"}},
    {"II.B.4 status answers no charge", arrestee, question, sent, "CALL_ICE BOOKING",
     {.charged_with = no_charge}},
    // II.B.5: those who face charges are processed normally.
    {"II.B.5 an arrestee with a city charge", arrestee, jail, sent, "BOOKING",
     {.charged_with = state}},
    {"II.B.5 an arrestee with a warrant", arrestee, jail, sent, "BOOKING",
     {.charged_with = warrant}},
    {"II.B.5 an arrestee, no charge yet", arrestee, jail, sent, "CALL_ICE BOOKING",
     {.charged_with = no_charge}},
    {"II.B.5 an arrestee already released", arrestee, jail, sent, "BOOKING",
     {.charged_with = state, .in_custody = false}},
    {"II.B.5 a charged person with a warrant", charged, jail, sent, "BOOKING",
     {.charged_with = warrant}},
    {"II.B.5 a committed person, city charge", committed, jail, sent, "BOOKING",
     {.charged_with = state}},
    {"II.B.5 a committed person, no charge", committed, jail, sent, "BOOKING",
     {.charged_with = no_charge}},
    {"II.B.5 charged without a charge", charged, jail, refused, "FIELDS",
     {.charged_with = no_charge}},
    {"II.B.5 a contact in custody", contact, question, sent, "CONTACT CALL_ICE",
     {.charged_with = no_charge}, "contact in 15 min"},
    // Enforcement contacts should not be extended solely to verify: CONTACT.
    {"II.B.5 a contact of 40 minutes", contact, question, sent, "CALL_ICE",
     {.in_custody = false, .contact_minutes = 40}, "contact in 40 min"},
    {"II.B.5 a contact of one minute", contact, question, sent, "CALL_ICE",
     {.in_custody = false, .contact_minutes = 1}, "contact in 1 min"},
    {"II.B.5 an end that has passed", contact, question, sent, "CONTACT CALL_ICE",
     {.in_custody = false, .contact_minutes = -1}, "contact at once"},
    {"II.B.5 no end said: the agency's default", contact, question, sent, "CONTACT CALL_ICE",
     {.in_custody = false}, "contact in 15 min"},
    {"II.B.5 an arrestee has no contact clock", arrestee, jail, sent, "BOOKING",
     {.contact_minutes = 10}},
    {"II.B.5 ICE cannot be reached: the line", contact, question, sent, "CONTACT CALL_ICE",
     {.in_custody = false, .contact_minutes = 40, .line_is_out = true}, "contact in 40 min"},
    {"II.B.5 the line is no matter in jail", arrestee, jail, sent, "BOOKING",
     {.line_is_out = true}},
    {"II.B.5 nor for a contact with a charge", contact, question, sent, "",
     {.charged_with = state, .line_is_out = true}},
    // No authority related to simply being in this country or illegal entry: NO_AUTHORITY.
    {"II.B.5 arrested for illegal entry", arrestee, jail, sent, "NO_AUTHORITY BOOKING",
     {.offense = "0301"}, "supervisors"},
    {"II.B.5 charged with it", charged, jail, sent, "NO_AUTHORITY BOOKING",
     {.offense = "0301"}, "supervisors"},
    {"II.B.5 committed for it", committed, jail, sent, "NO_AUTHORITY BOOKING",
     {.offense = "0399"}, "supervisors"},
    {"II.B.5 a contact charged with it", contact, question, sent, "NO_AUTHORITY",
     {.charged_with = state, .in_custody = false, .offense = "0301"}, "supervisors"},
    {"II.B.5 a contact without: no charge at all", contact, question, sent, "CONTACT CALL_ICE",
     {.in_custody = false, .offense = "0399"}, "contact in 15 min"},
    {"II.B.5 an arrest without any charge", arrestee, jail, sent,
     "FIELDS NO_AUTHORITY CALL_ICE BOOKING",
     {.charged_with = no_charge, .offense = ""}, "supervisors"},
    {"II.B.5 a warrant is authority", charged, jail, sent, "BOOKING",
     {.charged_with = warrant, .offense = "0301"}},
    {"II.B.5 another offense", charged, jail, sent, "BOOKING", {.offense = "1313"}},
    {"II.B.5 exempt, and arrested for entry", arrestee, jail, exempt, "EXEMPT NO_AUTHORITY",
     {.shown = known, .offense = "0301"}, "supervisors"},
    // No other city/state charges: immediately initiate contact with ICE: CALL_ICE.
    {"II.B.5 a committed person: no call", committed, jail, sent, "BOOKING",
     {.charged_with = no_charge}},
    {"II.B.5 exempt: nothing to ask ICE", arrestee, jail, exempt, "EXEMPT",
     {.shown = known, .charged_with = no_charge}},
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_CASE(every_line_of_ii_b4_decides_as_written) {
    static_assert(std::size(rows) >= 45);
    check_decisions(rows);
}

BOOST_AUTO_TEST_SUITE_END()
