#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// Counts of people in groups, so that nobody is shown (SO0801 II.A.1).
namespace iaq::engine {

/// Says which counts of a column whose sum is known are hidden: those from 1 to `threshold` - 1,
/// and as many more, the smallest first, as it takes so that the sum gives none of them away. Each
/// hidden count may then have been any of at least `threshold` + 1 numbers. When not even hiding
/// all that are not zero is enough, the zeros are hidden with them.
std::vector<bool> hidden_cells(const std::vector<std::uint64_t>& counts, std::uint64_t threshold);

/// Returns the column as cells, `*` for what is hidden.
std::vector<std::string> shown_cells(const std::vector<std::uint64_t>& counts,
                                     std::uint64_t threshold);

}  // namespace iaq::engine
