#pragma once

#include "bench/replay.hpp"
#include "bench/results.hpp"
#include "bench/rounds.hpp"

#include <string>
#include <vector>

/// What the bench prints and writes.
namespace iaq::bench {

/// The figures of every contender at one load, and what iaqd does to each.
std::string load_table(const results& all, const plan& what, const load& asked,
                       const std::vector<std::string>& contenders);

/// The goals, what was reached, and whether that is enough.
std::string goal_table(const results& all);

/// What reading a journal again took.
std::string replay_table(const replay& of, const std::vector<replayed>& rounds);

/// Every run as JSON.
std::string raw_numbers(const results& all, const replay& of, const std::vector<replayed>& rounds);

/// The rates of all contenders at all loads as SVG.
std::string rate_chart(const results& all, const plan& what,
                       const std::vector<std::string>& contenders);

}  // namespace iaq::bench
