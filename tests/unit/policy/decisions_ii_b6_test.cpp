#include "unit/policy/decision_table.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

using namespace iaq;
using namespace iaq::policy_test;

// II.B.6 and RSMo 544.472: the consulate, and the 48 hours.
BOOST_AUTO_TEST_SUITE(policy_decisions_ii_b6)

namespace {

// clang-format off
const decision rows[]{
    // The notification of consular of all foreign nationals arrested or detained: CONSULAR.
    {"II.B.6 a Mexican arrestee", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "MM", .nation = "MM"}, "duty"},
    {"II.B.6 a Mexican state is Mexico", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "JL", .nation = ""}, "duty"},
    {"II.B.6 a charged national of a listed one", charged, jail, sent, "BOOKING CONSULAR",
     {.born = "PI", .nation = "PI"}, "duty"},
    {"II.B.6 a committed one", committed, jail, sent, "BOOKING CONSULAR",
     {.born = "CD", .nation = "CD"}, "duty"},
    {"II.B.6 a contact who is held", contact, question, sent, "CONTACT CALL_ICE CONSULAR",
     {.born = "MM", .nation = "MM"}, "contact in 15 min; duty"},
    {"II.B.6 a contact who is not", contact, question, sent, "CONTACT CALL_ICE",
     {.in_custody = false, .born = "MM", .nation = "MM"}, "contact in 15 min"},
    {"II.B.6 arrested, and let go since", arrestee, jail, sent, "BOOKING CONSULAR",
     {.in_custody = false, .born = "MM", .nation = "MM"}, "duty"},
    {"II.B.6 born abroad, nationality not said", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "MM", .nation = ""}, "duty"},
    {"II.B.6 born abroad, a US national: check", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "MM", .nation = "US"}},
    {"II.B.6 born here, a foreign national", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "MO", .nation = "GE"}, "duty"},
    {"II.B.6 born here, nationality not said", arrestee, jail, sent, "BOOKING", {.nation = ""}},
    {"II.B.6 Puerto Rico is not foreign", arrestee, jail, sent, "BOOKING",
     {.born = "PR", .nation = ""}},
    {"II.B.6 nor Guam", arrestee, jail, sent, "BOOKING", {.born = "GM", .nation = ""}},
    {"II.B.6 nor the Virgin Islands", arrestee, jail, sent, "BOOKING",
     {.born = "VI", .nation = ""}},
    {"II.B.6 nor American Samoa", arrestee, jail, sent, "BOOKING", {.born = "AM", .nation = ""}},
    {"II.B.6 nor the Northern Marianas", arrestee, jail, sent, "BOOKING",
     {.born = "MK", .nation = ""}},
    {"II.B.6 the Marshall Islands are", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "MH", .nation = ""}, "duty"},
    {"II.B.6 Micronesia is", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "FS", .nation = ""}, "duty"},
    {"II.B.6 Palau is", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "PD", .nation = ""}, "duty"},
    {"II.B.6 UK is Ukraine, a listed one", arrestee, jail, sent, "BOOKING CONSULAR",
     {.born = "UK", .nation = "UK"}, "duty"},
    {"II.B.6 exempt: it does not wait for ICE", arrestee, jail, exempt, "EXEMPT CONSULAR",
     {.shown = known, .born = "MM", .nation = "MM"}, "duty"},
    {"II.B.6 registered: it does not wait", charged, jail, registered, "CONSULAR QUERY48",
     {.born = "MM", .nation = "MM", .confined_hours = 1, .register_only = true},
     "36 in 35 h; 47 in 46 h; duty"},
    // RSMo 544.472: charged and confined, status not verified from documents: QUERY48.
    {"544.472 confined an hour ago", charged, jail, sent, "BOOKING QUERY48",
     {.confined_hours = 1}, "36 in 35 h; 47 in 46 h"},
    {"544.472 an arrestee is charged by default", arrestee, jail, sent, "BOOKING QUERY48",
     {.confined_hours = 0}, "36 in 36 h; 47 in 47 h"},
    {"544.472 a committed person", committed, jail, sent, "BOOKING QUERY48",
     {.confined_hours = 10}, "36 in 26 h; 47 in 37 h"},
    {"544.472 a federal warrant is a charge", arrestee, jail, sent, "BOOKING QUERY48",
     {.charged_with = warrant, .confined_hours = 10}, "36 in 26 h; 47 in 37 h"},
    {"544.472 past the first: while it leaves", charged, jail, sent, "BOOKING QUERY48",
     {.confined_hours = 40}, "36 in 2 min; 47 in 7 h"},
    {"544.472 past both: the last alone", charged, jail, sent, "BOOKING QUERY48",
     {.confined_hours = 60}, "47 in 2 min"},
    {"544.472 confinement not said: no clock", charged, jail, sent, "BOOKING"},
    {"544.472 not in custody: no clock", charged, jail, sent, "BOOKING",
     {.in_custody = false, .confined_hours = 1}},
    {"544.472 no charge: no clock", arrestee, jail, sent, "CALL_ICE BOOKING",
     {.charged_with = no_charge, .confined_hours = 1}},
    {"544.472 confined from tomorrow", charged, jail, refused, "FIELDS", {.confined_hours = -24}},
    {"544.472 exempt by a license: it goes on", charged, jail, exempt, "EXEMPT QUERY48",
     {.shown = id_card, .document = paper::missouri, .confined_hours = 1},
     "36 in 35 h; 47 in 46 h"},
    {"544.472 exempt, past the first: at once", charged, jail, exempt, "EXEMPT QUERY48",
     {.shown = id_card, .document = paper::missouri, .confined_hours = 40},
     "36 at once; 47 in 7 h"},
    {"544.472 exempt as known: no document", charged, jail, exempt, "EXEMPT QUERY48",
     {.shown = known, .confined_hours = 1}, "36 in 35 h; 47 in 46 h"},
    {"544.472 a passport verifies", charged, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::passport, .confined_hours = 1}},
    {"544.472 a green card verifies", charged, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::green_card, .confined_hours = 1}},
    {"544.472 written with marks", charged, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::marked_kind, .confined_hours = 1}},
    {"544.472 an expired passport does not", charged, jail, sent, "EXEMPT BOOKING QUERY48",
     {.shown = id_card, .document = paper::expired_passport, .confined_hours = 1},
     "36 in 35 h; 47 in 46 h"},
    {"544.472 not said that it was shown", charged, jail, sent, "EXEMPT BOOKING QUERY48",
     {.shown = not_said, .document = paper::passport, .confined_hours = 1},
     "36 in 35 h; 47 in 46 h"},
    {"544.472 a state's birth certificate does", charged, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::birth_certificate, .confined_hours = 1}},
    {"544.472 issued by the wrong one", charged, jail, sent, "EXEMPT BOOKING QUERY48",
     {.shown = id_card, .document = paper::federal_birth_certificate, .confined_hours = 1},
     "36 in 35 h; 47 in 46 h"},
    {"544.472 a foreign passport does not", charged, jail, sent, "EXEMPT BOOKING QUERY48",
     {.shown = id_card, .document = paper::mexican, .confined_hours = 1},
     "36 in 35 h; 47 in 46 h"},
    {"544.472 verified, sent all the same", charged, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::passport, .override = true, .confined_hours = 1}},
    // register_only: ORI, people and confinement only.
    {"544.472 registered, nothing else known", charged, no_basis, registered, "QUERY48",
     {.confined_hours = 1, .register_only = true, .nothing_else_known = true},
     "36 in 35 h; 47 in 46 h"},
    {"544.472 registered, an arrestee", arrestee, jail, registered, "QUERY48",
     {.confined_hours = 0, .register_only = true}, "36 in 36 h; 47 in 47 h"},
    {"544.472 registered late: at once", charged, jail, registered, "QUERY48",
     {.confined_hours = 40, .register_only = true}, "36 at once; 47 in 7 h"},
    {"544.472 registered after both: the last", charged, jail, registered, "QUERY48",
     {.confined_hours = 90, .register_only = true}, "47 at once"},
    {"544.472 registered without confinement", charged, jail, refused, "QUERY48",
     {.register_only = true}},
    {"544.472 a contact is not confined", contact, question, refused, "QUERY48",
     {.confined_hours = 1, .register_only = true}},
    {"544.472 registered without a charge", arrestee, jail, refused, "QUERY48",
     {.charged_with = no_charge, .confined_hours = 1, .register_only = true}},
    {"544.472 registered, and not in custody", charged, jail, refused, "QUERY48",
     {.in_custody = false, .confined_hours = 1, .register_only = true}},
    {"544.472 registered, the role must be said", unsaid, jail, refused, "ROLE",
     {.confined_hours = 1, .register_only = true}},
    {"544.472 what is said must be sound", charged, jail, refused, "FIELDS",
     {.born = "QQ", .confined_hours = 1, .register_only = true}},
    {"544.472 registered, also a victim", charged, jail, registered, "ROLE QUERY48",
     {.also_victim = true, .confined_hours = 1, .register_only = true},
     "36 in 35 h; 47 in 46 h; supervisors"},
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_CASE(every_line_of_ii_b6_decides_as_written) {
    static_assert(std::size(rows) >= 55);
    check_decisions(rows);
}

BOOST_AUTO_TEST_SUITE_END()
