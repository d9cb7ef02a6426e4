#include "journal/opening.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "journal/dropper.hpp"
#include "journal/newest_fold.hpp"
#include "journal/replay.hpp"
#include "journal/shredder.hpp"
#include "journal/snapshot_store.hpp"
#include "journal/tidying.hpp"
#include "observe/log.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;
constexpr auto unwritable = trouble::kind::unwritable;
constexpr std::uint64_t segment_bytes_min = 64ULL * 1024;

/// The folder may have been made by another, or by a start that ended before it could sync: its
/// name is made durable whoever made it.
result<void, trouble> make_directories(disk& on, const layout& where) {
    const auto parent = where.root + "/..";
    IAQ_TRY(told(on.make_directory(where.root), unwritable, "create", where.root));
    IAQ_TRY(told(on.sync_directory(parent), unwritable, "sync", parent));
    IAQ_TRY(told(on.make_directory(where.segments), unwritable, "create", where.segments));
    return told(on.sync_directory(where.root), unwritable, "sync", where.root);
}

result<std::unique_ptr<file>, trouble> take_lock(disk& on, const layout& where) {
    auto lock = on.lock(where.lock);
    if (lock) {
        return std::move(lock).value();
    }
    if (lock.error() != boost::system::errc::resource_unavailable_try_again) {
        return system_trouble(unwritable, "lock", where.lock, lock.error());
    }
    std::array<char, 256> words{};
    std::string_view holder;
    if (const auto held = on.open(where.lock, access::read)) {
        if (const auto length = held.value()->read_at(0, words)) {
            holder = text::trim({words.data(), length.value()});
        }
    }
    return trouble{trouble::kind::locked, where.lock + ": another daemon writes this journal (" +
                                              text::valid_utf8(holder) + "); stop it first"};
}

/// Returns what the first segment of this run is to be made of.
result<source, trouble> ready_next(disk& on, const options& how, const layout& where, bool has_next,
                                   bool& has_reserve) {
    if (has_next) {
        return source::prepared;
    }
    const std::atomic<bool> stop{false};
    const auto made = prepare_zeros(on, where.next, how.segment_bytes, how.segment_bytes, stop);
    if (made) {
        return source::prepared;
    }
    if (!is_lack_of_space(made.error())) {
        return system_trouble(unwritable, "prepare", where.next, made.error());
    }
    IAQ_TRY(told(on.remove(where.next), unwritable, "remove", where.next));
    return std::exchange(has_reserve, false) ? source::reserve : source::fresh;
}

ledger::segment_header next_header(const options& how, const replayed& past) {
    ledger::segment_header header;
    if (past.header) {
        header = *past.header;
        header.format = ledger::format_version;
        header.fold = ledger::fold_version;
    } else {
        const auto id = text::from_hex(how.journal_id);
        ensure(id && id->size() == ledger::journal_id_bytes);
        header.journal_id = *id;
    }
    header.first = model::number_of(past.seen.last) + 1;
    header.created_ns = how.created_ns;
    return header;
}

/// Removes a segment that holds no record: its place is the new one's, and its keys are to go.
result<void, trouble> clear_place(disk& on, const layout& where, const replayed& past,
                                  const ledger::segment_header& header) {
    if (past.tail.name != segment_name(model::sequence{header.first})) {
        return success();
    }
    const auto path = where.segments + "/" + past.tail.name;
    IAQ_TRY(told(on.remove(path), unwritable, "remove", path));
    return told(on.sync_directory(where.segments), unwritable, "sync", where.segments);
}

/// The first opening of a journal: all that `open` does, step by step.
class opening {
public:
    opening(disk& on, const options& how)
        : disk_(on), how_(how), keys_(how.with != nullptr ? *how.with : no_keys()) {}

    result<opened, trouble> run(folding& into) {
        ensure(how_.segment_bytes >= segment_bytes_min);
        how_.with = &keys_;
        IAQ_TRY(make_directories(disk_, where_));
        IAQ_TRY(auto lock, take_lock(disk_, where_));
        IAQ_TRY(const auto next, check_zeros(disk_, where_, "next", beside::no_one));
        IAQ_TRY(const auto reserve, check_zeros(disk_, where_, "reserve", beside::no_one));
        if (keys_.previous) {
            IAQ_TRY(check_sidecars(disk_, where_, keys_));
        }
        IAQ_TRY(finish_what_was_recorded());
        IAQ_TRY(const auto past, fold(into));
        IAQ_TRY(check_end_of_replay(past, into));
        IAQ_TRY(drop_snapshots(into));
        IAQ_TRY(settle_tail(disk_, where_, past));
        IAQ_TRY(sweep_aside(disk_, where_));
        IAQ_TRY(sweep_dropped(disk_, where_, into.first_kept()));
        IAQ_TRY(const bool has_next,
                keep_if_whole(disk_, where_, "next", next, how_.segment_bytes));
        IAQ_TRY(bool has_reserve, keep_if_whole(disk_, where_, "reserve", reserve,
                                                housekeeper::reserve_bytes(how_.segment_bytes)));
        IAQ_TRY(const auto from, ready_next(disk_, how_, where_, has_next, has_reserve));
        lost_to_ = witness_ ? witness_->lost_to() : 0;
        auto header = next_header(how_, past);
        header.epoch += how_.adopt_restored ? 1 : 0;
        IAQ_TRY(clear_place(disk_, where_, past, header));
        IAQ_TRY(auto segment,
                open_segment::begin(disk_, where_, keys_, header, from, how_.segment_bytes));
        IAQ_TRY(begin_witness(header.journal_id));
        auto recovered = what_was_found(past, header);
        recovered.lost_to = lost_to_;
        return opened{how_,        std::move(lock),     std::move(segment),
                      has_reserve, std::move(witness_), std::move(recovered)};
    }

private:
    result<replayed, trouble> fold(folding& into) {
        const snapshot_store store{disk_, how_.keep.folder, keys_};
        const auto pass = [&](beginning from) { return fold_behind(std::move(from), into); };
        return fold_from_newest(disk_, where_, store, how_.keep.version, model::sequence::none,
                                into, pass, useless_);
    }

    result<replayed, trouble> fold_behind(beginning from, folding& into) {
        const visitor visit = [&](model::sequence number, std::string_view record) {
            return into.take(number, record);
        };
        const closed_visitor visit_closed = [&](const closed_record& closed) {
            return into.take_closed(closed);
        };
        witness_.reset();
        const audience to{visit, visit_closed, witness_source()};
        IAQ_TRY(auto past, replay(disk_, where_, keys_, to, beside::no_one, hands::two,
                                  {std::move(from), {}}));
        IAQ_TRY(settle_witness());
        return past;
    }

    std::function<result<notary*, trouble>(const std::string&)> witness_source() {
        if (!keys_.signing) {
            return {};
        }
        return [this](const std::string& journal_id) { return make_witness(journal_id); };
    }

    result<notary*, trouble> make_witness(const std::string& journal_id) {
        IAQ_TRY(auto made, notary::open(disk_, where_, keys_, journal_id, how_.shown_head,
                                        how_.adopt_restored));
        witness_ = std::make_unique<notary>(std::move(made));
        return witness_.get();
    }

    /// A shredding that a crash cut short between its record and its end: some sidecars may be new
    /// and some old, and a fold over that would contradict itself. So the records are asked first,
    /// and what they hold is made durable before anything rests on it.
    result<void, trouble> finish_what_was_recorded() {
        IAQ_TRY(const auto aside, sidecars_aside(disk_, where_));
        if (aside.empty() || !how_.sidecars_told) {
            return success();
        }
        std::vector<model::records::wrapped_sidecar> recorded;
        const visitor ask = [&](model::sequence,
                                std::string_view record) -> result<void, std::string> {
            IAQ_TRY(auto told_of, how_.sidecars_told(record));
            std::ranges::move(told_of, std::back_inserter(recorded));
            return success();
        };
        const closed_visitor pass_over = [](const closed_record&) -> result<void, std::string> {
            return success();
        };
        const audience to{ask, pass_over, witness_source()};
        IAQ_TRY(auto from, begin_unfolded(disk_, where_, {disk_, how_.keep.folder, keys_}));
        IAQ_TRY(const auto past, replay(disk_, where_, keys_, to, beside::no_one, hands::one,
                                        {std::move(from), {}}));
        IAQ_TRY(settle_witness());
        IAQ_TRY(settle_tail(disk_, where_, past));
        return finish_shredding(disk_, where_, recorded);
    }

    /// Nothing has been changed yet. Under two master keys the rotation compares the sidecars.
    result<void, trouble> check_end_of_replay(const replayed& past, const folding& into) const {
        if (const auto good = into.check(); !good) {
            return trouble{trouble::kind::refused, good.error()};
        }
        const auto recorded = into.sidecars();
        if (!recorded || keys_.previous) {
            return success();
        }
        IAQ_TRY(compare_sidecars(past.seen.segments, recorded, into.first_kept()));
        return compare_unread_sidecars(disk_, where_, past.seen.segments, recorded);
    }

    /// Removes the snapshots that are of no use, those that hold what was shredded since, and what
    /// is left of others.
    result<void, trouble> drop_snapshots(const folding& into) {
        snapshot_store store{disk_, how_.keep.folder, keys_};
        for (const auto last : store.list()) {
            if (last < into.forgets_before() && std::ranges::count(useless_, last) == 0) {
                useless_.push_back(last);
            }
        }
        IAQ_TRY(store.remove(useless_));
        return store.sweep();
    }

    /// A journal whose heads are there and whose segments are all gone gets no new one.
    result<void, trouble> settle_witness() {
        if (witness_) {
            return witness_->settle();
        }
        for (const auto& path : {where_.checkpoint, how_.shown_head}) {
            if (keys_.signing && !path.empty() && disk_.open(path, access::read)) {
                return trouble{trouble::kind::damaged,
                               path +
                                   ": the journal it belongs to has no segment; restore the "
                                   "journal from a backup"};
            }
        }
        return success();
    }

    /// Of a journal without a record.
    result<void, trouble> begin_witness(const std::string& journal_id) {
        if (keys_.signing && !witness_) {
            // Of a start that ended before the first record: its journal id went with its segment.
            static_cast<void>(disk_.remove(where_.verifier_key).has_value());
            IAQ_TRY(make_witness(journal_id));
            IAQ_TRY(witness_->settle());
        }
        return success();
    }

    static found what_was_found(const replayed& past, const ledger::segment_header& header) {
        found recovered{.journal_id = text::to_hex(header.journal_id),
                        .epoch = header.epoch,
                        .last = past.seen.last,
                        .torn_bytes = past.seen.unfinished_bytes,
                        .created = !past.header};
        if (recovered.created) {
            observe::say(observe::event::journal_created, {observe::plain{recovered.journal_id}});
        }
        return recovered;
    }

    disk& disk_;
    options how_;
    const keys& keys_;
    layout where_{how_.directory};
    std::unique_ptr<notary> witness_;
    std::vector<model::sequence> useless_;  // snapshots behind which the fold could not go on
    std::uint64_t lost_to_ = 0;
};

}  // namespace

const keys& no_keys() {
    static const keys none;
    return none;
}

result<opened, trouble> open_for_writing(disk& on, const options& how, folding& into) {
    return opening{on, how}.run(into);
}

}  // namespace iaq::journal
