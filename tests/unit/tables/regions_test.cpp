#include "tables/regions.hpp"

#include "tables/code_tables.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

using namespace iaq;

namespace {

/// Code and category of each shipped place.
std::map<std::string, std::string> shipped_places() {
    std::ifstream file{std::string{IAQ_SOURCE_DIR} + "/config/tables/places.tsv"};
    std::map<std::string, std::string> places;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream cells{line};
        std::string code;
        std::string description;
        std::string category;
        std::getline(cells, code, '\t');
        std::getline(cells, description, '\t');
        std::getline(cells, category, '\t');
        places[code] = category;
    }
    return places;
}

std::string region(const std::string& code) {
    return tables::region_names()[tables::region_of(code)];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tables_regions)

BOOST_AUTO_TEST_CASE(states_and_provinces_are_with_their_country) {
    for (const auto& [code, category] : shipped_places()) {
        BOOST_TEST_CONTEXT(code) {
            if (category == "us_state") {
                BOOST_TEST(region(code) == "United States and its territories");
            } else if (category == "mexico_state") {
                BOOST_TEST(region(code) == "Mexico");
            } else if (category == "canada_province") {
                BOOST_TEST(region(code) == "Canada");
            }
        }
    }
    BOOST_TEST(region("MM") == "Mexico");
    BOOST_TEST(region("CD") == "Canada");
    BOOST_TEST(region("PR") == "United States and its territories");
    BOOST_TEST(region("MH") == "Oceania");
    BOOST_TEST(region("GT") == "Central America and the Caribbean");
    BOOST_TEST(region("UK") == "Europe");  // Ukraine
    BOOST_TEST(region("BZ") == "South America");
}

BOOST_AUTO_TEST_CASE(few_places_are_in_no_region_and_what_is_no_code_is_with_them) {
    std::size_t elsewhere = 0;
    for (const auto& [code, category] : shipped_places()) {
        elsewhere += region(code) == "elsewhere, or not listed" ? 1U : 0U;
    }
    BOOST_TEST(elsewhere == 8U);
    for (const auto* const none : {"", "ZZZ", "A", "K A", " K", "YY"}) {
        BOOST_TEST(region(none) == "elsewhere, or not listed");
    }
}

BOOST_AUTO_TEST_SUITE_END()
