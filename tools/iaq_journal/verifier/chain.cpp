#include "iaq_journal/verifier/chain.hpp"

#include "iaq_journal/verifier/record.hpp"

#include <algorithm>
#include <limits>

namespace iaq::verifier {
namespace {

constexpr auto no_limit = std::numeric_limits<std::uint64_t>::max();

std::string span_of(std::uint64_t first, std::uint64_t last) {
    return first == last ? "record " + std::to_string(first)
                         : "records " + std::to_string(first) + " to " + std::to_string(last);
}

}  // namespace

void chain::check() {
    find_orphans();
    const auto names = files_.numbered(".seg");
    segments_ = names.size();
    if (!names.empty() || !orphans_.empty()) {
        begin_ = std::min(names.empty() ? no_limit : names.front(),
                          orphans_.empty() ? no_limit : *orphans_.begin());
        expected_ = begin_;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool is_last = i + 1 == names.size();
        check_segment(names[i], is_last ? no_limit : names[i + 1], is_last);
    }
    check_end();
    keys_.finish(last_key_change_);
}

/// A sidecar without its segment shows that the segment was there.
void chain::find_orphans() {
    const auto segments = files_.numbered(".seg");
    for (const auto first : files_.numbered(".key")) {
        if (std::ranges::binary_search(segments, first)) {
            continue;
        }
        files_.claim(sidecar_path(first));
        if (explain_orphan(first, segments)) {
            continue;
        }
        orphans_.insert(first);
        on_.enter({.kind = finding_kind::missing_file,
                   .file = segment_path(first),
                   .record = first,
                   .text = "its keys are there and it is not"});
    }
}

/// Returns whether the segment of a sidecar need not be there: it was still to be made when the
/// machine stopped, or retention has dropped it and must have dropped its keys as well.
bool chain::explain_orphan(std::uint64_t first, const std::vector<std::uint64_t>& segments) {
    const auto path = sidecar_path(first);
    if (terms_.after_crash && (segments.empty() || first > segments.back())) {
        on_.note(path + ": keys of a segment that was not made yet");
        return true;
    }
    const auto has_base = [&](std::uint64_t begin) { return files_.has(base_path(begin)); };
    if (segments.empty() || first > segments.front()) {
        return false;
    }
    if (terms_.after_crash && std::ranges::any_of(segments, has_base)) {
        on_.note(path + ": keys of a segment that was being dropped");
        return true;
    }
    if (!has_base(segments.front())) {
        return false;
    }
    on_.enter({.kind = finding_kind::stray_file,
               .file = path,
               .text = "the keys of a segment that retention has dropped"});
    return true;
}

void chain::check_segment(std::uint64_t name, std::uint64_t limit, bool is_last) {
    const auto path = segment_path(name);
    const auto bytes = files_.demand(path);
    if (!bytes) {
        expected_.reset();
        keys_.check_alone(name);
        return;
    }
    const auto header = read_header(*bytes);
    if (!header) {
        refuse(path, *bytes, name, is_last, header.error());
        return;
    }
    if (!belongs(path, header.value(), name)) {
        expected_.reset();
        keys_.check_alone(name);
        return;
    }
    check_order(path, header.value());
    keys_.check(header.value());
    walk(*bytes, header.value(),
         {.path = path,
          .limit = limit,
          .is_last = is_last,
          .after_crash = terms_.after_crash,
          .under_head = terms_.under_head.value_or(0)});
}

/// A segment without a sound header: its frames cannot be read, since each checksum begins with
/// the header's.
void chain::refuse(const std::string& path, std::string_view bytes, std::uint64_t name,
                   bool is_last, const header_flaw& flaw) {
    keys_.check_alone(name);
    if (is_last && terms_.after_crash && flaw.kind != finding_kind::too_new && is_unborn(bytes)) {
        on_.note(path + ": a segment that was being made when the machine stopped");
        return;
    }
    on_.enter({.kind = flaw.kind,
               .file = path,
               .offset = flaw.offset,
               .record = name,
               .text = flaw.text});
    expected_.reset();
}

/// Returns whether the segment is one of this journal, under its own name.
bool chain::belongs(const std::string& path, const segment_header& header, std::uint64_t name) {
    constexpr std::uint64_t journal_id_at = 16;
    if (!terms_.journal_id) {
        terms_.journal_id = header.journal_id;
    }
    if (header.journal_id != *terms_.journal_id) {
        on_.enter({.kind = finding_kind::wrong_journal,
                   .file = path,
                   .offset = journal_id_at,
                   .record = name,
                   .text = "a segment of another journal"});
        return false;
    }
    if (header.first != name) {
        on_.enter({.kind = finding_kind::bad_header,
                   .file = path,
                   .offset = header_first_at,
                   .record = name,
                   .text = "begins with record " + std::to_string(header.first)});
        return false;
    }
    return true;
}

void chain::check_order(const std::string& path, const segment_header& header) {
    constexpr std::uint64_t epoch_at = 32;
    if (header.epoch < epoch_) {
        on_.enter({.kind = finding_kind::epoch_went_back,
                   .file = path,
                   .offset = epoch_at,
                   .record = header.first,
                   .text = "epoch " + std::to_string(header.epoch) + " behind epoch " +
                           std::to_string(epoch_)});
    }
    epoch_ = std::max(epoch_, header.epoch);
    if (expected_ && header.first > *expected_ && !orphans_.contains(*expected_)) {
        on_.enter({.kind = finding_kind::records_missing,
                   .file = path,
                   .offset = header_first_at,
                   .record = *expected_,
                   .text = span_of(*expected_, header.first - 1) + " are in no segment"});
    }
}

void chain::walk(std::string_view bytes, const segment_header& header, segment_place place) {
    const auto path = place.path;
    segment_walk walk{bytes, header, std::move(place), on_};
    walk.run([&](const frame& found) { take(found, header, path); });
    expected_ = walk.expected();
    if (walk.lost_end()) {
        expected_.reset();
    }
}

void chain::take(const frame& found, const segment_header& header, const std::string& path) {
    last_ = std::max(last_, found.number);
    const auto held = read_record(found.payload, header.sealed);
    if (!held) {
        on_.enter({.kind = finding_kind::bad_record,
                   .file = path,
                   .offset = found.offset,
                   .record = found.number,
                   .text = "its checksum is good, and it holds no record"});
        return;
    }
    ++records_;
    if (held->kind == kind_keys_shredded || held->kind == kind_master_key_rotated) {
        last_key_change_ = found.number;
    }
    if (held->kind == kind_segments_dropped) {
        last_drop_ = found.number;
    }
    if (log_ != nullptr) {
        log_->add({.number = found.number,
                   .bytes = leaf_of(*held, found.number, header, sha256_),
                   .file = path,
                   .offset = found.offset});
    }
}

void chain::check_end() {
    if (terms_.under_head > last_ && expected_ && !orphans_.contains(*expected_)) {
        on_.enter({.kind = finding_kind::records_missing,
                   .file = "checkpoint",
                   .record = last_ + 1,
                   .text = "signed for " + std::to_string(*terms_.under_head) +
                           " records, the last one found is " + std::to_string(last_)});
    }
}

}  // namespace iaq::verifier
