#pragma once

#include "bench/results.hpp"

#include <string_view>
#include <vector>

/// What the accept path is to reach against its peers, as ratios within one round.
namespace iaq::bench {

enum class bound : std::uint8_t { at_least, at_most };

struct goal {
    std::string_view text;
    figure of;
    std::string_view our_load;
    std::string_view peer;
    std::string_view peer_load;
    bound side;
    double wanted;
    double aim;
};

const std::vector<goal>& accept_goals();

/// Returns the ratio of `ours`, the name of an iaqd contender, to the goal's peer.
spread reached(const results& all, std::string_view ours, const goal& asked);

/// True when the median of the ratios satisfies the bound.
bool is_met(const spread& ratio, bound side, double wanted);

}  // namespace iaq::bench
