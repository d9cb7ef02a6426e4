#include "intake/refusals.hpp"
#include "model/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;

namespace {

constexpr mono_time start{5};

}  // namespace

BOOST_AUTO_TEST_SUITE(intake_refusals)

BOOST_AUTO_TEST_CASE(the_first_is_told_at_once_and_the_others_once_a_minute) {
    intake::refusals of;
    const auto first = of.note("192.0.2.1", "it is revoked", start);
    BOOST_TEST_REQUIRE(first.has_value());
    BOOST_TEST(first->source == "192.0.2.1");
    BOOST_TEST(first->cause == "it is revoked");
    BOOST_TEST(first->count == 1U);
    for (int i = 0; i < 500; ++i) {
        BOOST_TEST(!of.note("192.0.2.1", "it is revoked", start + i * 1ms).has_value());
    }
    BOOST_TEST(of.take_due(start + 59s).empty());
    const auto sums = of.take_due(start + 60s);
    BOOST_TEST_REQUIRE(sums.size() == 1U);
    BOOST_TEST(sums[0].source == "192.0.2.1");
    BOOST_TEST(sums[0].cause == "it is revoked");
    BOOST_TEST(sums[0].count == 500U);
    BOOST_TEST(of.take_due(start + 120s).empty());
    BOOST_TEST(of.note("192.0.2.1", "it is revoked", start + 121s).has_value());
}

BOOST_AUTO_TEST_CASE(who_came_once_leaves_no_sum) {
    intake::refusals of;
    BOOST_TEST(of.note("192.0.2.1", "it has expired", start).has_value());
    BOOST_TEST(of.take_due(start + 61s).empty());
}

BOOST_AUTO_TEST_CASE(another_peer_or_cause_is_told_at_once_as_well) {
    intake::refusals of;
    BOOST_TEST(of.note("192.0.2.1", "it has expired", start).has_value());
    BOOST_TEST(of.note("192.0.2.2", "it has expired", start).has_value());
    BOOST_TEST(of.note("192.0.2.1", "it is revoked", start).has_value());
}

BOOST_AUTO_TEST_CASE(more_than_can_be_told_apart_are_summed_as_several) {
    intake::refusals of;
    constexpr std::size_t many = 3 * model::limits::refusals_watched_max;
    std::size_t at_once = 0;
    for (std::size_t i = 0; i < many; ++i) {
        at_once += of.note("peer " + std::to_string(i), "it has expired", start) ? 1U : 0U;
    }
    BOOST_TEST(at_once == model::limits::refusals_watched_max + 1);
    const auto sums = of.take_due(start + 60s);
    BOOST_TEST_REQUIRE(sums.size() == 1U);
    BOOST_TEST(sums[0].source == "several");
    BOOST_TEST(sums[0].count == many - at_once);
}

BOOST_AUTO_TEST_SUITE_END()
