#include "ledger/scan.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "ledger/checksum.hpp"
#include "ledger/header.hpp"
#include "ledger/zeros.hpp"

#include <bit>
#include <cstring>

namespace iaq::ledger {
namespace {

constexpr std::uint32_t batch_bit = static_cast<std::uint32_t>(place::begins_batch);
constexpr std::size_t sector_bytes = 512;  // a disk writes one whole or not at all
constexpr std::uint64_t numbers_ahead = 1ULL << 20U;
// Records can hold what looks like frames; past this much checking we call it damage: a person
// looks.
constexpr std::size_t checked_bytes_max = 256UL * 1024 * 1024;

/// `bytes::get_big` for a loop over every offset of a segment.
std::uint64_t number_at(std::string_view segment, std::size_t frame) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t raw = 0;
    std::memcpy(&raw, segment.data() + frame + 8, sizeof raw);
    return __builtin_bswap64(raw);
}

}  // namespace

scanner::scanner(std::string_view segment, std::uint64_t first, standing how)
    : segment_(segment),
      root_(root_of(segment)),
      expected_(first),
      how_(how),
      offset_(header_bytes) {}

void scanner::refresh(std::string_view segment) {
    ensure(segment.size() >= offset_);
    segment_ = segment;
}

result<std::optional<entry>, wound> scanner::next() {
    if (offset_ == segment_.size()) {
        return std::optional<entry>{};
    }
    const auto found = frame_at(offset_);
    if (!found) {
        if (how_ == standing::closed) {
            return wound{found.error(), offset_};
        }
        return judge_tail(found.error());
    }
    if (found.value().number != expected_) {
        return wound{wound_kind::number_out_of_order, offset_};
    }
    offset_ += frame_size(found.value().payload);
    ++expected_;
    return std::optional<entry>{found.value()};
}

result<entry, wound_kind> scanner::frame_at(std::size_t at) const {
    const auto rest = segment_.substr(at);
    if (rest.size() < frame_head_bytes) {
        return wound_kind::bad_length;
    }
    const auto word = bytes::get_big<std::uint32_t>(rest, 0);
    const std::size_t length = word & ~batch_bit;
    if (length > payload_bytes_max) {
        return wound_kind::record_too_large;
    }
    if (length == 0 || length > rest.size() - frame_head_bytes) {
        return wound_kind::bad_length;
    }
    const auto sum = crc32c(rest.substr(8, 8 + length), crc32c(rest.substr(0, 4), root_));
    if (sum != bytes::get_big<std::uint32_t>(rest, 4)) {
        return wound_kind::bad_checksum;
    }
    return entry{.number = bytes::get_big<std::uint64_t>(rest, 8),
                 .where = static_cast<place>(word & batch_bit),
                 .payload = rest.substr(frame_head_bytes, length)};
}

result<std::optional<entry>, wound> scanner::judge_tail(wound_kind flaw) const {
    const auto first = first_nonzero(segment_, offset_);
    if (first == std::string_view::npos) {
        return std::optional<entry>{};
    }
    const auto last = last_nonzero(segment_);
    const bool empty_place = first - offset_ >= frame_head_bytes;
    const wound damage{empty_place ? wound_kind::nonzero_after_end : flaw,
                       empty_place ? first : offset_};
    // A lost sector leaves zeros to its end; what follows zeros inside a sector was not torn off.
    const bool inside_sector = empty_place && first / sector_bytes == offset_ / sector_bytes;
    if (inside_sector || last - offset_ >= frame_bytes_max) {
        return damage;
    }
    if (const auto good = later_batch(last)) {
        return wound{damage.kind, damage.offset, *good};
    }
    return wound{.kind = wound_kind::torn_tail, .offset = offset_, .torn = last + 1 - offset_};
}

/// Looks at every offset up to `last` for a sound frame that shows the one at `offset_` was synced.
std::optional<std::size_t> scanner::later_batch(std::size_t last) const {
    std::size_t checked = 0;
    for (auto at = offset_ + 1; at <= last && at + frame_head_bytes < segment_.size(); ++at) {
        const auto ahead = number_at(segment_, at) - expected_;
        if (ahead >= numbers_ahead) {
            continue;
        }
        const auto word = bytes::get_big<std::uint32_t>(segment_, at);
        const std::size_t length = word & ~batch_bit;
        if (length > payload_bytes_max || (ahead != 0 && (word & batch_bit) == 0)) {
            continue;
        }
        checked += length;
        if (checked > checked_bytes_max || frame_at(at)) {
            return at;
        }
    }
    return std::nullopt;
}

}  // namespace iaq::ledger
