#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

/// Which log-ons are written down one by one and which together (AU-2, G7). Rebuilt from nothing at
/// every start: it only bounds what is written.
namespace iaq::engine {

class logons {
public:
    /// Failed log-ons of one peer that were only counted.
    struct sum {
        std::string source, cause;
        std::uint64_t count = 0;
    };

    /// Takes note of one more connection of this principal; false when that is over `most` in this
    /// minute.
    bool may_open(const std::string& principal, std::size_t most, mono_time now);

    /// Takes note of `count` log-ons that failed. Returns true for the first of its peer and cause
    /// in this minute, which is to be written at once; the others are counted. `source` becomes
    /// "other peers" when `limits::refused_peers_max` were told apart in this minute.
    bool refused(std::string& source, const std::string& cause, std::uint64_t count, mono_time now);

    /// Returns what was counted in minutes that are over, or `all`, and forgets it.
    std::vector<sum> take_sums(mono_time now, bool all);

private:
    struct refusals {
        std::int64_t minute = 0;
        std::uint64_t summed = 0;
        std::string cause;
    };
    std::int64_t minute_ = 0;  // that `opened_` counts
    std::unordered_map<std::string, std::size_t> opened_;
    std::map<std::pair<std::string, std::string>, refusals> refused_;  // by peer and cause
};

}  // namespace iaq::engine
