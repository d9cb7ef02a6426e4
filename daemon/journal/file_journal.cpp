#include "journal/file_journal.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "journal/opening.hpp"
#include "journal/replay.hpp"
#include "journal/snapshot_store.hpp"
#include "model/limits.hpp"
#include "observe/log.hpp"

#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;

class opened_journal final : public file_journal {
public:
    opened_journal(std::unique_ptr<disk> own, disk& on, opened ready)
        : own_disk_(std::move(own)),
          disk_(on),
          where_(ready.how.directory),
          keys_(*ready.how.with),
          lock_(std::move(ready.lock)),
          found_(std::move(ready.recovered)),
          last_(found_.last),
          witness_(std::move(ready.witness)),
          keep_(ready.how.keep),
          writer_(on, ready.how, std::move(ready.segment), ready.has_reserve, witness_.get()) {}

    [[nodiscard]] const found& recovered() const override { return found_; }

    result<std::vector<model::sidecar_found>, trouble> rotate(const recorded_sidecar& recorded,
                                                              model::sequence first_kept) override {
        IAQ_TRY(auto wrapped, wrap_sidecars(disk_, where_, keys_, recorded, first_kept));
        snapshot_store snapshots{disk_, keep_.folder, keys_};
        IAQ_TRY(snapshots.remove_under_other_key());
        return wrapped;
    }

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

    void prepare_drop(model::sequence first_kept) override {
        writer_.append({first_kept, {}, work::prepare_drop});
    }
    void commit_drop(model::sequence first_kept) override {
        writer_.append({first_kept, {}, work::commit_drop});
    }
    void abandon_drop(model::sequence first_kept) override {
        writer_.append({first_kept, {}, work::abandon_drop});
    }

    void probe() override { writer_.append({{}, {}, work::answer_probe}); }

    void start(listeners tell) override { writer_.start(std::move(tell)); }

    void turn() override { writer_.turn(); }

    result<void, trouble> close(const describing& describe) override {
        auto closed = writer_.close();
        const bool keeps = !keep_.folder.empty() && keep_.fold;
        if (closed && describe && keeps && last_ != model::sequence::none) {
            closed = or_without_room(keep_snapshot(describe), last_);
        }
        lock_.reset();
        return closed;
    }

private:
    result<void, trouble> keep_snapshot(const describing& describe) {
        std::vector<evidence::tile_file> edge;
        if (witness_) {
            const auto tiles = witness_->take_unsynced();
            if (!tiles) {
                return success();  // the disk is full
            }
            IAQ_TRY(sync_tiles(disk_, where_.root, writer_.take_unsynced()));
            IAQ_TRY(sync_tiles(disk_, where_.root, *tiles));
            edge = witness_->edge();
        }
        const auto id = text::from_hex(found_.journal_id);
        snapshot_store store{disk_, keep_.folder, keys_};
        return store.write({*id, last_, keep_.version, std::move(edge)}, describe);
    }

    std::unique_ptr<disk> own_disk_;  // null when it is another's
    disk& disk_;
    layout where_;
    const keys& keys_;
    std::unique_ptr<file> lock_;
    found found_;
    model::sequence last_;
    std::unique_ptr<notary> witness_;
    snapshots keep_;
    writer writer_;
};

/// Tells who reads where the journal begins, and returns it.
result<beginning, trouble> begin_reading(disk& on, const layout& where, const keys& with,
                                         const reading& how) {
    IAQ_TRY(const auto front, front_of(on, where));
    if (front == model::sequence::none || !how.begin_at) {
        return beginning{front, {}, {}};
    }
    const auto first_kept = model::next(front);
    const auto path = where.base(first_kept);
    const auto base = snapshot_store{on, {}, with}.read_base(path);
    const bool fits = base && base->where.last == front;
    if (!how.begin_at(first_kept, fits ? std::optional{base->state()} : std::nullopt)) {
        return trouble{trouble::kind::damaged,
                       path +
                           ": is missing, damaged, under another key or of a newer iaqd, and "
                           "the records before it were dropped; restore it from a backup"};
    }
    return beginning{front, {}, {}};
}

/// Begins with what is left, whatever is missing before it.
result<beginning, trouble> begin_saving(disk& on, const layout& where, const keys& with,
                                        const reading& how) {
    IAQ_TRY(auto from, begin_reading(on, where, with, how));
    if (from.after == model::sequence::none) {
        IAQ_TRY(const auto before, before_first_segment(on, where));
        const bool lacks_base = before != model::sequence::none;
        if (lacks_base && (!how.begin_at || how.begin_at(model::next(before), std::nullopt))) {
            from.after = before;
        }
    }
    return from;
}

result<void, std::string> refuse_closed(const closed_record&) {
    return std::string{
        "is sealed, and no key that is there opens it; give the journal's master key, or restore "
        "the segment's .key file from a backup"};
}

closed_visitor or_refuse(const closed_visitor& visit) {
    return visit ? visit : closed_visitor{refuse_closed};
}

/// A fold that only visits: there is no state to keep.
class plain_visits final : public folding {
public:
    /// Lifetime: both outlive it.
    plain_visits(const visitor& visit, const options& how)
        : visit_(visit), how_(how), visit_closed_(or_refuse(how.visit_closed)) {}

    void reset() override {}
    [[nodiscard]] bool restore(std::string_view) override { return false; }
    result<void, std::string> take(model::sequence number, std::string_view record) override {
        return visit_(number, record);
    }
    result<void, std::string> take_closed(const closed_record& closed) override {
        return visit_closed_(closed);
    }
    [[nodiscard]] result<void, std::string> check() const override {
        return how_.replayed ? how_.replayed() : success();
    }
    [[nodiscard]] recorded_sidecar sidecars() const override { return how_.recorded_sidecar; }
    void describe(canonical&) const override {}

private:
    const visitor& visit_;
    const options& how_;
    closed_visitor visit_closed_;
};

}  // namespace

result<std::unique_ptr<file_journal>, trouble> file_journal::open(const options& how,
                                                                  folding& into) {
    auto own = make_posix_disk();
    auto& on = *own;
    IAQ_TRY(auto ready, open_for_writing(on, how, into));
    return std::unique_ptr<file_journal>{
        std::make_unique<opened_journal>(std::move(own), on, std::move(ready))};
}

result<std::unique_ptr<file_journal>, trouble> file_journal::open(const options& how, folding& into,
                                                                  disk& on) {
    IAQ_TRY(auto ready, open_for_writing(on, how, into));
    return std::unique_ptr<file_journal>{
        std::make_unique<opened_journal>(nullptr, on, std::move(ready))};
}

result<std::unique_ptr<file_journal>, trouble> file_journal::open(const options& how,
                                                                  const visitor& visit) {
    plain_visits into{visit, how};
    return open(how, into);
}

result<std::unique_ptr<file_journal>, trouble> file_journal::open(const options& how,
                                                                  const visitor& visit, disk& on) {
    plain_visits into{visit, how};
    return open(how, into, on);
}

result<summary, trouble> file_journal::read_only_scan(const std::string& directory,
                                                      const visitor& visit, const reading& how) {
    const auto on = make_posix_disk();
    const layout where{directory};
    IAQ_TRY(check_zeros(*on, where, "next", beside::a_writer));
    IAQ_TRY(check_zeros(*on, where, "reserve", beside::a_writer));
    const auto visit_closed = or_refuse(how.visit_closed);
    const audience to{visit, visit_closed, {}};
    const auto& with = how.with != nullptr ? *how.with : no_keys();
    IAQ_TRY(auto from, begin_reading(*on, where, with, how));
    IAQ_TRY(auto past,
            replay(*on, where, with, to, beside::a_writer, hands::two, {std::move(from), {}}));
    if (how.tail == unfinished_tail::damage && past.seen.unfinished_bytes != 0) {
        return trouble{trouble::kind::damaged,
                       "segment/" + past.tail.name + ": torn_tail at offset " +
                           std::to_string(past.tail.end) + ": a batch that was never finished"};
    }
    return std::move(past.seen);
}

std::optional<trouble> file_journal::read_good_prefix(const std::string& directory,
                                                      const visitor& visit, const reading& how) {
    const auto on = make_posix_disk();
    const layout where{directory};
    const auto visit_closed = or_refuse(how.visit_closed);
    const audience to{visit, visit_closed, {}};
    const auto& with = how.with != nullptr ? *how.with : no_keys();
    auto from = begin_saving(*on, where, with, how);
    if (!from) {
        return std::move(from).error();
    }
    const auto past =
        replay(*on, where, with, to, beside::no_one, hands::one, {std::move(from).value(), {}});
    return past ? std::nullopt : std::optional{past.error()};
}

}  // namespace iaq::journal
