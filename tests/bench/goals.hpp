#pragma once

#include "bench/results.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the accept path is to reach against its peers, as ratios within one round.
namespace iaq::bench {

enum class bound : std::uint8_t { at_least, at_most };

struct goal {
    figure of;
    std::string_view our_load, peer, peer_load;
    bound side;
    double wanted, aim;
};

const std::vector<goal>& accept_goals();

/// As a line of the table: "rate at 256 to Redis at 256".
std::string text_of(const goal& asked);

/// Returns the ratio of `ours`, the name of an iaqd contender, to the goal's peer.
spread reached(const results& all, std::string_view ours, const goal& asked);

/// True when the median of the ratios satisfies the bound.
bool is_met(const spread& ratio, bound side, double wanted);

}  // namespace iaq::bench
