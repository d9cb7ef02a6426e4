#include "journal/follower.hpp"

#include "journal/replay.hpp"
#include "ledger/zeros.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace iaq::journal {
namespace {

using ledger::wound_kind;

constexpr auto unreadable = trouble::kind::unreadable;
constexpr std::size_t piece_bytes = 256UL * 1024;

}  // namespace

follower::follower(const std::string& directory, const keys& with, model::sequence first)
    : disk_(make_posix_disk()), where_(directory), keys_(with), first_(first) {}

result<std::uint64_t, trouble> follower::look(const visitor& visit,
                                              const closed_visitor& visit_closed) {
    std::uint64_t visited = 0;
    for (;;) {
        // Listed before the segment is read: one that another follows is finished by then.
        IAQ_TRY(const auto names, segment_names(*disk_, where_));
        if (name_.empty()) {
            IAQ_TRY(const bool begun, begin(names));
            if (!begun) {
                return visited;
            }
        }
        IAQ_TRY(const bool same, make_sure_of_header());
        if (!same) {
            return visited;
        }
        const auto next = std::ranges::upper_bound(names, name_);
        const bool closed = next != names.end();
        IAQ_TRY(read_growth(closed ? at_end::yes : at_end::no));
        IAQ_TRY(const auto more, walk(visit, visit_closed));
        visited += more;
        if (!closed) {
            return visited;
        }
        if (scanner_->offset() != buffer_.size()) {
            return damage_in(name_, wound_.value_or(ledger::wound{wound_kind::nonzero_after_end,
                                                                  scanner_->offset()}));
        }
        IAQ_TRY(const bool entered, enter(*next));
        if (!entered) {
            return visited;
        }
    }
}

/// Enters the segment that holds the first record wanted, or the one that will.
result<bool, trouble> follower::begin(const std::vector<std::string>& names) {
    if (names.empty()) {
        return false;
    }
    const auto after = std::ranges::upper_bound(names, segment_name(first_));
    if (after == names.begin()) {
        return damage_in(names.front(), {wound_kind::number_out_of_order});
    }
    return enter(*std::prev(after));
}

/// Returns false for a segment that is still being made.
result<bool, trouble> follower::enter(const std::string& name) {
    const auto path = where_.segments + "/" + name;
    IAQ_TRY(auto opened, told(disk_->open(path, access::read), unreadable, "open", path));
    std::string block(ledger::header_bytes, '\0');
    IAQ_TRY(const auto got, told(opened->read_at(0, block), unreadable, "read", path));
    block.resize(got);
    const auto header = ledger::decode_header(block);
    if (!header) {
        if (header.error().kind == wound_kind::too_new) {
            return written_by_newer(name, ledger::written_with(block));
        }
        if (!ledger::is_unborn(block)) {
            IAQ_TRY(suffer(header.error()));
        }
        return false;
    }
    const auto expected = first_in(name).value_or(model::sequence::none);
    const auto last = header_ ? last_ : model::number_of(expected) - 1;
    const auto follows =
        ledger::check_follows(header_.value_or(header.value()), last, header.value());
    if (!follows || model::sequence{header.value().first} != expected) {
        return damage_in(
            name, follows ? ledger::wound{wound_kind::number_out_of_order} : follows.error());
    }
    IAQ_TRY(auto seal, segment_seal::open(*disk_, where_, keys_, block, header.value()));
    name_ = name;
    file_ = std::move(opened);
    buffer_ = std::move(block);
    header_ = header.value();
    last_ = last;
    seal_.emplace(std::move(seal));
    scanner_.emplace(buffer_, header_->first, ledger::standing::last);
    return true;
}

/// A start replaces a segment without a record by another of the same name: then that one is
/// entered. Returns false while it is being made.
result<bool, trouble> follower::make_sure_of_header() {
    if (scanner_->offset() != ledger::header_bytes) {
        return true;
    }
    return enter(std::string{name_});
}

/// Reads on behind the last whole frame, over what looked unfinished before. Without more than
/// zeros there one short piece is all that is read.
result<void, trouble> follower::read_growth(at_end closed) {
    const auto path = where_.segments + "/" + name_;
    IAQ_TRY(const auto size, told(file_->size(), unreadable, "measure", path));
    auto at = scanner_->offset();
    if (size < at) {
        return damage_in(name_, {wound_kind::bad_length, size});
    }
    buffer_.resize(std::min<std::size_t>(buffer_.size(), size));
    std::size_t wanted = ledger::frame_head_bytes;
    for (bool growing = true; growing && at < size; wanted = piece_bytes) {
        const auto until = std::min<std::uint64_t>(size, at + wanted);
        buffer_.resize(std::max<std::size_t>(buffer_.size(), until));
        const auto piece = std::span{buffer_}.subspan(at, until - at);
        IAQ_TRY(const auto got, told(file_->read_at(at, piece), unreadable, "read", path));
        if (got < piece.size()) {  // cut meanwhile
            buffer_.resize(at + got);
            break;
        }
        // Within a frame there may be zeros too.
        growing = closed == at_end::yes || !ledger::all_zero({piece.data(), piece.size()}) ||
                  (wanted == piece_bytes && at - scanner_->offset() < ledger::frame_bytes_max);
        at = until;
    }
    scanner_->refresh(buffer_);
    return boost::outcome_v2::success();
}

result<std::uint64_t, trouble> follower::walk(const visitor& visit,
                                              const closed_visitor& visit_closed) {
    std::uint64_t visited = 0;
    for (;;) {
        const auto got = scanner_->next();
        if (!got) {
            IAQ_TRY(suffer(got.error()));
            return visited;
        }
        if (!got.value()) {
            wound_.reset();
            return visited;
        }
        wound_.reset();
        last_ = got.value()->number;
        if (model::sequence{last_} >= first_) {
            IAQ_TRY(tell(*got.value(), visit, visit_closed));
            ++visited;
        }
    }
}

result<void, trouble> follower::tell(const ledger::entry& entry, const visitor& visit,
                                     const closed_visitor& visit_closed) {
    const model::sequence number{entry.number};
    const auto opened = seal_->open_record(entry.number, entry.payload);
    if (!opened) {
        return damage_in(name_, {wound_kind::forged_record,
                                 scanner_->offset() - ledger::frame_size(entry.payload)});
    }
    const auto taken = opened->how == opened_record::state::open
                           ? visit(number, opened->plain)
                           : visit_closed({number, opened->of.kind, opened->of.utc_ns});
    if (!taken) {
        return trouble{trouble::kind::refused,
                       "record " + std::to_string(entry.number) + ": " + taken.error()};
    }
    return boost::outcome_v2::success();
}

/// A torn tail is a batch on its way. Anything else may be one too, but not for long.
result<void, trouble> follower::suffer(const ledger::wound& found) {
    const bool same = wound_ && wound_->kind == found.kind && wound_->offset == found.offset;
    looks_ = same ? looks_ + 1 : 1;
    wound_ = found;
    if (found.kind != wound_kind::torn_tail && looks_ > looks_max) {
        return damage_in(name_, found);
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::journal
