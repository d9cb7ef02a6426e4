#pragma once

#include "base/result.hpp"
#include "iaq_journal/verifier/finding.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// One record as a segment holds it: length, checksum, number, payload.
namespace iaq::verifier {

constexpr std::size_t frame_head_bytes = 16;
constexpr std::size_t payload_bytes_max = 4'198'384;
constexpr std::size_t frame_bytes_max = frame_head_bytes + payload_bytes_max;

struct frame {
    std::uint64_t number;
    bool begins_batch;
    std::size_t offset;
    std::string_view payload;

    [[nodiscard]] std::size_t end() const { return offset + frame_head_bytes + payload.size(); }
};

/// Returns the frame at `at`. `root`: the checksum of the segment's header.
/// Errors: bad_length, record_too_large, bad_checksum.
result<frame, finding_kind> read_frame(std::string_view segment, std::uint32_t root,
                                       std::size_t at);

/// What lies behind a frame that is not sound.
struct outlook {
    std::optional<frame> next;  // the first sound frame further on, where reading can resume
    bool was_synced = false;    // some frame further on was written after a sync of this place
};

/// Looks at each offset above `damaged` for sound frames whose number is `expected` or less than
/// 2^20 above it.
outlook look_behind(std::string_view segment, std::uint32_t root, std::size_t damaged,
                    std::uint64_t expected);

}  // namespace iaq::verifier
