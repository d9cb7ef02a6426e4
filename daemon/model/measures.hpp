#pragma once

#include "base/time.hpp"
#include "model/conditions.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Where the daemon stands, in numbers: what a scrape, /readyz and the service manager are told. No
/// part of it is of an inquiry or a person.
namespace iaq::model {

struct measures {
    struct in_state {
        inquiry_state state = inquiry_state::unspecified;
        std::uint64_t count = 0;
        std::optional<utc_time> oldest;  // admission of the oldest; of open states only
    };
    struct line {
        std::string name;
        bool up = false, held = false;
        std::uint64_t queued = 0, in_flight = 0;
    };
    /// How far the consumers of one principal are behind, in deliveries they may see.
    struct reader {
        std::string principal;
        std::size_t consumers = 0;
        std::size_t nearest = 0, farthest = 0;  // at most `limits::lag_counted_max`
    };
    struct alert {
        std::string condition, station;
        severity weight = severity::unspecified;
        bool unready = false;
    };
    struct certificate {
        std::string station;  // empty: of the daemon's own
        utc_time until{};
    };

    utc_time now{};
    sequence last = sequence::none, durable = sequence::none;
    std::uint64_t open = 0, unmatched = 0, sessions = 0;
    std::vector<in_state> states;
    std::vector<line> lines;
    std::vector<alert> alerts;
    std::vector<certificate> certificates;
    bool stopping = false;
};

}  // namespace iaq::model
