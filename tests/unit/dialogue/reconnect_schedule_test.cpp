#include "dialogue/reconnect_schedule.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;
using iaq::dialogue::reconnect_schedule;

namespace {

constexpr mono_time start{0};

// Draws that make a wait its shortest, itself, and its longest.
const auto shortest = [] { return 0U; };
const auto unvaried = [] { return 100U; };
const auto longest = [] { return 200U; };

}  // namespace

BOOST_AUTO_TEST_SUITE(dialogue_reconnect_schedule)

BOOST_AUTO_TEST_CASE(first_host_is_tried_first_and_at_once) {
    const reconnect_schedule s(3, 30s, unvaried);
    BOOST_TEST(s.next(start).host == 0U);
    BOOST_TEST((s.next(start).not_before <= start));
}

BOOST_AUTO_TEST_CASE(after_a_failure_the_next_host_is_tried_at_once) {
    reconnect_schedule s(2, 30s, unvaried);
    s.ended(0, start);
    BOOST_TEST(s.next(start).host == 1U);
    BOOST_TEST((s.next(start).not_before <= start));
}

BOOST_AUTO_TEST_CASE(no_host_is_tried_again_before_its_own_wait_has_passed) {
    reconnect_schedule s(2, 30s, unvaried);
    s.ended(0, start);
    s.ended(1, start + 4s);
    const auto chosen = s.next(start + 4s);
    BOOST_TEST(chosen.host == 0U);
    BOOST_TEST((chosen.not_before == start + 30s));
    s.ended(0, start + 31s);
    BOOST_TEST(s.next(start + 31s).host == 1U);
    BOOST_TEST((s.next(start + 31s).not_before == start + 34s));
}

BOOST_AUTO_TEST_CASE(waits_double_to_ten_times_and_stay_there_for_ever) {
    reconnect_schedule s(1, 30s, unvaried);
    auto now = start;
    for (const auto expected : {30s, 60s, 120s, 240s, 300s, 300s, 300s}) {
        s.ended(0, now);
        BOOST_TEST((s.next(now).not_before - now == expected));
        now = s.next(now).not_before;
    }
}

BOOST_AUTO_TEST_CASE(a_finished_connect_exchange_resets_the_wait_of_that_host) {
    reconnect_schedule s(1, 30s, unvaried);
    for (int i = 0; i < 4; ++i) {
        s.ended(0, start);
    }
    s.finished(0, 30s);
    s.ended(0, start);
    BOOST_TEST((s.next(start).not_before == start + 30s));
}

BOOST_AUTO_TEST_CASE(a_wait_is_never_shorter_than_the_lines_timeout) {
    reconnect_schedule s(1, 30s, unvaried);
    s.finished(0, 45s);
    s.ended(0, start);
    BOOST_TEST((s.next(start).not_before == start + 45s));
}

BOOST_AUTO_TEST_CASE(waits_vary_by_a_tenth_but_never_below_the_configured_one) {
    reconnect_schedule early(1, 30s, shortest);
    reconnect_schedule late(1, 30s, longest);
    early.ended(0, start);
    late.ended(0, start);
    BOOST_TEST((early.next(start).not_before == start + 30s));
    BOOST_TEST((late.next(start).not_before == start + 33s));
    early.ended(0, start);
    late.ended(0, start);
    BOOST_TEST((early.next(start).not_before == start + 54s));
    BOOST_TEST((late.next(start).not_before == start + 66s));
}

BOOST_AUTO_TEST_SUITE_END()
