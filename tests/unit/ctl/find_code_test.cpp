#include "iaqctl/find_code.hpp"

#include "unit/ctl/shipped_form.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::ctl;
using ctl_test::table;

namespace {

std::string codes(std::string_view list, std::string_view words, std::size_t most = 8) {
    std::string all;
    for (const auto& found : find_codes(table(list), words, most)) {
        all += (all.empty() ? "" : " ") + found.entry->code();
    }
    return all;
}

std::string meant(std::string_view list, std::string_view words) {
    const auto* const entry = meant_by(table(list), words);
    return entry == nullptr ? "" : entry->code();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_find_code)

BOOST_AUTO_TEST_CASE(what_people_call_a_place_gives_its_code) {
    const std::vector<std::pair<std::string_view, std::string_view>> rows{
        {"mexico", "MM"},
        {"Mexico", "MM"},
        {"MÉXICO", "MM"},
        {"germany", "GE"},
        {"canada", "CD"},
        {"cuba", "CC"},
        {"united states", "US"},
        {"missouri", "MO"},
        {"jalisco", "JL"},
        {"mexico city", "DF"},
        {"russia", "RA"},
        {"vietnam", "RV"},
        {"cote d'ivoire", ""},  // in brackets behind the name: proposed, not taken
        {"ivory coast", "IY"},
        {"united kingdom", "UN"},
        // A code is a code, even where ISO has another: the name is shown beside it.
        {"UK", "UK"},
        {"mm", "MM"},
        {"EM", "EM"},
        // Two places of one name: a person chooses.
        {"georgia", ""},
        {"congo", ""},
        {"korea", ""},
        {"atlantis", ""},
        {"", ""},
        {"   ", ""},
    };
    for (const auto& [words, code] : rows) {
        BOOST_TEST_CONTEXT(words) { BOOST_TEST(meant("places", words) == code); }
    }
}

BOOST_AUTO_TEST_CASE(candidates_come_the_likeliest_first) {
    BOOST_TEST(codes("places", "mexico", 3) == "MM MX DF");
    BOOST_TEST(codes("places", "georgia", 2) == "GA GD");
    BOOST_TEST(codes("places", "korea") == "KN KO");
    BOOST_TEST(codes("places", "republic congo") == "RB ZR");
    BOOST_TEST(codes("places", "germny") == "GE");
    BOOST_TEST(codes("places", "hondurs") == "HD");
    BOOST_TEST(codes("places", "cote d'ivoire") == "IY");
    BOOST_TEST(codes("places", "") == "");
    BOOST_TEST(codes("places", "zzz") == "");
}

BOOST_AUTO_TEST_CASE(a_code_that_is_not_sent_is_found_by_its_code_alone_and_says_where_to_look) {
    BOOST_TEST(codes("places", "germany").find("EM") == std::string::npos);
    const auto* const em = meant_by(table("places"), "EM");
    BOOST_REQUIRE(em != nullptr);
    BOOST_TEST(hint_of(*em) == "EM is not sent: see GE (Germany).");
}

BOOST_AUTO_TEST_CASE(a_country_whose_states_have_codes_says_so) {
    BOOST_TEST(!hint_of(*meant_by(table("places"), "mexico")).empty());
    BOOST_TEST(!hint_of(*meant_by(table("places"), "canada")).empty());
    BOOST_TEST(hint_of(*meant_by(table("places"), "germany")).empty());
    BOOST_TEST(hint_of(*meant_by(table("places"), "jalisco")).empty());
}

BOOST_AUTO_TEST_CASE(offenses_are_found_by_words_initials_and_digits) {
    BOOST_TEST(meant("offenses", "1399") == "1399");
    BOOST_TEST(meant("offenses", "assault") == "1399");
    BOOST_TEST(codes("offenses", "dui") == "5403 5404");
    BOOST_TEST(codes("offenses", "driving alcohol") == "5404");
    BOOST_TEST(codes("offenses", "sexual assault", 1) == "1123");
}

BOOST_AUTO_TEST_CASE(choices_are_found_by_the_words_of_the_order) {
    BOOST_TEST(meant("roles", "arrested") == "ARRESTEE");
    BOOST_TEST(meant("sexes", "f") == "F");
    BOOST_TEST(meant("sexes", "male") == "M");
    BOOST_TEST(codes("roles", "contact") == "ENFORCEMENT_CONTACT");
    BOOST_TEST(codes("bases", "question") == "STATUS_IN_QUESTION");
}

BOOST_AUTO_TEST_CASE(an_entry_is_found_by_code_and_by_value) {
    BOOST_TEST(entry_of(table("sexes"), "SEX_MALE")->code() == "M");
    BOOST_TEST(entry_of(table("sexes"), "M")->value() == "SEX_MALE");
    BOOST_TEST((entry_of(table("sexes"), "") == nullptr));
    BOOST_TEST((entry_of(table("places"), "") == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
