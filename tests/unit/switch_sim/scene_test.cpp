#include "switch_sim/scene.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::switch_sim;

namespace {

std::vector<complaint> complaints_of(std::string_view text) {
    const auto read = read_scene(text);
    return read.has_error() ? read.error() : std::vector<complaint>{};
}

struct row {
    std::string_view line;
    std::string_view says;  // part of the only complaint
};

// clang-format off
constexpr row refused[]{
    {"switch", "is no rule; one of: on, at, swap"},
    {"switch off", "'switch off' is no rule"},
    {"switch on iaq", "a rule has an occasion and deeds"},
    {"switch on : ack", "a rule has an occasion and deeds"},
    {"switch on iaq :", "'' is nothing a switch does; one of: ack, nak"},
    {"switch on iaq : recipt", "'recipt' is nothing a switch does"},
    {"switch on iaq : ack ;", "'' is nothing a switch does"},
    {"switch on iaq?! : ack", "is no occasion; connect, heartbeat, any"},
    {"switch on iaq n=0 : ack", "'n=0' selects nothing"},
    {"switch on iaq n=5..2 : ack", "'n=5..2' selects nothing"},
    {"switch on iaq every=x : ack", "'every=x' selects nothing"},
    {"switch on iaq device= : ack", "'device=' selects nothing"},
    {"switch on iaq colour=red : ack", "n=3, n=2..5, every=5"},
    {"switch on iaq : ack after", "'after' needs a time; write after 2s"},
    {"switch on iaq : ack after 5", "'after' needs a time"},
    {"switch on iaq : answer after 60s..2s", "'after' needs a time"},
    {"switch on iaq : ack after 99999h", "'after' needs a time"},
    {"switch on iaq : ack key=IAR", "'key=IAR' does not go with ack; one of: after, pieces="},
    {"switch on iaq : answer key=X", "'key=X' has no good value; write key= and 2 to 6"},
    {"switch on iaq : answer split=16", "write split= and a frame's bytes, 17 to 65535"},
    {"switch on iaq : answer split", "'split' has no good value"},
    {"switch on iaq : answer twice=2", "'twice=2' takes no value; write twice"},
    {"switch on iaq : answer bad-length=odd", "short, long, huge or shown"},
    {"switch on iaq : answer text=", "words in quotation marks"},
    {"switch on iaq : answer text=\"no end", "a quotation does not end"},
    {"switch on iaq : er", "an er or sm has a number"},
    {"switch on iaq : sm number=2", "two digits"},
    {"switch on iaq : nak", "a nak has words; write nak \"TRY LATER\""},
    {"switch on iaq : down", "down has an end; write down for 10s"},
    {"switch on iaq : down for 1s..2s", "'for' needs a time; write for 2s"},
    {"switch on iaq : silent cut", "'cut' does not go with silent"},
    {"switch on connect : answer", "such a deed cannot answer such an occasion"},
    {"switch on heartbeat : ack", "such a deed cannot answer such an occasion"},
    {"switch at 5s : nak \"NO\"", "such a deed cannot answer such an occasion"},
    {"switch at noon : close", "this is no time; write switch at 5s"},
    {"switch at 5s every 0s : close", "this is no time"},
    {"switch at 5s sometimes : close", "this is no time"},
    {"switch swap", "'swap' needs a group; write switch swap 2"},
    {"switch scramble 1", "'scramble' needs a group"},
    {"switch scramble 4 for ever", "'scramble' needs a group"},
    {"switch on iaq : nak status=13", "four hexadecimal digits"},
    {"switch on iaq : answer function=00XY", "four hexadecimal digits"},
    {"switch on iaq : not-ready", "such a deed cannot answer such an occasion"},
    {"switch protocol", "no protocol; write once"},
    {"switch protocol x25", "no protocol; write once"},
    {"switch protocol foxtalk key=00112233445566778899AABBCCDDEEFF", "no protocol; write once"},
    {"switch protocol dmpp2020 key=0011", "key=HEX of 16 or 32 bytes"},
    {"switch terms window=33", "'window=33' is no term"},
    {"switch terms frame=16", "'frame=16' is no term"},
    {"switch terms version=1", "'version=1' is no term"},
    {"switch terms idle=0s", "'idle=0s' is no term"},
    {"clock 31s", "the clock only goes on; write clock + 31s"},
    {"clock + soon", "the clock only goes on"},
    {"client submit id=a", "'client' begins no line; one of: switch, client >"},
    {"kill now", "'kill' begins no line"},
    {"client >", "nobody is spoken to like this"},
    {"gateway > desk ANSWERED", "nobody is spoken to like this"},
    {"officer > submit", "nobody is spoken to like this"},
    {"client > submit id=a id=b", "id= is said twice"},
    {"switch > gateway shout id=a", "'shout' is nothing a switch does"},
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_SUITE(switch_sim_scene)

BOOST_AUTO_TEST_CASE(each_bad_line_is_refused_with_what_would_do) {
    for (const auto& r : refused) {
        BOOST_TEST_CONTEXT(r.line) {
            const auto found = complaints_of("# claim\n" + std::string(r.line) + "\n");
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(found[0].line == 2U);
            BOOST_TEST(found[0].text.find(r.says) != std::string::npos, found[0].text);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_colon_of_a_rule_may_stand_close) {
    const auto read = read_scene("switch at 5s every 1s: send text=\"A:\";close");
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST_REQUIRE(read.value().rules.at(0).effects.size() == 2U);
    BOOST_TEST(read.value().rules[0].effects[0].text == "A:");
}

BOOST_AUTO_TEST_CASE(all_complaints_come_at_once_with_file_and_line) {
    const auto found = complaints_of("switch on iaq : recipt ; anser\n\nclock - 1s\n");
    BOOST_TEST_REQUIRE(found.size() == 3U);
    BOOST_TEST(found[1].line == 1U);
    BOOST_TEST(place("a.scene", found[2]).starts_with("a.scene:3: the clock only goes on"));
}

BOOST_AUTO_TEST_CASE(a_rule_is_read_with_all_its_words) {
    const auto read = read_scene(
        "switch on iaq n=2..5 every=2 attempt=3 device=D1 ref=R1 : ack after 500ms twice ; "
        "answer after 2s..60s key=ar from=VTINS0900 split=37 txt=2 mangle-case zeros "
        "text=\"A; B\\nC # \\\"D\\\"\" # end\n");
    BOOST_TEST_REQUIRE(read.has_value());
    const auto& r = read.value().rules.at(0);
    BOOST_TEST(((r.on == occasion::heard && r.key == "IAQ" && r.first == 2 && r.last == 5)));
    BOOST_TEST(((r.every == 2 && r.attempt == 3 && r.device == "D1" && r.reference == "R1")));
    BOOST_TEST_REQUIRE(r.effects.size() == 2U);
    BOOST_TEST(((r.effects[0].after == delay{500ms, 500ms} && r.effects[0].twice)));
    const auto& a = r.effects[1];
    BOOST_TEST(((a.does == deed::answer && a.after == delay{2s, 60s} && a.key == "AR")));
    BOOST_TEST(((a.from == "VTINS0900" && a.split == 37 && a.parts == 2)));
    BOOST_TEST(((a.mangle_case && a.zeros && !a.twice)));
    BOOST_TEST(a.text == "A; B\nC # \"D\"");
}

BOOST_AUTO_TEST_CASE(what_is_heard_is_acknowledged_unless_the_rule_says_otherwise) {
    struct {
        std::string_view deeds;
        std::size_t count;
    } const rows[]{{"answer", 2}, {"silent ; answer", 2}, {"nak \"NO\"", 1}, {"ack", 1}};
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.deeds) {
            const auto read = read_scene("switch on iaq : " + std::string(r.deeds));
            BOOST_TEST_REQUIRE(read.has_value());
            BOOST_TEST(read.value().rules.at(0).effects.size() == r.count);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_script_is_kept_as_words_for_the_tests) {
    const auto read = read_scene(
        "# 2.1  The claim.\n# more\nswitch swap 3 for 2s\n"
        "client  > submit id=a name=DOE,JANE quietly\n"
        "gateway > client ANSWERED id=a late=true\nclock + 31s\n"
        "switch > gateway id=a answer split=37\nkill\n");
    BOOST_TEST_REQUIRE(read.has_value());
    const auto& s = read.value();
    BOOST_TEST(s.claim == "2.1  The claim.");
    BOOST_TEST(((s.answers.how == shuffle::kind::swap && s.answers.group == 3)));
    BOOST_TEST_REQUIRE(s.script.size() == 5U);
    BOOST_TEST(((s.script[0].actor == "client" && s.script[0].target == "gateway")));
    BOOST_TEST(s.script[0].verb == "submit");
    BOOST_TEST(s.script[0].values.at("name") == "DOE,JANE");
    BOOST_TEST(s.script[0].words.at(0) == "quietly");
    BOOST_TEST(((s.script[1].target == "client" && s.script[1].values.at("late") == "true")));
    BOOST_TEST((s.script[2].passes == 31s));
    BOOST_TEST(s.script[3].values.at("id") == "a");
    BOOST_TEST(s.script[3].verb == "answer");
    BOOST_TEST(((s.script[3].said && s.script[3].said->split == 37)));
    BOOST_TEST(s.script[4].verb == "kill");
}

BOOST_AUTO_TEST_CASE(the_program_refuses_script_lines_by_line) {
    const auto read = read_scene("switch on iaq : ack\nclock + 1s\nkill\n");
    BOOST_TEST_REQUIRE(read.has_value());
    const auto found = refuse_script(read.value());
    BOOST_TEST_REQUIRE(found.size() == 2U);
    BOOST_TEST(((found[0].line == 2 && found[1].line == 3)));
    BOOST_TEST(found[1].text.find("'kill' is a line of a test's script") == 0U);
}

BOOST_AUTO_TEST_CASE(every_scene_of_the_tests_reads_and_says_its_claim) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(IAQ_SCENES)) {
        if (entry.path().extension() != ".scene") {
            continue;
        }
        BOOST_TEST_CONTEXT(entry.path().filename().string()) {
            std::ifstream in(entry.path());
            const auto read = read_scene(std::string{std::istreambuf_iterator<char>(in), {}});
            BOOST_TEST(read.has_value(),
                       place("", read.has_error() ? read.error()[0] : complaint{}));
            BOOST_TEST(((read.has_value() && !read.value().claim.empty())));
            BOOST_TEST(((read.has_value() && !read.value().script.empty())));
        }
        ++count;
    }
    BOOST_TEST(count >= 15U);
}

BOOST_AUTO_TEST_SUITE_END()
