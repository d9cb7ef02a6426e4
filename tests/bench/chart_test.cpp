#include "bench/chart.hpp"

#include <boost/test/unit_test.hpp>
#include <pugixml.hpp>

#include <string>
#include <vector>

using namespace iaq::bench;

namespace {

struct drawn {
    pugi::xml_document document;
    std::vector<double> widths;  // of the bars, top to bottom
    std::vector<std::string> texts;
};

drawn draw(const std::vector<bar_group>& groups) {
    drawn d;
    BOOST_REQUIRE(d.document.load_string(bar_chart("A < B & C", groups).c_str()));
    const auto svg = d.document.child("svg");
    for (const auto& rectangle : svg.children("rect")) {
        if (std::string{rectangle.attribute("width").value()} != "100%") {
            d.widths.push_back(rectangle.attribute("width").as_double());
        }
    }
    for (const auto& text : svg.children("text")) {
        d.texts.emplace_back(text.text().get());
    }
    return d;
}

bool says(const drawn& d, const std::string& text) {
    for (const auto& said : d.texts) {
        if (said == text) {
            return true;
        }
    }
    return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_chart)

BOOST_AUTO_TEST_CASE(each_bar_is_as_long_as_its_logarithm) {
    const auto d = draw({{"one", {{"a", {10, 10, 10}}, {"b", {100, 100, 100}}}},
                         {"two", {{"c", {1000, 1000, 1000}}}}});
    BOOST_REQUIRE(d.widths.size() == 3U);
    BOOST_TEST(d.widths[0] == 0);
    BOOST_TEST(d.widths[1] > 0);
    BOOST_TEST(d.widths[2] == 2 * d.widths[1]);
}

BOOST_AUTO_TEST_CASE(labels_and_medians_are_said_and_escaped) {
    const auto d = draw({{"256 in flight", {{"SQL<ite> & co", {900, 1500, 2000}}}}});
    for (const auto* const text : {"A < B & C", "256 in flight", "SQL<ite> & co", "1500"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(says(d, text)); }
    }
}

BOOST_AUTO_TEST_CASE(no_bar_leaves_the_drawing) {
    const auto d = draw({{"one", {{"a", {3, 50'000, 180'000}}, {"b", {250, 250, 250}}}}});
    const auto width = d.document.child("svg").attribute("width").as_double();
    for (const auto& line : d.document.child("svg").children("line")) {
        BOOST_TEST(line.attribute("x1").as_double() >= 0);
        BOOST_TEST(line.attribute("x2").as_double() <= width);
    }
}

BOOST_AUTO_TEST_CASE(no_groups_are_an_empty_drawing) { BOOST_TEST(draw({}).widths.empty()); }

BOOST_AUTO_TEST_SUITE_END()
