#include "bench/goals.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq::bench;

BOOST_AUTO_TEST_SUITE(bench_goals)

BOOST_AUTO_TEST_CASE(a_goal_is_met_by_the_median_on_its_side) {
    BOOST_TEST(is_met({1, 40, 90}, bound::at_least, 40));
    BOOST_TEST(!is_met({39, 39, 90}, bound::at_least, 40));
    BOOST_TEST(is_met({0.1, 0.5, 9}, bound::at_most, 0.5));
    BOOST_TEST(!is_met({0.1, 0.6, 9}, bound::at_most, 0.5));
}

BOOST_AUTO_TEST_CASE(what_was_not_measured_meets_no_goal) {
    for (const auto& g : accept_goals()) {
        BOOST_TEST_CONTEXT(text_of(g)) {
            BOOST_TEST(!is_met(reached({}, "iaqd", g), g.side, g.wanted));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_aim_is_further_than_what_is_wanted) {
    for (const auto& g : accept_goals()) {
        BOOST_TEST_CONTEXT(text_of(g)) {
            BOOST_TEST((g.side == bound::at_least ? g.aim > g.wanted : g.aim < g.wanted));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_goal_says_what_it_compares) {
    const goal g{figure::p99, "256", "SQLite", "16", bound::at_most, 1, 0.5};
    BOOST_TEST(text_of(g) == "p99 at 256 to SQLite at 16");
}

BOOST_AUTO_TEST_CASE(our_load_and_the_peers_may_differ) {
    const results all{{{"iaqd", "256"}, {{3000, 1, 1, 1}}},
                      {{"PostgreSQL", "16"}, {{100, 1, 1, 1}}}};
    bool found = false;
    for (const auto& g : accept_goals()) {
        if (g.peer == "PostgreSQL") {
            found = true;
            BOOST_TEST(reached(all, "iaqd", g).median == 30);
        }
    }
    BOOST_TEST(found);
}

BOOST_AUTO_TEST_SUITE_END()
