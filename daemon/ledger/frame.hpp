#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// One record as bytes: u32 length, u32 CRC32C, u64 number, payload; all big-endian.
namespace iaq::ledger {

constexpr std::size_t frame_head_bytes = 16;
/// A record of `model::limits::record_bytes_max` and what sealing adds to it.
constexpr std::size_t payload_bytes_max = 4UL * 1024 * 1024 + 4080;
constexpr std::size_t frame_bytes_max = frame_head_bytes + payload_bytes_max;
/// Frames that are written at once and made durable by one sync. Nothing longer is ever unsynced,
/// which is how far a torn tail can reach.
constexpr std::size_t batch_bytes_max = 4UL * 1024 * 1024;
static_assert(batch_bytes_max <= frame_bytes_max);

/// The top bit of the length. A frame that begins a batch shows that everything before it had been
/// synced when it was written: one batch is on its way at a time.
enum class place : std::uint32_t { within_batch = 0, begins_batch = 0x8000'0000U };

constexpr std::size_t frame_size(std::string_view payload) {
    return frame_head_bytes + payload.size();
}

/// Appends the frame of record `number` to `out`.
///
/// `root`: the checksum of the segment's header. The frame's checksum runs over the header's bytes,
/// then length, number and payload.
/// Requires: 1 to `payload_bytes_max` bytes of payload.
void encode_frame(std::string& out, std::uint32_t root, std::uint64_t number, place where,
                  std::string_view payload);

}  // namespace iaq::ledger
