#include "crash/campaign.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

using namespace iaq;
using namespace iaq::crash;
namespace operations = iaq::testing::operations;

namespace {

boost::system::error_code system_error(int number) {
    return {number, boost::system::system_category()};
}

/// Fails the nth sync, of a file or a directory, and no other.
struct failing_sync {
    std::size_t nth;
    std::atomic<std::size_t> syncs{0};

    boost::system::error_code operator()(const operation& asked) {
        const bool sync = std::holds_alternative<operations::synced>(asked) ||
                          std::holds_alternative<operations::directory_synced>(asked);
        return sync && ++syncs == nth ? system_error(EIO) : boost::system::error_code{};
    }
};

/// Fails the nth call of any kind, and no other.
struct failing_call {
    std::size_t nth;
    int error;
    std::atomic<std::size_t> calls{0};

    boost::system::error_code operator()(const operation& /*asked*/) {
        return ++calls == nth ? system_error(error) : boost::system::error_code{};
    }
};

/// Returns where in the log the call behind the nth stands, marks aside.
std::size_t behind_call(const std::vector<operation>& log, std::size_t nth) {
    std::size_t at = 0;
    for (; at < log.size() && nth > 0; ++at) {
        nth -= std::holds_alternative<operations::marked>(log[at]) ? 0 : 1;
    }
    return at;
}

/// Kills the process before its nth call; the next one lives.
struct kill {
    std::size_t nth;
    std::atomic<bool> next_life{false};
    std::atomic<std::size_t> calls{0};

    boost::system::error_code operator()(const operation& /*asked*/) {
        return !next_life && ++calls >= nth ? system_error(ECANCELED) : boost::system::error_code{};
    }
};

/// Returns where in the log the sync failed, or its end.
std::size_t failure_in(const std::vector<operation>& log) {
    std::size_t at = 0;
    for (; at < log.size(); ++at) {
        const auto* const file = std::get_if<operations::synced>(&log[at]);
        const auto* const directory = std::get_if<operations::directory_synced>(&log[at]);
        if ((file != nullptr && file->failed) || (directory != nullptr && directory->failed)) {
            break;
        }
    }
    return at;
}

/// Counts what was told durable behind the failure, in the same life.
std::size_t told_after(const std::vector<operation>& log, std::size_t failure) {
    std::size_t told = 0;
    for (auto at = failure; at < log.size(); ++at) {
        const auto* const mark = std::get_if<operations::marked>(&log[at]);
        if (mark != nullptr && mark->word == "opened") {
            break;
        }
        told += mark != nullptr && mark->word == "durable" ? 1U : 0U;
    }
    return told;
}

/// Returns 1 to `count`, shuffled.
std::vector<std::size_t> in_any_order(std::size_t count, std::mt19937_64& random) {
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t{1});
    std::ranges::shuffle(numbers, random);
    return numbers;
}

constexpr auto never = std::numeric_limits<std::size_t>::max();

}  // namespace

BOOST_AUTO_TEST_SUITE(crash_faults)

BOOST_AUTO_TEST_CASE(g6_whichever_sync_fails_no_more_is_told_and_what_was_told_is_there) {
    campaign run{states_wanted() / 8};
    while (run.goes_on()) {
        const auto& how = run.next_usage();
        auto lives = lives_of(how, run.random());
        for (auto& one : lives) {
            one.by_hand =
                true;  // the nth sync is the same one each time, and told is what comes after
        }
        failing_sync none{never};
        auto sound = from_nothing();
        run.require(live_all(sound, lives, std::ref(none)), how.name);
        for (const auto nth : in_any_order(none.syncs, run.random())) {
            auto past = from_nothing();
            failing_sync fails{nth};
            run.require(live_all(past, lives, std::ref(fails)), how.name);
            const auto failure = failure_in(past.log);
            BOOST_TEST_REQUIRE(failure < past.log.size());
            BOOST_TEST(told_after(past.log, failure) == 0U);
            if (run.goes_on()) {
                run.require(run.exploring().explore(past, run.share(20), failure), how.name);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(g6_whichever_call_fails_with_or_without_room_what_was_told_is_there) {
    campaign run{states_wanted() / 8};
    while (run.goes_on()) {
        const auto& how = run.next_usage();
        const auto lives = lives_of(how, run.random());
        failing_call none{never, EIO};
        auto sound = from_nothing();
        run.require(live_all(sound, lives, std::ref(none)), how.name);
        for (const auto nth : in_any_order(none.calls, run.random())) {
            auto past = from_nothing();
            failing_call fails{nth, nth % 2 == 0 ? EIO : ENOSPC};
            run.require(live_all(past, lives, std::ref(fails)), how.name);
            if (run.goes_on()) {
                const auto first = behind_call(past.log, nth - 1);
                run.require(run.exploring().explore(past, run.share(20), first), how.name);
            }
        }
    }
}

// What a killed process had not synced is still in memory: the next one must not take it for safe.
BOOST_AUTO_TEST_CASE(g1_a_kill_at_any_call_and_a_power_cut_in_the_next_life_lose_nothing) {
    campaign run{states_wanted() / 8};
    while (run.goes_on()) {
        const auto& how = run.next_usage();
        const auto first = lives_of(how, run.random()).front();
        const auto second = lives_of(how, run.random()).front();
        kill none{never};
        auto sound = from_nothing();
        run.require(live_all(sound, {first}, std::ref(none)), how.name);
        for (const auto nth : in_any_order(none.calls, run.random())) {
            auto past = from_nothing();
            kill dies{nth};
            memory_disk disk{past.start, std::ref(dies)};
            knowledge known;
            run.require(live(disk, first, known), how.name);
            const auto death = disk.log().size();
            dies.next_life = true;
            run.require(live(disk, second, known), how.name);
            past.log = disk.log();
            if (run.goes_on()) {
                run.require(run.exploring().explore(past, run.share(20), death), how.name);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
