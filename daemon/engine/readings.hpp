#pragma once

#include "base/time.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Who read what, and how often: what goes into the journal at once, and what is summed (AU-2).
namespace iaq::engine {

/// The first of its kind is written down when it is read. The same again by the same person within
/// a minute is counted, and written down as one when the minute is over: a screen that asks anew
/// every second does not fill the journal. A crash loses the count of that minute, never the first.
class readings {
public:
    struct reading {
        std::string principal, user, call, filter, ori;
        friend auto operator<=>(const reading&, const reading&) = default;
    };
    struct summed {
        reading what;
        std::uint64_t times = 0;
        utc_time first_at{};
    };

    /// Returns whether the reading is to be written down now; else it was counted.
    [[nodiscard]] bool note(const reading& what, instant now);
    /// Takes out what was counted in minutes that are over, or `all` of it.
    std::vector<summed> take_sums(mono_time now, bool all);
    [[nodiscard]] std::optional<mono_time> next_over() const;

private:
    struct sum {
        mono_time begun{};
        utc_time first_at{};
        std::uint64_t times = 0;
    };
    std::map<reading, sum> sums_;
};

}  // namespace iaq::engine
