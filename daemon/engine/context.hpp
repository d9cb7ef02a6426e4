#pragma once

#include "delivery/cursor_space.hpp"
#include "engine/rules.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// What the engine gets from outside: once, and at the start.
namespace iaq::engine {

/// What the engine is given once. `random` must be unpredictable in production.
struct context {
    rules in_force;
    std::string content_key;  // 32 bytes: keys the digests of contents and refused persons
    delivery::cursor_space cursors;
    std::string version;
    std::function<std::uint64_t()> random;
};

/// What the start has to put into the journal, beside that it started.
struct told_at_start {
    /// The journal is an older copy put back. What it holds unsent may have been sent since, so
    /// that it is in doubt; and every station is held until a person releases it.
    std::optional<model::records::restored> adopted;
    /// Records that the recovered state passed over and no record of the journal gives up yet. One
    /// whose inquiry cannot be told may have been of a send: every station is held.
    std::vector<model::records::quarantined> passed_over;
};

}  // namespace iaq::engine
