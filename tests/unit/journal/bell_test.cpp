#include "journal/bell.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <thread>

using namespace iaq;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(journal_bell)

BOOST_AUTO_TEST_CASE(a_ring_before_the_wait_is_not_lost_and_wakes_once) {
    journal::bell bell;
    BOOST_TEST(!bell.wait_for(0ns));
    bell.ring();
    bell.ring();
    bell.wait();
    BOOST_TEST(!bell.wait_for(1ns));
}

BOOST_AUTO_TEST_CASE(a_ring_ends_the_wait_under_way) {
    journal::bell bell;
    std::thread ringing{[&] { bell.ring(); }};
    BOOST_TEST(bell.wait_for(1h));
    ringing.join();
}

BOOST_AUTO_TEST_SUITE_END()
