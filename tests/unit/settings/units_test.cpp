#include "settings/units.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string_view>

using namespace iaq;
using namespace iaq::settings;

BOOST_AUTO_TEST_SUITE(settings_units)

BOOST_AUTO_TEST_CASE(durations_are_read_in_each_unit_and_said_in_the_largest_exact_one) {
    const struct {
        std::string_view written;
        nanoseconds length;
        std::string_view said;
    } rows[] = {{"500ms", 500ms, "500ms"},
                {"30s", 30s, "30s"},
                {"60s", 60s, "1m"},
                {"90s", 90s, "90s"},
                {"5m", 5min, "5m"},
                {"1h", 1h, "1h"},
                {"30d", std::chrono::hours{720}, "30d"},
                {"1y", std::chrono::hours{24 * 365}, "1y"},
                {"0s", 0s, "0ms"}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.written) {
            BOOST_TEST((parse_duration(row.written) == row.length));
            BOOST_TEST(say_duration(row.length) == row.said);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_whole_number_with_a_known_unit_is_no_duration) {
    for (const std::string_view text :
         {"", "s", "30", "30 s", " 30s", "-1s", "+1s", "1.5h", "30S", "30sec", "30min", "1us",
          "201y", "9999999999999999999s", "1h30m"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_duration(text).has_value()); }
    }
}

BOOST_AUTO_TEST_CASE(sizes_are_read_in_binary_units_only) {
    BOOST_TEST((parse_size("65000B") == 65'000));
    BOOST_TEST((parse_size("1KiB") == 1024));
    BOOST_TEST((parse_size("64MiB") == 64 * 1024 * 1024));
    BOOST_TEST((parse_size("2GiB") == 2LL * 1024 * 1024 * 1024));
    BOOST_TEST(say_size(65'000) == "65000B");
    BOOST_TEST(say_size(64LL * 1024 * 1024) == "64MiB");
    for (const std::string_view text :
         {"", "1", "1kB", "1KB", "1MB", "1mib", "1 MiB", "-1B", "99999999999999999GiB"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_size(text).has_value()); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
