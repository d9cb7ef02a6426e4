#pragma once

#include "switch_sim/words.hpp"

#include <optional>
#include <string>
#include <vector>

/// Reads what a rule makes the switch do: `answer after 2s..60s split=37 twice`.
namespace iaq::switch_sim {

/// Where complaints about one line gather.
struct complaints_of_line {
    std::size_t line;
    std::vector<complaint>& all;

    void add(std::string text) const { all.push_back({line, std::move(text)}); }
};

/// Returns the effect of these words, the first of which names the deed; nothing after a complaint.
std::optional<effect> read_effect(words said, const complaints_of_line& complaints);

/// Returns the effects between the `;` words.
std::vector<effect> read_effects(words said, const complaints_of_line& complaints);

}  // namespace iaq::switch_sim
