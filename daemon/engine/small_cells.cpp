#include "engine/small_cells.hpp"

#include <algorithm>
#include <numeric>

namespace iaq::engine {

std::vector<bool> hidden_cells(const std::vector<std::uint64_t>& counts, std::uint64_t threshold) {
    std::vector<std::size_t> by_size(counts.size());
    std::iota(by_size.begin(), by_size.end(), std::size_t{0});
    std::ranges::stable_sort(by_size, {}, [&](std::size_t i) { return counts[i]; });
    std::erase_if(by_size, [&](std::size_t i) { return counts[i] == 0; });
    std::vector<bool> hidden(counts.size(), false);
    std::uint64_t sum = 0;
    std::uint64_t many = 0;
    for (const auto i : by_size) {
        const bool is_safe = many == 0 || (many >= 2 && sum - many >= threshold);
        if (counts[i] >= threshold && is_safe) {
            return hidden;
        }
        hidden[i] = true;
        sum += counts[i];
        ++many;
    }
    if (many > 0 && (many < 2 || sum - many < threshold)) {
        hidden.assign(counts.size(), true);
    }
    return hidden;
}

std::vector<std::string> shown_cells(const std::vector<std::uint64_t>& counts,
                                     std::uint64_t threshold) {
    const auto hidden = hidden_cells(counts, threshold);
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        cells.push_back(hidden[i] ? "*" : std::to_string(counts[i]));
    }
    return cells;
}

}  // namespace iaq::engine
