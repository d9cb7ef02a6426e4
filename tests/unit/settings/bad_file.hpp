#pragma once

#include "settings/settings.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Tables of bad files: a good one with one passage changed, and every complaint it must give.
namespace iaq::settings_test {

struct bad_file {
    std::string_view name;
    std::string_view passage, instead;    // the first such passage of the good file is changed
    std::vector<std::string> complaints;  // all of them, `line:column: text`, in order of place
};

template <class Parse>
std::vector<std::string> complaints_of(Parse parse, std::string_view text) {
    const auto read = parse(text, "f");
    std::vector<std::string> said;
    if (!read) {
        for (const auto& one : read.error()) {
            BOOST_TEST(one.said().starts_with("f:"));
            said.push_back(one.said().substr(2));
        }
    }
    return said;
}

template <class Parse>
void check_all(Parse parse, std::string_view good, const std::vector<bad_file>& rows) {
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            std::string text{good};
            const auto at = text.find(row.passage);
            BOOST_REQUIRE(at != std::string::npos);
            text.replace(at, row.passage.size(), row.instead);
            BOOST_TEST(complaints_of(parse, text) == row.complaints,
                       boost::test_tools::per_element());
        }
    }
}

}  // namespace iaq::settings_test
