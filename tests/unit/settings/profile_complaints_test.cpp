#include "unit/settings/bad_file.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <vector>

namespace {

using namespace iaq::settings;
using namespace iaq::settings_test;

constexpr std::string_view good = R"(name = "p"
query_key = "IAQ"
answer_key = "IAR"
destination = "AX"
answer_oris = ["VTICE0900"]
status_oris = ["NL0000000"]
reference_alphabet = "ABCDEFGHJK"

[retry]
wait_first = "5s"

[clocks]
overdue_after = "1h"

[[field]]
name = "purpose"
tag = "PUR"
size_max = 1

[[field]]
name = "name"
tag = "NAM"
size_max = 30

[[field]]
name = "date_of_birth"
tag = "DOB"
size_max = 8

[[field]]
name = "sex"
tag = "SEX"
size_max = 1

[[field]]
name = "place_of_birth"
tag = "POB"
size_max = 2

[[field]]
name = "offense_code"
tag = "OFF"
size_max = 4
)";

const std::vector<bad_file> rows{
    {"a near miss of a key",
     "query_key",
     "query_keys",
     {"1:1: the file lacks query_key: query_key = \"IAQ\"",
      "2:1: unknown key query_keys in the file; did you mean query_key?"}},
    {"no trusted answer ORI",
     "[\"VTICE0900\"]",
     "[]",
     {"5:15: answer_oris must hold 1 to 32 of them, not 0"}},
    {"a key in small letters",
     "\"IAR\"",
     "\"iar\"",
     {"3:14: answer_key must be a message key: 2 to 6 of A-Z and 0-9, not \"iar\""}},
    {"a destination with its period",
     "\"AX\"",
     "\"AX.\"",
     {"4:15: destination must be 2 to 9 of A-Z and 0-9, not \"AX.\""}},
    {"an alphabet too small",
     "\"ABCDEFGHJK\"",
     "\"ABCDEFGH\"",
     {"7:22: reference_alphabet must be 10 to 36 different characters of A-Z and 0-9, not "
      "\"ABCDEFGH\""}},
    {"an alphabet with a repeat",
     "\"ABCDEFGHJK\"",
     "\"ABCDEFGHJJ\"",
     {"7:22: reference_alphabet must be 10 to 36 different characters of A-Z and 0-9, not "
      "\"ABCDEFGHJJ\""}},
    {"a reference too short",
     "[retry]",
     "reference_length = 4\n\n[retry]",
     {"9:20: reference_length must be a whole number, 8 to 10"}},
    {"a date form of ours",
     "[retry]",
     "date_form = \"iso\"\n\n[retry]",
     {"9:13: date_form must be \"ccyymmdd\" or \"mmddyy\", not \"iso\""}},
    {"a user id with a dot",
     "[retry]",
     "user_id = \"A.B\"\n\n[retry]",
     {"9:11: user_id must be A-Z and 0-9, or nothing, not \"A.B\""}},
    {"waits the wrong way round",
     "wait_first = \"5s\"",
     "wait_first = \"6s\"\nwait_max = \"5s\"",
     {"11:12: wait_max is less than wait_first; raise it"}},
    {"a wait for a resend that cannot grow",
     "wait_first = \"5s\"",
     "resend_not_forwarded = 1\nresend_wait = \"6m\"",
     {"9:2: wait_max is less than resend_wait; raise it"}},
    {"more resends than anybody wants",
     "wait_first = \"5s\"",
     "resend_not_forwarded = 21",
     {"10:24: resend_not_forwarded must be a whole number, 0 to 20"}},
    {"a count that nobody prints",
     "[retry]",
     "[replies]\nsend_count = \"both\"\n\n[retry]",
     {"10:14: send_count must be one of \"none\", \"received\", \"sent\", not \"both\""}},
    {"no attempts",
     "wait_first = \"5s\"",
     "attempts_max = 0",
     {"10:16: attempts_max must be a whole number, 1 to 100"}},
    {"a NAK pattern that fits all",
     "wait_first = \"5s\"",
     "nak_temporary = [\"A\"]",
     {"10:18: nak_temporary must each be words of at least 4 characters, not \"A\""}},
    {"a receipt key that is a list of numbers",
     "[retry]",
     "[receipt]\nkeys = [1]\n\n[retry]",
     {"10:9: keys must each be a message key: 2 to 6 of A-Z and 0-9"}},
    {"a clock without unit",
     "\"1h\"",
     "3600",
     {"13:17: overdue_after must be a duration with its unit, in quotes: \"1h\" (ms, s, m, h, d, "
      "y)"}},
    {"a field nobody knows",
     "name = \"sex\"",
     "name = \"race\"",
     {"1:1: no [[field]] sends sex; an IAQ cannot do without: give it a tag",
      "31:8: name must be one of \"purpose\", \"attention\", \"phone\", \"name\", "
      "\"date_of_birth\", \"sex\", \"place_of_birth\", \"in_custody\", \"offense_code\", "
      "\"reason\", \"alien_number\", \"fbi_number\", \"state_id\", \"operator_license\", "
      "\"mothers_maiden_name\", \"fathers_last_name\", \"remarks\", not \"race\""}},
    {"a field twice",
     "name = \"sex\"",
     "name = \"name\"",
     {"1:1: no [[field]] sends sex; an IAQ cannot do without: give it a tag",
      "1:1: name_size_max is more than the field name takes, 1",
      "31:8: name name stands in line 21 already"}},
    {"a tag twice", "tag = \"SEX\"", "tag = \"POB\"", {"37:7: tag POB stands in line 32 already"}},
    {"a tag with a delimiter",
     "tag = \"SEX\"",
     "tag = \"SEX/\"",
     {"1:1: no [[field]] sends sex; an IAQ cannot do without: give it a tag",
      "32:7: tag must be at most 8 of A-Z, or nothing, not \"SEX/\""}},
    {"a field without size",
     "tag = \"SEX\"\nsize_max = 1",
     "tag = \"SEX\"",
     {"30:1: [[field]] lacks size_max: size_max = 30"}},
    {"an indispensable field without tag",
     "tag = \"SEX\"\n",
     "",
     {"1:1: no [[field]] sends sex; an IAQ cannot do without: give it a tag"}},
    {"a required field that goes nowhere",
     "[[field]]\nname = \"purpose\"",
     "[[field]]\nname = \"reason\"\nsize_max = 9\nrequired = true\n\n[[field]]\nname = \"purpose\"",
     {"15:1: reason is required and goes nowhere; give it a tag, or in_remarks = true"}},
    {"remarks wanted and not there",
     "[[field]]\nname = \"purpose\"",
     "[[field]]\nname = \"reason\"\nsize_max = 9\nin_remarks = true\n\n[[field]]\nname = "
     "\"purpose\"",
     {"18:14: there is no field remarks with a tag to carry it; add one"}},
    {"a tag and in_remarks",
     "tag = \"SEX\"",
     "tag = \"SEX\"\nin_remarks = true",
     {"33:14: sex has a tag of its own; in_remarks is for fields without",
      "33:14: there is no field remarks with a tag to carry it; add one"}},
    {"remarks within remarks",
     "[[field]]\nname = \"purpose\"",
     "[[field]]\nname = \"remarks\"\nsize_max = 9\nin_remarks = true\n\n[[field]]\nname = "
     "\"purpose\"",
     {"18:14: remarks cannot be carried in itself; give it a tag",
      "18:14: there is no field remarks with a tag to carry it; add one"}},
    {"a name longer than its field",
     "tag = \"NAM\"\nsize_max = 30",
     "tag = \"NAM\"\nsize_max = 20",
     {"1:1: name_size_max is more than the field name takes, 20"}},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_profile_complaints)

BOOST_AUTO_TEST_CASE(the_file_the_bad_ones_are_made_from_is_good) {
    BOOST_TEST(complaints_of(parse_profile, good).empty());
}

BOOST_AUTO_TEST_CASE(each_bad_profile_is_refused_with_its_place_and_what_would_do) {
    check_all(parse_profile, good, rows);
}

BOOST_AUTO_TEST_SUITE_END()
