#pragma once

#include "base/time.hpp"
#include "model/input.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Who was not let in, and why: told once, then summed for a minute, so that knocking fills no log.
namespace iaq::intake {

class refusals {
public:
    /// Returns what is to be told at once, or nothing: it is told when its minute is over. `cause`:
    /// from a fixed set, without anything of the peer's.
    std::optional<model::inputs::session_refused> note(const std::string& peer,
                                                       const std::string& cause, mono_time now);
    /// Returns the sums of the minutes that are over.
    std::vector<model::inputs::session_refused> take_due(mono_time now);

private:
    struct sum {
        mono_time since{};
        std::uint64_t more = 0;  // after the first, which was told
    };
    std::map<std::pair<std::string, std::string>, sum> sums_;  // by peer and cause
};

}  // namespace iaq::intake
