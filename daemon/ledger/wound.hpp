#pragma once

#include <cstdint>
#include <string_view>

/// What can be wrong with a segment, by name.
namespace iaq::ledger {

enum class wound_kind : std::uint8_t {
    bad_length,           // a frame of no length, or one that runs past the segment's end
    bad_checksum,         // the frame's bytes are not those that were written
    number_out_of_order,  // a sound frame or header that does not follow the one before
    torn_tail,            // the last batch, half written and never acknowledged: no damage
    nonzero_after_end,    // bytes where the zeros after the last frame should be
    empty_file,           // a segment without a byte
    bad_header,           // the first block is not a segment's header
    record_too_large,     // a length above `payload_bytes_max`
    wrong_journal,        // a sound segment of another journal
    too_new,              // written by a daemon newer than this one
    forged_record,        // the checksum is good and the seal is not: somebody wrote it
};

std::string_view name_of(wound_kind kind) noexcept;

/// The first wound of a segment.
struct wound {
    wound_kind kind;
    std::uint64_t offset = 0;   // in the segment, in bytes
    std::uint64_t good_at = 0;  // a sound frame after it, which shows that it is rot; 0: none
    std::uint64_t torn = 0;     // of a torn tail: bytes from `offset` to the last that is not zero
};

}  // namespace iaq::ledger
