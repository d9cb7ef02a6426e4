#include "base/time.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;

BOOST_AUTO_TEST_SUITE(base_time)

BOOST_AUTO_TEST_CASE(a_day_must_exist) {
    BOOST_TEST(parse_day("2024-02-29").has_value());
    BOOST_TEST(!parse_day("2023-02-29").has_value());
    BOOST_TEST(!parse_day("2023-13-01").has_value());
    BOOST_TEST(!parse_day("1990/01/15").has_value());
    BOOST_TEST(compact_day(*parse_day("1990-01-15")) == "19900115");
}

BOOST_AUTO_TEST_CASE(moments_are_written_in_utc) {
    const utc_time at{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 3h + 4min + 5s +
                      678ms};
    BOOST_TEST(rfc3339(at) == "2026-11-24T03:04:05.678Z");
    BOOST_TEST(compact_time(at) == "20261124030405");
}

BOOST_AUTO_TEST_SUITE_END()
