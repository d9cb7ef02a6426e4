#include "base/text.hpp"
#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace iaq;
using namespace iaq::tests;

// daemon/docs/order.md: each sentence of the order has its row, each test it names is there.
BOOST_AUTO_TEST_SUITE(policy_order_map)

namespace {

// How each sentence of Special Order SO0801 begins, in its order.
constexpr std::string_view sentences[]{
    "The intent of this policy is to establish guidelines",
    "RSMo 67.307 (3), states that all commissioned members",
    "This shall include any and all reports",
    "To encourage crime reporting",
    "While it may often be necessary",
    "Commissioned members will verify",
    "Verification will be accomplished",
    "Members will contact the Communications Center",
    "The following information is required",
    "If possible Mother's Maiden name",
    "Personnel at the communications center will submit",
    "A response from ICE normally is returned",
    "While members are encouraged",
    "A proper Missouri criminal charge or ordinance violation",
    "A federal warrant exists",
    "The member has contacted ICE during the enforcement contact",
    "Enforcement contacts should not be extended solely to verify",
    "Members currently do not have the authority",
    "Members coming into contact with individuals",
    "In the event ICE cannot be contacted immediately",
    "Individuals facing city/state charges",
    "Members must comply",
    "Under certain circumstances, federal law allows",
    "Qualifying crimes include",
    "Federal law allows",
    "Any request for assistance",
    "The Detective Division will work with",
    "Any decision to complete, or not complete"};

const std::string& map() {
    static const auto text = source_file("daemon/docs/order.md");
    return text;
}

/// The pieces of the text that stand between back-ticks.
std::vector<std::string> quoted_words(const std::string& text) {
    std::vector<std::string> words;
    for (auto at = text.find('`'); at != std::string::npos;) {
        const auto end = text.find('`', at + 1);
        if (end == std::string::npos) {
            break;
        }
        words.push_back(text.substr(at + 1, end - at - 1));
        at = text.find('`', end + 1);
    }
    return words;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_sentence_of_the_order_has_a_row_that_says_what_became_of_it) {
    for (const auto sentence : sentences) {
        BOOST_TEST_CONTEXT(sentence) {
            const auto at = map().find('"' + std::string{sentence});
            BOOST_REQUIRE(at != std::string::npos);
            const auto line = std::string_view{map()}.substr(at, map().find('\n', at) - at);
            const auto cells = text::split(line, '|');
            BOOST_REQUIRE(cells.size() >= 3U);
            const bool is_rule = std::ranges::any_of(shipped_order().rules, [&](const auto& rule) {
                return cells[1].find(rule.first) != std::string_view::npos;
            });
            const bool is_field = cells[1].find("charge_status") != std::string_view::npos;
            BOOST_TEST((is_rule || is_field || cells[1].find("binds people") != cells[1].npos));
        }
    }
}

BOOST_AUTO_TEST_CASE(each_test_that_it_names_is_there) {
    std::set<std::string> files;
    std::string cases;
    for (const auto& word : quoted_words(map())) {
        if (word.ends_with("_test.cpp") && files.insert(word).second) {
            const auto text = source_file("tests/unit/policy/" + word);
            BOOST_TEST(!text.empty(), word << " is not there");
            cases += text;
        }
    }
    BOOST_TEST(files.size() > 10U);
    std::size_t named = 0;
    for (const auto& word : quoted_words(map())) {
        if (word.find("_...") != std::string::npos || std::ranges::count(word, '_') >= 5) {
            for (const auto part : text::split(word, '.')) {
                BOOST_TEST((part.empty() || cases.find(part) != std::string::npos),
                           word << " is no test");
            }
            ++named;
        }
    }
    BOOST_TEST(named > 20U);
}

BOOST_AUTO_TEST_CASE(each_switch_that_it_names_is_in_the_shipped_file) {
    const auto file = source_file("config/policy/so0801.toml");
    for (const std::string_view name :
         {"role_memory", "undated_documents", "document_day_end", "firearms_allowed",
          "contact_default", "immigration_offenses", "consular_birthplace", "seen_within",
          "asked_memory", "query_first", "query_last", "words_min", "not_alone"}) {
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST(map().find('`' + std::string{name} + '`') != std::string::npos);
            BOOST_TEST(file.find('\n' + std::string{name} + " = ") != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
