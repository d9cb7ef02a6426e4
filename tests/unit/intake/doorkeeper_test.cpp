#include "intake/doorkeeper.hpp"
#include "model/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
using intake::doorkeeper;
using verdict = intake::doorkeeper::verdict;
namespace limits = model::limits;

namespace {

constexpr mono_time start{1'000'000'000};

std::string address(std::size_t number) { return "192.0.2." + std::to_string(number); }

}  // namespace

BOOST_AUTO_TEST_SUITE(intake_doorkeeper)

BOOST_AUTO_TEST_CASE(one_address_has_so_many_under_way_and_no_more_until_one_is_over) {
    doorkeeper keeper(start);
    for (std::size_t i = 0; i < limits::handshakes_of_address_max; ++i) {
        BOOST_TEST((keeper.arrives("a", start) == verdict::come));
    }
    BOOST_TEST((keeper.arrives("a", start) == verdict::too_many));
    BOOST_TEST((keeper.arrives("b", start) == verdict::come));
    keeper.leaves("a");
    BOOST_TEST((keeper.arrives("a", start) == verdict::come));
}

BOOST_AUTO_TEST_CASE(one_address_comes_so_often_in_a_second_after_a_first_rush) {
    doorkeeper keeper(start);
    std::size_t come = 0;
    for (int second = 0; second < 100; ++second) {
        for (int knock = 0; knock < 100; ++knock) {
            const auto now = start + second * 1s + knock * 10ms;
            if (keeper.arrives("a", now) == verdict::come) {
                keeper.leaves("a");
                ++come;
            }
        }
    }
    BOOST_TEST(come >= 99 * limits::handshakes_of_address_per_second);
    BOOST_TEST(come <= limits::handshakes_at_once + 100 * limits::handshakes_of_address_per_second);
}

BOOST_AUTO_TEST_CASE(a_flood_of_one_address_keeps_no_other_out) {
    doorkeeper keeper(start);
    for (int knock = 0; knock < 10'000; ++knock) {
        const auto now = start + knock * 1ms;
        if (keeper.has_room(now) && keeper.arrives("flood", now) == verdict::come) {
            keeper.leaves("flood");
        }
        if (knock % 100 == 0) {
            BOOST_TEST(keeper.has_room(now));
            BOOST_TEST((keeper.arrives(address(1), now) == verdict::come));
            keeper.leaves(address(1));
        }
    }
}

BOOST_AUTO_TEST_CASE(at_the_cap_of_all_nobody_is_taken_off_the_queue_and_time_is_short) {
    doorkeeper keeper(start);
    auto now = start;
    std::size_t come = 0;
    for (std::size_t i = 0; come < limits::handshakes_max; ++i) {
        now = now + 20ms;
        BOOST_REQUIRE(keeper.has_room(now));
        come += keeper.arrives(address(i), now) == verdict::come ? 1U : 0U;
    }
    BOOST_TEST(!keeper.has_room(now + 10s));
    BOOST_TEST(keeper.is_crowded());
    keeper.leaves(address(0));
    BOOST_TEST(keeper.has_room(now + 10s));
    BOOST_TEST(!keeper.is_crowded());
}

BOOST_AUTO_TEST_CASE(all_together_make_us_compute_so_often_in_a_second) {
    doorkeeper keeper(start);
    std::size_t computed = 0;
    for (std::size_t knock = 0; knock < 10'000; ++knock) {
        const auto now = start + static_cast<std::int64_t>(knock) * 1ms;
        if (keeper.has_room(now) && keeper.arrives(address(knock), now) == verdict::come) {
            keeper.computes(now);
            keeper.leaves(address(knock));
            ++computed;
        }
    }
    BOOST_TEST(computed >= 10 * limits::handshakes_per_second - 1);
    BOOST_TEST(computed <= limits::handshakes_at_once + 10 * limits::handshakes_per_second);
}

BOOST_AUTO_TEST_CASE(who_says_nothing_uses_up_nobody_elses_turn) {
    doorkeeper keeper(start);
    for (std::size_t knock = 0; knock < 2000; ++knock) {
        BOOST_REQUIRE(keeper.has_room(start));
        BOOST_REQUIRE((keeper.arrives(address(knock), start) == verdict::come));
        keeper.leaves(address(knock));
    }
}

BOOST_AUTO_TEST_CASE(however_many_addresses_come_few_are_remembered_and_idle_ones_forgotten) {
    doorkeeper keeper(start);
    auto now = start;
    for (std::size_t i = 0; i < limits::addresses_watched_max; ++i) {
        BOOST_REQUIRE((keeper.arrives(address(i), now) == verdict::come));
        keeper.leaves(address(i));
    }
    BOOST_TEST((keeper.arrives("one more", now) == verdict::too_often));
    now = now + 10s;
    BOOST_TEST((keeper.arrives("one more", now) == verdict::come));
    keeper.leaves("one more");
}

BOOST_AUTO_TEST_SUITE_END()
