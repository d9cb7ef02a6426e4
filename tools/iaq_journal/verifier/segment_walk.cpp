#include "iaq_journal/verifier/segment_walk.hpp"

#include <utility>

namespace iaq::verifier {
namespace {

constexpr std::size_t sector_bytes = 512;  // a disk writes one whole or not at all

std::string text_of(finding_kind flaw) {
    if (flaw == finding_kind::bad_checksum) {
        return "not the bytes that were written";
    }
    return flaw == finding_kind::record_too_large ? "longer than any record"
                                                  : "no frame of a possible length";
}

}  // namespace

segment_walk::segment_walk(std::string_view segment, const segment_header& header,
                           segment_place place, docket& on)
    : segment_(segment),
      header_(header),
      place_(std::move(place)),
      on_(on),
      expected_(header.first) {}

void segment_walk::enter(finding_kind kind, std::size_t offset, std::uint64_t record,
                         std::string text) {
    on_.enter({.kind = kind,
               .file = place_.path,
               .offset = offset,
               .record = record,
               .text = std::move(text)});
}

void segment_walk::run(const take_frame& take) {
    while (at_ < segment_.size()) {
        const auto found = read_frame(segment_, header_.root, at_);
        if (!found) {
            if (!pass_damage(found.error())) {
                return;
            }
            continue;
        }
        if (found.value().number >= place_.limit) {
            enter(finding_kind::number_out_of_order, at_, found.value().number,
                  "the next segment begins with a lower number or the same");
            return;
        }
        if (follows(found.value())) {
            take(found.value());
        }
        at_ = found.value().end();
    }
}

/// Returns whether the frame can be taken. What is left out is found missing elsewhere, what comes
/// again is passed over; only the first break of the order is told.
bool segment_walk::follows(const frame& found) {
    if (found.number != expected_ && !std::exchange(disordered_, true)) {
        enter(finding_kind::number_out_of_order, at_, expected_,
              "here is record " + std::to_string(found.number));
    }
    if (found.number < expected_) {
        return false;
    }
    expected_ = found.number + 1;
    return true;
}

/// Judges the place `at_`, where no sound frame is, by "Torn tail or rot" of the format page.
/// Returns whether reading goes on behind it.
bool segment_walk::pass_damage(finding_kind flaw) {
    const auto first = segment_.find_first_not_of('\0', at_);
    if (place_.is_last && first == std::string_view::npos) {
        return false;
    }
    const auto behind = look_behind(segment_, header_.root, at_, expected_);
    const bool under_head = expected_ <= place_.under_head;
    if (place_.is_last && !under_head && is_torn(first, behind)) {
        if (place_.after_crash) {
            on_.note(place_.path + ": a torn tail from offset " + std::to_string(at_) +
                     " on, of which nobody was told");
        } else {
            enter(finding_kind::torn_tail, at_, expected_, "a batch that was not written whole");
        }
        return false;
    }
    if (place_.is_last && !under_head && first - at_ >= frame_head_bytes) {
        enter(finding_kind::nonzero_after_end, first, expected_, "bytes behind the last frame");
    } else {
        enter(flaw, at_, expected_, text_of(flaw));
    }
    if (!behind.next) {
        lost_end_ = true;
        return false;
    }
    at_ = behind.next->offset;
    expected_ = behind.next->number;
    return true;
}

/// Rules 3 to 5 of that section. `first_byte`: the first at or behind `at_` that is not zero.
bool segment_walk::is_torn(std::size_t first_byte, const outlook& behind) const {
    const bool within_sector =
        first_byte - at_ >= frame_head_bytes && first_byte / sector_bytes == at_ / sector_bytes;
    const bool too_far = segment_.find_last_not_of('\0') - at_ >= frame_bytes_max;
    return !behind.was_synced && !within_sector && !too_far;
}

}  // namespace iaq::verifier
