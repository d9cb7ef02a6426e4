#include "engine/small_cells.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <vector>

using namespace iaq;

namespace {

using counts = std::vector<std::uint64_t>;
constexpr std::uint64_t threshold = 5;

std::vector<std::string> shown(const counts& of) { return engine::shown_cells(of, threshold); }

/// What each hidden count can have been, for one who knows the shown ones, the sum, and that zeros
/// are shown unless everything is hidden.
std::vector<std::set<std::uint64_t>> possible(const counts& of, const std::vector<bool>& hidden) {
    const auto many = static_cast<std::uint64_t>(std::ranges::count(hidden, true));
    const bool all = many == of.size();
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < of.size(); ++i) {
        sum += hidden[i] ? of[i] : 0;
    }
    const std::uint64_t least = all ? 0 : 1;
    std::vector<std::set<std::uint64_t>> values(of.size());
    for (std::size_t i = 0; i < of.size(); ++i) {
        for (std::uint64_t v = least; hidden[i] && v + least * (many - 1) <= sum; ++v) {
            const bool others_can = many > 1 || v == sum;
            if (others_can) {
                values[i].insert(v);
            }
        }
    }
    return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_small_cells)

BOOST_AUTO_TEST_CASE(counts_below_the_threshold_are_hidden_and_what_would_give_them_away) {
    struct row {
        counts of;
        std::vector<std::string> shown;
    };
    const std::vector<row> rows{
        {{0, 0, 0}, {"0", "0", "0"}},           {{40, 7, 0}, {"40", "7", "0"}},
        {{40, 7, 3}, {"40", "*", "*"}},          // alone the sum would tell it
        {{40, 3, 4}, {"40", "*", "*"}},          // 3 + 4: each may be 1 to 6
        {{40, 9, 1, 1}, {"40", "*", "*", "*"}},  // 1 + 1 would tell both
        {{3, 0, 0}, {"*", "*", "*"}},            // nothing else to hide it with
        {{2, 2, 0}, {"*", "*", "*"}},           {{4}, {"*"}},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.of.front()) { BOOST_TEST(shown(row.of) == row.shown); }
    }
}

BOOST_AUTO_TEST_CASE(no_hidden_count_can_be_computed_from_the_sum) {
    std::mt19937_64 random{7};
    std::size_t hidden_some = 0;
    for (int trial = 0; trial < 20'000; ++trial) {
        counts of(2 + random() % 10);
        for (auto& count : of) {
            const auto kind = random() % 4;
            count = kind == 0 ? 0 : kind == 1 ? random() % 6 : random() % 60;
        }
        const auto hidden = engine::hidden_cells(of, threshold);
        hidden_some += std::ranges::count(hidden, true) > 0 ? 1U : 0U;
        const bool all = std::ranges::count(hidden, false) == 0;
        const auto values = possible(of, hidden);
        for (std::size_t i = 0; i < of.size(); ++i) {
            BOOST_REQUIRE((hidden[i] || of[i] == 0 || of[i] >= threshold));
            const auto sum = std::accumulate(of.begin(), of.end(), std::uint64_t{0});
            const auto wanted = all ? std::min<std::size_t>(threshold + 1, sum + 1) : threshold + 1;
            BOOST_REQUIRE((!hidden[i] || values[i].size() >= wanted));
        }
    }
    BOOST_TEST(hidden_some > 5000U);
}

BOOST_AUTO_TEST_SUITE_END()
