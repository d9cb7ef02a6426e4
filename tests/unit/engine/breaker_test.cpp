#include "engine/breaker.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;
using engine::breaker;

namespace {

constexpr breaker::terms usual{3, 60s};
constexpr mono_time start{1'000'000'000};

model::inquiry_index inquiry(std::uint32_t number) { return model::inquiry_index{number}; }

/// Opens at `start`.
breaker opened() {
    breaker b;
    for (std::uint32_t i = 0; i < usual.pause_after; ++i) {
        b.failed(inquiry(i), usual, start);
    }
    BOOST_REQUIRE(b.is_open());
    return b;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_breaker)

BOOST_AUTO_TEST_CASE(it_opens_at_the_third_inquiry_in_a_row_and_says_so_once) {
    breaker b;
    BOOST_TEST(!b.failed(inquiry(1), usual, start));
    BOOST_TEST(!b.failed(inquiry(2), usual, start));
    BOOST_TEST(b.lets_through(7, start));
    BOOST_TEST(b.failed(inquiry(3), usual, start));
    BOOST_TEST(!b.failed(inquiry(4), usual, start));
    BOOST_TEST(b.is_open());
}

BOOST_AUTO_TEST_CASE(one_inquiry_alone_opens_nothing_however_often_it_fails) {
    breaker b;
    for (int i = 0; i < 20; ++i) {
        BOOST_TEST(!b.failed(inquiry(1), usual, start));
    }
    BOOST_TEST(!b.is_open());
}

BOOST_AUTO_TEST_CASE(what_works_in_between_begins_the_count_anew) {
    breaker b;
    b.failed(inquiry(1), usual, start);
    b.failed(inquiry(2), usual, start);
    BOOST_TEST(!b.worked());
    BOOST_TEST(!b.failed(inquiry(3), usual, start));
    BOOST_TEST(!b.failed(inquiry(4), usual, start));
    BOOST_TEST(b.failed(inquiry(5), usual, start));
}

BOOST_AUTO_TEST_CASE(without_a_number_it_never_opens) {
    breaker b;
    for (std::uint32_t i = 0; i < 100; ++i) {
        BOOST_TEST(!b.failed(inquiry(i), {0, 60s}, start));
    }
    BOOST_TEST(b.lets_through(0, start));
}

BOOST_AUTO_TEST_CASE(one_at_a_time_is_let_through_after_the_wait) {
    auto b = opened();
    BOOST_TEST(!b.lets_through(0, start + 59s));
    BOOST_TEST(!b.lets_through(1, start + 60s));
    BOOST_TEST(b.lets_through(0, start + 60s));
    b.begun(inquiry(9), start + 60s);
    BOOST_TEST(!b.lets_through(0, start + 61s));
    BOOST_TEST(b.lets_through(0, start + 120s));  // nothing became of the trial: one more
}

BOOST_AUTO_TEST_CASE(the_wait_doubles_with_each_trial_that_fails_up_to_ten_times) {
    auto b = opened();
    auto now = start;
    for (const auto wait : {60s, 120s, 240s, 480s, 600s, 600s}) {
        BOOST_TEST(!b.lets_through(0, now + (wait - 1s)));
        BOOST_TEST(b.lets_through(0, now + wait));
        now = now + wait;
        b.begun(inquiry(9), now);
        BOOST_TEST(!b.failed(inquiry(8), usual, now + 1s));  // it had left before
        BOOST_TEST(!b.failed(inquiry(9), usual, now));
    }
}

BOOST_AUTO_TEST_CASE(what_works_closes_it_at_once_and_the_next_wait_is_the_first_again) {
    auto b = opened();
    b.begun(inquiry(9), start);
    b.failed(inquiry(9), usual, start);
    BOOST_TEST(b.worked());
    BOOST_TEST(b.lets_through(7, start));
    BOOST_TEST(!b.next_trial().has_value());
    for (std::uint32_t i = 0; i < 3; ++i) {
        b.failed(inquiry(i), usual, start);
    }
    BOOST_TEST((b.next_trial() == start + 60s));
}

BOOST_AUTO_TEST_CASE(a_line_that_comes_up_anew_lets_one_through_at_once) {
    auto b = opened();
    b.line_came_up(start + 5s);
    BOOST_TEST(b.lets_through(0, start + 5s));
    b.begun(inquiry(9), start + 5s);
    BOOST_TEST(!b.lets_through(0, start + 6s));
    breaker closed;
    closed.line_came_up(start);
    BOOST_TEST(!closed.is_open());
}

BOOST_AUTO_TEST_SUITE_END()
