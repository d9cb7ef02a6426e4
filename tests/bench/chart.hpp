#pragma once

#include "bench/statistics.hpp"

#include <string>
#include <vector>

/// A bar chart as SVG text, without a library.
namespace iaq::bench {

struct bar {
    std::string label;
    spread value;  // above 0; a bar to the median, a line from least to greatest
    bool is_ours = false;
};

struct bar_group {
    std::string title;
    std::vector<bar> bars;
};

/// Returns a whole SVG document: the groups below one another, all on one logarithmic scale.
std::string bar_chart(const std::string& title, const std::vector<bar_group>& groups);

}  // namespace iaq::bench
