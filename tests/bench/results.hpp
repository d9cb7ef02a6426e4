#pragma once

#include "bench/contender.hpp"
#include "bench/statistics.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What all rounds gave, and the ratios of two contenders in the same round.
namespace iaq::bench {

/// One contender at one load.
struct cell {
    std::string contender;
    std::string load;  // `load::name`
    friend auto operator<=>(const cell&, const cell&) = default;
};

enum class figure : std::uint8_t { rate, p50, p99 };

std::string_view name_of(figure asked);
double value_of(const measured& run, figure asked);

/// The runs of each cell, one a round, in the order of the rounds.
using results = std::map<cell, std::vector<measured>>;

/// Returns the spread of a cell's figure over the rounds; zeros for a cell without runs.
spread spread_in(const results& all, const cell& where, figure asked);

/// Returns the spread of ours over theirs, each ratio within one round. Zeros when either is
/// missing: the disk's mood changes within minutes, so rounds are never mixed.
spread ratio_in(const results& all, const cell& ours, const cell& theirs, figure asked);

}  // namespace iaq::bench
