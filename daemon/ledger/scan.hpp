#pragma once

#include "base/result.hpp"
#include "ledger/frame.hpp"
#include "ledger/wound.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// Reads a segment's records in order and names the first wound it meets.
namespace iaq::ledger {

/// A segment that another follows is closed: frames to its very end. The last one may end in zeros,
/// or in a batch that was being written when the machine stopped.
enum class standing : std::uint8_t { closed, last };

struct entry {
    std::uint64_t number = 0;
    place where = place::within_batch;
    std::string_view payload;  // lies in the segment
};

class scanner {
public:
    /// Lifetime: `segment`, header included, outlives the scanner.
    /// Requires:  `decode_header(segment)` has succeeded.
    scanner(std::string_view segment, std::uint64_t first, standing how);

    /// Returns the next record, or nothing at the end.
    ///
    /// Torn tail or rot? At the first frame that is not sound, the last batch is known to have been
    /// synced only when a sound frame of a later batch stands behind it: then, or when bytes lie
    /// where no batch could have put them, this is damage. Otherwise it is `torn_tail`, to be cut
    /// at the wound's offset. A frame that is sound but not the expected one is always damage.
    /// After a wound each call returns it again.
    result<std::optional<entry>, wound> next();

    /// Where the last frame returned ends.
    [[nodiscard]] std::uint64_t offset() const { return offset_; }
    /// The number that the next record must have.
    [[nodiscard]] std::uint64_t expected() const { return expected_; }

    /// Goes on over a newer copy of the same segment.
    void refresh(std::string_view segment);

private:
    [[nodiscard]] result<entry, wound_kind> frame_at(std::size_t at) const;
    [[nodiscard]] result<std::optional<entry>, wound> judge_tail(wound_kind flaw) const;
    [[nodiscard]] std::optional<std::size_t> later_batch(std::size_t last) const;

    std::string_view segment_;
    std::uint32_t root_;
    std::uint64_t expected_;
    standing how_;
    std::size_t offset_;
};

}  // namespace iaq::ledger
