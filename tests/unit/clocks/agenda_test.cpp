#include "clocks/agenda.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;
using clocks::deadline;
using model::inquiry_index;
using model::records::clock_kind;

BOOST_AUTO_TEST_SUITE(clocks_agenda)

BOOST_AUTO_TEST_CASE(the_earliest_deadline_comes_first_and_a_disarmed_one_never) {
    clocks::agenda agenda;
    const deadline late{utc_time{20s}, inquiry_index{0}, clock_kind::overdue};
    const deadline early{utc_time{10s}, inquiry_index{1}, clock_kind::delayed};
    agenda.arm(late);
    agenda.arm(early);
    BOOST_TEST((agenda.first() == early));
    agenda.disarm(early);
    BOOST_TEST((agenda.first() == late));
    agenda.disarm({utc_time{20s}, inquiry_index{0}, clock_kind::no_receipt});
    BOOST_TEST(agenda.size() == 1U);
}

BOOST_AUTO_TEST_CASE(two_replies_of_one_inquiry_wait_apart_for_their_readers) {
    clocks::agenda agenda;
    const deadline first{utc_time{20s}, inquiry_index{0}, clock_kind::unseen_desk,
                         model::sequence{5}};
    const deadline second{utc_time{20s}, inquiry_index{0}, clock_kind::unseen_desk,
                          model::sequence{6}};
    agenda.arm(first);
    agenda.arm(second);
    agenda.disarm({utc_time{20s}, inquiry_index{0}, clock_kind::unseen_desk});
    BOOST_TEST(agenda.size() == 2U);
    agenda.disarm(first);
    BOOST_TEST(!agenda.holds(first));
    BOOST_TEST(agenda.holds(second));
}

BOOST_AUTO_TEST_CASE(an_inquiry_that_is_forgotten_has_no_deadline) {
    clocks::agenda agenda;
    agenda.arm({utc_time{20s}, inquiry_index{0}, clock_kind::overdue});
    agenda.arm({utc_time{10s}, inquiry_index{0}, clock_kind::delayed});
    agenda.arm({utc_time{30s}, inquiry_index{1}, clock_kind::delayed});
    agenda.forget(inquiry_index{0});
    BOOST_REQUIRE_EQUAL(agenda.size(), 1U);
    BOOST_TEST((agenda.first()->inquiry == inquiry_index{1}));
}

BOOST_AUTO_TEST_CASE(a_stepped_system_clock_moves_no_deadline) {
    const clocks::timeline line{{utc_time{1000s}, mono_time{0}}, utc_time{}};
    // Ten monotonic seconds later it is ten seconds later, whatever UTC says by then.
    BOOST_TEST((line.at(mono_time{0} + 10s) == utc_time{1010s}));
    BOOST_TEST((line.when(utc_time{1010s}) == mono_time{0} + 10s));
}

BOOST_AUTO_TEST_CASE(a_clock_behind_the_last_record_at_start_delays_nothing) {
    const clocks::timeline line{{utc_time{1000s}, mono_time{0}}, utc_time{5000s}};
    BOOST_TEST((line.at(mono_time{0}) == utc_time{5000s}));
}

BOOST_AUTO_TEST_SUITE_END()
