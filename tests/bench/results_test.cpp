#include "bench/results.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq::bench;

namespace {

const cell ours{"iaqd", "256"};
const cell theirs{"SQLite", "256"};

/// Our rounds are 100, 400 and 90 records a second; theirs 50, 100 and 90.
results three_rounds() {
    return {{ours, {{100, 1, 10, 40}, {400, 1, 20, 50}, {90, 1, 30, 60}}},
            {theirs, {{50, 1, 20, 80}, {100, 1, 20, 200}, {90, 1, 20, 60}}}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_results)

BOOST_AUTO_TEST_CASE(ratio_is_taken_within_a_round) {
    const auto ratio = ratio_in(three_rounds(), ours, theirs, figure::rate);
    BOOST_TEST(ratio.min == 1);
    BOOST_TEST(ratio.median == 2);
    BOOST_TEST(ratio.max == 4);
}

BOOST_AUTO_TEST_CASE(each_figure_is_its_own) {
    BOOST_TEST(spread_in(three_rounds(), ours, figure::rate).max == 400);
    BOOST_TEST(spread_in(three_rounds(), ours, figure::p50).median == 20);
    BOOST_TEST(spread_in(three_rounds(), ours, figure::p99).min == 40);
    BOOST_TEST(ratio_in(three_rounds(), ours, theirs, figure::p99).median == 0.5);
}

BOOST_AUTO_TEST_CASE(what_was_not_run_has_no_ratio) {
    const cell absent{"Redis", "256"};
    BOOST_TEST(ratio_in(three_rounds(), ours, absent, figure::rate).max == 0);
    BOOST_TEST(ratio_in(three_rounds(), absent, theirs, figure::rate).max == 0);
    BOOST_TEST(spread_in(three_rounds(), absent, figure::p50).max == 0);
}

BOOST_AUTO_TEST_CASE(a_round_in_which_they_did_nothing_is_left_out) {
    const results all{{ours, {{100, 1, 1, 1}, {100, 1, 1, 1}}},
                      {theirs, {{0, 1, 1, 1}, {25, 1, 1, 1}}}};
    BOOST_TEST(ratio_in(all, ours, theirs, figure::rate).min == 4);
}

BOOST_AUTO_TEST_SUITE_END()
