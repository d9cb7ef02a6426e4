#pragma once

#include "base/time.hpp"
#include "model/ids.hpp"

#include <cstdint>
#include <vector>

/// The journal's segments, as far as retention must know them.
namespace iaq::model {

/// A segment that no record is added to any more.
struct closed_segment {
    sequence first = sequence::none;
    std::uint64_t bytes = 0;
    utc_time closed_at{};  // when the next one began

    friend bool operator==(const closed_segment&, const closed_segment&) = default;
};

struct journal_segments {
    std::vector<closed_segment> closed;  // in order
    sequence open = sequence::none;      // first record of the one being written
    std::uint64_t open_bytes = 0;

    friend bool operator==(const journal_segments&, const journal_segments&) = default;
};

}  // namespace iaq::model
