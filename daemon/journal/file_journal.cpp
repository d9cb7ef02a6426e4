#include "journal/file_journal.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "journal/keys.hpp"
#include "journal/replay.hpp"
#include "journal/shredder.hpp"
#include "journal/whole_file.hpp"
#include "journal/writer.hpp"
#include "model/limits.hpp"
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

class opened_journal final : public file_journal {
public:
    opened_journal(std::unique_ptr<disk> own, disk& on, std::unique_ptr<file> lock,
                   const options& how, open_segment segment, bool has_reserve,
                   std::unique_ptr<notary> witness, found recovered)
        : own_disk_(std::move(own)),
          lock_(std::move(lock)),
          found_(std::move(recovered)),
          last_(found_.last),
          witness_(std::move(witness)),
          writer_(on, how, std::move(segment), has_reserve, witness_.get()) {}

    [[nodiscard]] const found& recovered() const override { return found_; }

    void append(model::sequence number, std::string record) override {
        ensure(number == model::next(last_));
        ensure(!record.empty() && record.size() <= model::limits::record_bytes_max);
        last_ = number;
        writer_.append({number, std::move(record)});
    }

    void prepare_shred(std::vector<model::sequence> records) override {
        writer_.append({{}, {}, work::prepare_shred, std::move(records)});
    }
    void commit_shred() override { writer_.append({{}, {}, work::commit_shred}); }
    void drop_shred() override { writer_.append({{}, {}, work::drop_shred}); }

    void start(listeners tell) override { writer_.start(std::move(tell)); }

    result<void, trouble> close() override {
        auto closed = writer_.close();
        lock_.reset();
        return closed;
    }

private:
    std::unique_ptr<disk> own_disk_;  // null when it is another's
    std::unique_ptr<file> lock_;
    found found_;
    model::sequence last_;
    std::unique_ptr<notary> witness_;
    writer writer_;
};

const keys& no_keys() {
    static const keys none;
    return none;
}

result<void, std::string> refuse_closed(const closed_record&) {
    return std::string{
        "is sealed, and no key that is there opens it; give the journal's master key, or restore "
        "the segment's .key file from a backup"};
}

closed_visitor or_refuse(const closed_visitor& visit) {
    return visit ? visit : closed_visitor{refuse_closed};
}

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

/// Writes the last batch again: after a failed sync the system may hold it in memory only and call
/// it clean, and then no sync would ever bring it to the disk.
result<void, trouble> write_again(file& segment, const std::string& path, const tail_found& tail) {
    std::string batch(tail.end - tail.batch, '\0');
    IAQ_TRY(const auto length,
            told(segment.read_at(tail.batch, batch), trouble::kind::unreadable, "read", path));
    if (length != batch.size()) {
        return trouble{trouble::kind::unreadable, path + ": cut by another while it was read"};
    }
    return told(segment.write_at(tail.batch, batch), unwritable, "write", path);
}

/// Makes durable what was visited, and cuts what stands behind it: zeros, or a batch nobody was
/// told of.
result<void, trouble> settle_tail(disk& on, const layout& where, const replayed& past) {
    const auto& tail = past.tail;
    if (tail.name.empty() || tail.unborn) {
        return success();
    }
    const auto path = where.segments + "/" + tail.name;
    IAQ_TRY(const auto segment, told(on.open(path, access::write), unwritable, "open", path));
    if (tail.batch != 0) {
        IAQ_TRY(write_again(*segment, path, tail));
    }
    if (tail.end != tail.size) {
        IAQ_TRY(told(segment->truncate(tail.end), unwritable, "cut", path));
    }
    IAQ_TRY(told(segment->sync_data(), unwritable, "sync", path));
    IAQ_TRY(told(on.sync_directory(where.segments), unwritable, "sync", where.segments));
    if (past.seen.unfinished_bytes != 0) {
        observe::say(observe::event::journal_tail_cut,
                     {observe::plain{tail.name}, past.seen.unfinished_bytes, tail.end});
    }
    return success();
}

/// Removes what a crash left half written beside its place.
result<void, trouble> sweep_aside(disk& on, const layout& where) {
    for (const auto& folder : {where.root, where.segments}) {
        IAQ_TRY(const auto names, told(on.list(folder), trouble::kind::unreadable, "list", folder));
        for (const auto& name : names) {
            if (name.ends_with(aside_ending)) {
                const auto path = folder + "/" + name;
                IAQ_TRY(told(on.remove(path), unwritable, "remove", path));
            }
        }
    }
    return success();
}

/// Removes a file of zeros that has not the size wanted: half prepared, or of another setting.
/// Returns whether it stands.
result<bool, trouble> keep_if_whole(disk& on, const layout& where, const std::string& name,
                                    std::uint64_t bytes) {
    IAQ_TRY(const auto size, check_zeros(on, where, name, beside::no_one));
    if (size && *size != bytes) {
        const auto path = where.segments + "/" + name;
        IAQ_TRY(told(on.remove(path), unwritable, "remove", path));
        return false;
    }
    return size.has_value();
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

    result<std::unique_ptr<file_journal>, trouble> run(std::unique_ptr<disk> own,
                                                       const visitor& visit) {
        ensure(how_.segment_bytes >= segment_bytes_min);
        how_.with = &keys_;
        IAQ_TRY(make_directories(disk_, where_));
        IAQ_TRY(auto lock, take_lock(disk_, where_));
        IAQ_TRY(const bool has_next, keep_if_whole(disk_, where_, "next", how_.segment_bytes));
        IAQ_TRY(bool has_reserve, keep_if_whole(disk_, where_, "reserve",
                                                housekeeper::reserve_bytes(how_.segment_bytes)));
        IAQ_TRY(finish_what_was_recorded());
        const auto visit_closed = or_refuse(how_.visit_closed);
        const audience to{visit, visit_closed, witness_source()};
        IAQ_TRY(const auto past, replay(disk_, where_, keys_, to, beside::no_one));
        IAQ_TRY(settle_witness());
        IAQ_TRY(check_end_of_replay(past));
        IAQ_TRY(settle_tail(disk_, where_, past));
        IAQ_TRY(sweep_aside(disk_, where_));
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
        return std::unique_ptr<file_journal>{std::make_unique<opened_journal>(
            std::move(own), disk_, std::move(lock), how_, std::move(segment), has_reserve,
            std::move(witness_), std::move(recovered))};
    }

private:
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
        IAQ_TRY(const auto past, replay(disk_, where_, keys_, to, beside::no_one));
        IAQ_TRY(settle_witness());
        IAQ_TRY(settle_tail(disk_, where_, past));
        return finish_shredding(disk_, where_, recorded);
    }

    /// Nothing has been changed yet.
    result<void, trouble> check_end_of_replay(const replayed& past) const {
        if (how_.replayed) {
            if (const auto good = how_.replayed(); !good) {
                return trouble{trouble::kind::refused, good.error()};
            }
        }
        return how_.recorded_sidecar ? compare_sidecars(past.seen.segments, how_.recorded_sidecar)
                                     : success();
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
    std::uint64_t lost_to_ = 0;
};

}  // namespace

result<std::unique_ptr<file_journal>, trouble> file_journal::open(const options& how,
                                                                  const visitor& visit) {
    auto own = make_posix_disk();
    opening begun{*own, how};
    return begun.run(std::move(own), visit);
}

result<std::unique_ptr<file_journal>, trouble> file_journal::open(const options& how,
                                                                  const visitor& visit, disk& on) {
    return opening{on, how}.run(nullptr, visit);
}

result<summary, trouble> file_journal::read_only_scan(const std::string& directory,
                                                      const visitor& visit, const reading& how) {
    const auto on = make_posix_disk();
    const layout where{directory};
    IAQ_TRY(check_zeros(*on, where, "next", beside::a_writer));
    IAQ_TRY(check_zeros(*on, where, "reserve", beside::a_writer));
    const auto visit_closed = or_refuse(how.visit_closed);
    const audience to{visit, visit_closed, {}};
    IAQ_TRY(auto past,
            replay(*on, where, how.with != nullptr ? *how.with : no_keys(), to, beside::a_writer));
    if (how.tail == unfinished_tail::damage && past.seen.unfinished_bytes != 0) {
        return trouble{trouble::kind::damaged,
                       "segment/" + past.tail.name + ": torn_tail at offset " +
                           std::to_string(past.tail.end) + ": a batch that was never finished"};
    }
    return std::move(past.seen);
}

}  // namespace iaq::journal
