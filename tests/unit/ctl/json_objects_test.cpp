#include "iaqctl/json_objects.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using iaq::ctl::json_objects;

BOOST_AUTO_TEST_SUITE(ctl_json_objects)

BOOST_AUTO_TEST_CASE(objects_are_cut_out_however_several_are_written) {
    struct row {
        std::string text;
        std::vector<std::string_view> objects;
    };
    const std::vector<row> rows{
        {"", {}},
        {"  \n", {}},
        {"{}", {"{}"}},
        {"{\"a\": {\"b\": 1}}\n{\"c\": 2}\n", {"{\"a\": {\"b\": 1}}", "{\"c\": 2}"}},
        {"[{\"a\": 1}, {\"b\": [1, 2]}]", {"{\"a\": 1}", "{\"b\": [1, 2]}"}},
        {R"({"a": "}{\"\\"})", {R"({"a": "}{\"\\"})"}},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            const auto found = json_objects(r.text);
            BOOST_REQUIRE(found.has_value());
            BOOST_TEST(*found == r.objects, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_object_is_refused) {
    for (const auto* const text : {"x", "{", "{}}", "{} x", "\"{}\"", "{\"a\": \"}", "1"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!json_objects(text).has_value()); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
