#include "iaq_journal/verifier/frame.hpp"

#include "iaq_journal/verifier/crc32c.hpp"
#include "iaq_journal/verifier/integers.hpp"

namespace iaq::verifier {
namespace {

constexpr std::uint32_t batch_bit = 0x8000'0000U;
constexpr std::uint64_t numbers_ahead = 1ULL << 20U;
/// Whoever fills a segment with heads of frames makes us sum up as much at most.
constexpr std::size_t summed_bytes_max = 256UL * 1024 * 1024;

}  // namespace

result<frame, finding_kind> read_frame(std::string_view segment, std::uint32_t root,
                                       std::size_t at) {
    const auto rest = segment.substr(at);
    if (rest.size() < frame_head_bytes) {
        return finding_kind::bad_length;
    }
    const auto word = big<std::uint32_t>(rest, 0);
    const std::size_t length = word & ~batch_bit;
    if (length > payload_bytes_max) {
        return finding_kind::record_too_large;
    }
    if (length == 0 || length > rest.size() - frame_head_bytes) {
        return finding_kind::bad_length;
    }
    const auto sum = crc32c(rest.substr(8, 8 + length), crc32c(rest.substr(0, 4), root));
    if (sum != big<std::uint32_t>(rest, 4)) {
        return finding_kind::bad_checksum;
    }
    return frame{.number = big<std::uint64_t>(rest, 8),
                 .begins_batch = (word & batch_bit) != 0,
                 .offset = at,
                 .payload = rest.substr(frame_head_bytes, length)};
}

outlook look_behind(std::string_view segment, std::uint32_t root, std::size_t damaged,
                    std::uint64_t expected) {
    outlook seen;
    std::size_t summed = 0;
    for (auto at = damaged + 1; at + frame_head_bytes < segment.size(); ++at) {
        if (big<std::uint64_t>(segment, at + 8) - expected >= numbers_ahead) {
            continue;
        }
        const std::size_t length = big<std::uint32_t>(segment, at) & ~batch_bit;
        summed += length <= payload_bytes_max ? length : 0;
        if (summed > summed_bytes_max) {
            seen.was_synced = true;  // not known; the graver of the two
            return seen;
        }
        const auto found = read_frame(segment, root, at);
        if (!found) {
            continue;
        }
        if (!seen.next) {
            seen.next = found.value();
        }
        if (found.value().begins_batch || found.value().number == expected) {
            seen.was_synced = true;
            return seen;
        }
        at = found.value().end() - 1;  // no frame begins within a sound one
    }
    return seen;
}

}  // namespace iaq::verifier
