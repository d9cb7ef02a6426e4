#include "unit/settings/bad_file.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <vector>

namespace {

using namespace iaq::settings;
using namespace iaq::settings_test;

constexpr std::string_view good = R"(name = "O"
title = "Order"

[agency_defaults]
purpose = "C"

[switches]
role_memory = "72h"

[refusal]
"ROLE.unset" = "Say the role."

[next_step]
SENT = "Nobody."

[rule.ROLE]
citation = "O 1"
short = "Short."

[rule.FIELDS]
citation = "O 1"
short = "Short."

[rule.PARENTS]
citation = "O 1"
short = "Short."

[rule.PEOPLE]
citation = "O 1"
short = "Short."

[rule.PROFILE]
citation = "O 1"
short = "Short."

[rule.BASIS]
citation = "O 1"
short = "Short."

[rule.EXEMPT]
citation = "O 1"
short = "Short."

[rule.DETAIN]
citation = "O 1"
short = "Short."

[rule.BOOKING]
citation = "O 1"
short = "Short."

[rule.HOUR]
citation = "O 1"
short = "Short."
)";

const std::vector<bad_file> rows{
    {"no name", "name = \"O\"\n", "", {"1:1: the file lacks name: name = \"SO0801\""}},
    {"a near miss of a key",
     "title",
     "titel",
     {"2:1: unknown key titel in the file; did you mean title?"}},
    {"an unknown purpose", "\"C\"", "\"X\"", {"5:11: purpose must be \"C\" or \"F\", not \"X\""}},
    {"firearms without the switch",
     "\"C\"",
     "\"F\"",
     {"5:11: purpose F needs firearms_allowed = true under [switches]; or use \"C\""}},
    {"an offence code of three",
     "purpose = \"C\"",
     "offense_code = \"399\"",
     {"5:16: offense_code must be four digits, or nothing, not \"399\""}},
    {"a switch nobody knows",
     "role_memory = \"72h\"",
     "strict = true",
     {"8:1: unknown key strict in [switches]; known are firearms_allowed, contact_default, "
      "role_memory, asked_memory, key_memory, age_years_max"}},
    {"a memory without unit",
     "\"72h\"",
     "\"72\"",
     {"8:15: role_memory must be a duration with its unit, in quotes: \"72h\" (ms, s, m, h, d, "
      "y)"}},
    {"a memory below its bound",
     "\"72h\"",
     "\"1m\"",
     {"8:15: role_memory must be 1h to 1y, not 1m"}},
    {"an age that is no number",
     "role_memory = \"72h\"",
     "age_years_max = \"120\"",
     {"8:17: age_years_max must be a whole number, 100 to 150"}},
    {"a rule nobody knows",
     "[rule.HOUR]",
     "[rule.HOURS]",
     {"1:1: no [rule.HOUR]; write it, enabled = false puts it out of force",
      "52:7: unknown table HOURS in [rule]; did you mean HOUR?"}},
    {"a rule that is a text",
     "[rule.HOUR]\ncitation = \"O 1\"\nshort = \"Short.\"\n",
     "[rule]\nHOUR = \"x\"\n",
     {"1:1: no [rule.HOUR]; write it, enabled = false puts it out of force",
      "53:1: unknown key HOUR in [rule]; did you mean HOUR?"}},
    {"a rule without citation",
     "[rule.HOUR]\ncitation = \"O 1\"\n",
     "[rule.HOUR]\n",
     {"52:7: [rule.HOUR] lacks citation: citation = \"SO0801 II.A.1\""}},
    {"a rule with a long short",
     "[rule.HOUR]\ncitation = \"O 1\"\nshort = \"Short.\"",
     "[rule.HOUR]\ncitation = \"O 1\"\nshort = "
     "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
     {"54:9: short must be 1 to 60 characters, not 61"}},
    {"a rule with a key nobody knows",
     "[rule.HOUR]\n",
     "[rule.HOUR]\ntext = \"x\"\n",
     {"53:1: unknown key text in [rule.HOUR]; known are citation, enabled, short, sentence, ours"}},
    {"enabled in quotes",
     "[rule.HOUR]\n",
     "[rule.HOUR]\nenabled = \"no\"\n",
     {"53:11: enabled must be true or false, without quotes"}},
    {"a refusal without case",
     "\"ROLE.unset\"",
     "ROLE",
     {"11:1: a refusal is named \"RULE.case\", in quotes: a known rule, then a-z, 0-9 and _"}},
    {"a refusal of an unknown rule",
     "\"ROLE.unset\"",
     "\"ROLES.unset\"",
     {"11:1: a refusal is named \"RULE.case\", in quotes: a known rule, then a-z, 0-9 and _"}},
    {"a refusal without quotes",
     "\"ROLE.unset\"",
     "ROLE.unset",
     {"11:1: a refusal is named \"RULE.case\", in quotes: a known rule, then a-z, 0-9 and _"}},
    {"an empty refusal",
     "\"Say the role.\"",
     "\"\"",
     {"11:16: ROLE.unset must be 1 to 4000 characters, not 0"}},
    {"a long short of a refusal",
     "\"ROLE.unset\" = \"Say the role.\"",
     "\"ROLE.unset.short\" = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
     {"11:22: ROLE.unset.short must be 1 to 60 characters, not 61"}},
    {"a next step of an unknown kind",
     "SENT =",
     "SEND =",
     {"14:1: unknown key SEND in [next_step]; did you mean SENT?"}},
    {"a next step that is a number",
     "SENT = \"Nobody.\"",
     "SENT = 1",
     {"14:8: SENT must be a text in quotes: text without control characters"}},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_order_complaints)

BOOST_AUTO_TEST_CASE(the_file_the_bad_ones_are_made_from_is_good) {
    BOOST_TEST(complaints_of(parse_order, good).empty());
}

BOOST_AUTO_TEST_CASE(each_bad_order_is_refused_with_its_place_and_what_would_do) {
    check_all(parse_order, good, rows);
}

BOOST_AUTO_TEST_SUITE_END()
