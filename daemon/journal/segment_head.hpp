#pragma once

#include "journal/disk.hpp"
#include "journal/layout.hpp"
#include "journal/trouble.hpp"
#include "ledger/header.hpp"

#include <cstdint>
#include <string>

namespace iaq::journal {

/// The first block of a segment's file.
struct segment_head {
    ledger::segment_header header;
    std::string block;        // its bytes
    std::uint64_t bytes = 0;  // of the whole file
};

/// Reads the head of the segment whose first record is `first`.
///
/// Errors: `damaged` for a block that is no header, with the place; `unreadable`.
result<segment_head, trouble> read_segment_head(disk& on, const layout& where,
                                                model::sequence first);

}  // namespace iaq::journal
