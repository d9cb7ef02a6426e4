#include "unit/settings/bad_file.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <vector>

namespace {

using namespace iaq;
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

[rule.EQUAL]
citation = "O 1"
short = "Short."

[rule.NO_AUTHORITY]
citation = "O 1"
short = "Short."

[rule.CONTACT]
citation = "O 1"
short = "Short."

[rule.CALL_ICE]
citation = "O 1"
short = "Short."

[rule.CONSULAR]
citation = "O 1"
short = "Short."

[rule.QUERY48]
citation = "O 1"
short = "Short."

[rule.ALREADY_ASKED]
citation = "O 1"
short = "Short."

[question]
not_alone = ["ACCENT"]

[reason]
IDENTITY = "no identification"

[documents]
federal = ["PASSPORT"]
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
      "role_memory, asked_memory, key_memory, age_years_max, seen_within, query_first, query_last, "
      "query_within, document_day_end, undated_documents, consular_birthplace, "
      "immigration_offenses"}},
    {"reminders that do not follow one another",
     "role_memory = \"72h\"",
     "query_last = \"36h\"",
     {"8:14: query_first, query_last and query_within must follow one another in time"}},
    {"less time for a reader than anybody needs",
     "role_memory = \"72h\"",
     "seen_within = \"59s\"",
     {"8:15: seen_within must be 1m to 1d, not 59s"}},
    {"a reader who is waited for more than a day",
     "role_memory = \"72h\"",
     "seen_within = \"25h\"",
     {"8:15: seen_within must be 1m to 1d, not 25h"}},
    {"an offense that is no beginning of a code",
     "role_memory = \"72h\"",
     "immigration_offenses = [\"03x\"]",
     {"8:25: immigration_offenses must each be 1 to 4 digits, not \"03x\""}},
    {"a reason that the order rules out",
     "IDENTITY =",
     "RACE =",
     {"88:1: RACE is no reason to ask (rule EQUAL); name a fact that anybody could be met with"}},
    {"a reason that the file itself says is none",
     "IDENTITY =",
     "ACCENT =",
     {"88:1: ACCENT is no reason to ask (rule EQUAL); name a fact that anybody could be met "
      "with"}},
    {"a reason in small letters",
     "IDENTITY =",
     "identity =",
     {"88:1: code must be 3 to 16 of A-Z, not \"identity\""}},
    {"a reason without meaning",
     "\"no identification\"",
     "\"\"",
     {"88:12: IDENTITY must be 1 to 80 characters, not 0"}},
    {"no reason to choose from",
     "[reason]\nIDENTITY = \"no identification\"\n",
     "",
     {"1:1: [rule.EQUAL] needs reasons to choose from; write [reason] with CODE = \"meaning\" "
      "lines"}},
    {"a word that is two",
     "\"ACCENT\"",
     "\"AN ACCENT\"",
     {"85:14: not_alone must each be 1 to 24 of A-Z, not \"AN ACCENT\""}},
    {"a document in small letters",
     "\"PASSPORT\"",
     "\"passport\"",
     {"91:12: federal must each be words of A-Z and 0-9, one blank between them, not "
      "\"passport\""}},
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
    {"a next step of an unknown case",
     "SENT =",
     "\"SENT.soon\" =",
     {"14:1: a next step of a case is named \"KIND.case\"; cases are classified, contact, "
      "released, "
      "unseen_desk, unseen_supervisor"}},
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

BOOST_AUTO_TEST_CASE(a_rule_out_of_force_needs_no_list) {
    std::string text{good};
    const std::string_view reasons = "[reason]\nIDENTITY = \"no identification\"\n";
    text.erase(text.find(reasons), reasons.size());
    const std::string_view equal = "[rule.EQUAL]\n";
    text.insert(text.find(equal) + equal.size(), "enabled = false\n");
    BOOST_TEST(complaints_of(parse_order, text).empty());
}

BOOST_AUTO_TEST_CASE(what_the_file_lists_is_read_in_its_order) {
    const auto read = parse_order(std::string{good} + "state = [\"BIRTH CERTIFICATE\"]\n", "f");
    BOOST_TEST_REQUIRE(read.has_value());
    const auto& order = read.value();
    BOOST_TEST_REQUIRE(order.reasons.size() == 1U);
    BOOST_TEST(order.reasons[0].code == "IDENTITY");
    BOOST_TEST(order.reasons[0].meaning == "no identification");
    BOOST_TEST(order.not_alone == std::vector<std::string>{"ACCENT"});
    BOOST_TEST(order.verifying.federal == std::vector<std::string>{"PASSPORT"});
    BOOST_TEST(order.verifying.state == std::vector<std::string>{"BIRTH CERTIFICATE"});
    BOOST_TEST(order.immigration_offenses == std::vector<std::string>{"03"});
    BOOST_TEST((order.query_first == 36h && order.query_last == 47h && order.query_within == 48h));
    BOOST_TEST((order.seen_within == 10min));
    BOOST_TEST(order.consular_birthplace);
}

BOOST_AUTO_TEST_CASE(each_bad_order_is_refused_with_its_place_and_what_would_do) {
    check_all(parse_order, good, rows);
}

BOOST_AUTO_TEST_SUITE_END()
