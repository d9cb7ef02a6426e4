#include "engine/send_counts.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace iaq;
using engine::send_counts;

namespace {

using range = send_counts::range;

/// Every message has bytes of its own, unless told otherwise.
class listener {
public:
    send_counts::verdict hear(std::uint32_t count, bool same_bytes = false) {
        return counts_.heard(count, model::sequence{++records_},
                             [&](model::sequence) { return same_bytes; });
    }
    /// Hears them all, none of which may say anything.
    void hear_quietly(const std::vector<std::uint32_t>& some) {
        for (const auto count : some) {
            BOOST_TEST_CONTEXT(count) {
                const auto says = hear(count);
                BOOST_TEST(!says.gap.has_value());
                BOOST_TEST(!says.complete);
                BOOST_TEST((says.repeats == model::sequence::none));
            }
        }
    }

private:
    send_counts counts_;
    std::uint64_t records_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_send_counts)

BOOST_AUTO_TEST_CASE(counts_in_order_say_nothing_wherever_they_begin) {
    listener().hear_quietly({1, 2, 3, 4});
    listener().hear_quietly({3911, 3912, 3913});
}

BOOST_AUTO_TEST_CASE(a_leap_is_one_gap_with_its_range) {
    listener l;
    l.hear_quietly({5});
    BOOST_TEST((l.hear(9).gap == range{6, 8}));
    l.hear_quietly({10, 11});
    BOOST_TEST((l.hear(13).gap == range{12, 12}));
}

BOOST_AUTO_TEST_CASE(what_was_missing_and_comes_in_any_order_completes_it) {
    listener l;
    l.hear(5);
    l.hear(9);
    l.hear(12);
    l.hear_quietly({7, 11, 6, 8});
    BOOST_TEST(l.hear(10).complete);
    l.hear_quietly({13});
}

BOOST_AUTO_TEST_CASE(a_count_that_begins_anew_is_no_gap) {
    listener l;
    l.hear_quietly({99'998, 99'999, 1, 2});  // the last number reached
    listener day;
    day.hear_quietly({40, 41, 42, 1, 2, 3, 4});  // a new day
    listener far;
    far.hear_quietly({10, 5000, 5001, 20});  // further than can be missing, and back
    listener lost;                           // anew, and its first are missing
    lost.hear_quietly({300, 7, 8});
}

BOOST_AUTO_TEST_CASE(the_same_count_with_other_bytes_begins_anew) {
    listener l;
    l.hear_quietly({1, 2, 3, 2, 3, 4});
}

BOOST_AUTO_TEST_CASE(the_same_count_and_bytes_is_a_repeat_and_moves_nothing) {
    listener l;
    l.hear_quietly({1, 2, 3});
    BOOST_TEST((l.hear(2, true).repeats == model::sequence{2}));
    BOOST_TEST((l.hear(3, true).repeats == model::sequence{3}));
    l.hear_quietly({4});
}

BOOST_AUTO_TEST_CASE(one_from_before_the_first_that_was_heard_is_late_and_not_anew) {
    listener l;
    l.hear_quietly({20, 21, 19, 22});
    listener early;
    early.hear_quietly({2, 1, 3, 4});
}

BOOST_AUTO_TEST_CASE(a_gap_from_before_a_count_began_anew_is_never_complete) {
    listener l;
    l.hear(105);
    l.hear(109);
    l.hear_quietly({1, 2});
    BOOST_TEST((l.hear(5).gap == range{3, 4}));
    l.hear_quietly({3, 4});
}

BOOST_AUTO_TEST_CASE(what_history_lacks_may_still_come_and_is_waited_for_by_nobody) {
    send_counts counts;
    std::uint64_t record = 0;
    const auto hear = [&](std::uint32_t count) {
        return counts.heard(count, model::sequence{++record}, [](auto) { return false; });
    };
    hear(5);
    hear(40);
    counts.begin();
    BOOST_TEST((hear(42).gap == range{41, 41}));
    BOOST_TEST(!hear(6).complete);
    BOOST_TEST(hear(41).complete);
    BOOST_TEST(!hear(7).complete);
    BOOST_TEST(!hear(43).gap.has_value());
}

BOOST_AUTO_TEST_CASE(no_number_of_gaps_takes_more_than_its_room) {
    listener l;
    std::uint32_t count = 1;
    for (int i = 0; i < 1000; ++i) {
        l.hear(count += 2);
    }
    l.hear_quietly({count + 1});
    // The oldest are not followed any more; the newest are.
    l.hear_quietly({count - 1});
}

BOOST_AUTO_TEST_SUITE_END()
