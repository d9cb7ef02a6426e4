#pragma once

#include "crash/legal_disks.hpp"

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace iaq::crash {

/// Looks at disks that a power cut may leave after each call of `log`: as it was, as asked, and two
/// between, drawn with one seed. Those without the folder `needs` are passed by. `look` takes the
/// disk and words that say which; returns how many disks there were.
template <class Look>
std::size_t after_every_cut(const disk_image& begun, const std::vector<operation>& log,
                            const std::string& needs, Look look) {
    constexpr int samples = 4;
    unsettled_disk cut{begun};
    std::mt19937_64 random{7};
    std::size_t states = 0;
    for (std::size_t i = 0; i < log.size(); ++i) {
        cut.apply(log[i]);
        const auto ways = cut.choices();
        for (int sample = 0; sample < samples; ++sample) {
            outcome chosen(ways.size(), 0);
            for (std::size_t c = 0; c < ways.size(); ++c) {
                chosen[c] = sample == 0 ? 0 : sample == 1 ? ways[c] - 1 : random() % ways[c];
            }
            const auto left = cut.is_admissible(chosen) ? cut.after_cut(chosen) : disk_image{};
            if (left.directories.contains(needs)) {
                look(left, "cut after operation " + std::to_string(i) + ", sample " +
                               std::to_string(sample));
                ++states;
            }
        }
    }
    return states;
}

}  // namespace iaq::crash
