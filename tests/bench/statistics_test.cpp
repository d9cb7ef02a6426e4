#include "bench/statistics.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace iaq::bench;

namespace {

/// 1 to `count`, the greatest first.
std::vector<double> downwards(int count) {
    std::vector<double> values;
    for (int i = count; i > 0; --i) {
        values.push_back(i);
    }
    return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_statistics)

BOOST_AUTO_TEST_CASE(quantile_is_the_least_value_that_the_share_does_not_exceed) {
    struct row {
        const char* name;
        int count;
        double share, expected;
    };
    for (const auto& r :
         {row{"half of an even count", 100, 0.50, 50}, row{"p99", 100, 0.99, 99},
          row{"p99 of more", 1000, 0.99, 990}, row{"half of three", 3, 0.50, 2},
          row{"p99 of few is the greatest", 10, 0.99, 10}, row{"share 0 is the least", 10, 0, 1},
          row{"share 1 is the greatest", 10, 1, 10}, row{"one", 1, 0.5, 1}}) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(quantile(downwards(r.count), r.share) == r.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_has_no_quantile_and_no_spread) {
    BOOST_TEST(quantile({}, 0.5) == 0);
    const auto none = spread_of({});
    BOOST_TEST(none.min == 0);
    BOOST_TEST(none.median == 0);
    BOOST_TEST(none.max == 0);
}

BOOST_AUTO_TEST_CASE(spread_needs_no_order) {
    const auto odd = spread_of({5, 1, 9});
    BOOST_TEST(odd.min == 1);
    BOOST_TEST(odd.median == 5);
    BOOST_TEST(odd.max == 9);
    BOOST_TEST(spread_of({8, 2, 4, 100}).median == 6);
}

BOOST_AUTO_TEST_CASE(bursts_add_up_as_one_run) {
    tally first;
    first.add(10);
    first.count(1, 0.5);
    tally second;
    second.add(30);
    second.add(20);
    second.count(2, 1.0);
    first.append(second);
    const auto all = first.sum();
    BOOST_TEST(all.operations == 3U);
    BOOST_TEST(all.per_second() == 2);
    BOOST_TEST(all.p50_us == 20);
    BOOST_TEST(all.p99_us == 30);
}

BOOST_AUTO_TEST_CASE(a_run_without_time_has_no_rate) { BOOST_TEST(measured{}.per_second() == 0); }

BOOST_AUTO_TEST_SUITE_END()
