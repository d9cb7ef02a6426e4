#include "journal/writer.hpp"

#include "base/assert.hpp"
#include "journal/quiet_thread.hpp"
#include "ledger/frame.hpp"

#include <tuple>
#include <utility>

namespace iaq::journal {
namespace {

constexpr std::size_t frames_kept_bytes = 1024UL * 1024;  // of the buffer, between batches
constexpr std::uint32_t segments_dropped = 168;           // the kind of the record of a drop

std::unique_ptr<snapshot_maker> maker_of(disk& on, const layout& where, const options& how) {
    const bool wanted = !how.keep.folder.empty() && how.keep.fold;
    return wanted ? std::make_unique<snapshot_maker>(on, where, *how.with, how.keep) : nullptr;
}

/// The room kept beside the zeros is ours with them only: beside a fresh segment the housekeeper
/// may be making it at this moment, and its zeros would end up in the sidecar.
std::optional<std::string> sidecar_room(const layout& where, source from) {
    switch (from) {
        case source::prepared: return spare_sidecar(where.next);
        case source::reserve: return spare_sidecar(where.reserve);
        case source::fresh: return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

result<open_segment, trouble> open_segment::begin(disk& on, const layout& where, const keys& with,
                                                  ledger::segment_header header, source from,
                                                  std::uint64_t segment_bytes) {
    const auto capacity =
        from == source::reserve ? housekeeper::reserve_bytes(segment_bytes) : segment_bytes;
    IAQ_TRY(auto seal, segment_seal::begin(on, where, with, header, sidecar_room(where, from)));
    IAQ_TRY(auto file, segment_file::begin(on, where, header, from, capacity));
    return open_segment{std::move(header), std::move(file), std::move(seal)};
}

writer::writer(disk& on, const options& how, open_segment segment, bool has_reserve,
               notary* witness)
    : disk_(on),
      options_(how),
      layout_(how.directory),
      segment_(std::move(segment)),
      witness_(witness),
      housekeeper_(
          on, layout_, {how.segment_bytes, has_reserve, how.with->seals, how.scrub_period},
          {maker_of(on, layout_, how), std::make_unique<dropper>(on, layout_, *how.with, how.keep)},
          what_it_tells()),
      shredder_(on, layout_, *how.with),
      last_(model::sequence{segment_.header.first - 1}) {}

housekeeper::listeners writer::what_it_tells() {
    return {[this] { queue_.poke(); },
            [this](bool is_short) {
                if (tell_.space_short) {
                    tell_.space_short(is_short);
                }
            },
            [this](model::journal_segments now) {
                if (tell_.segments_changed) {
                    tell_.segments_changed(std::move(now));
                }
            },
            [this](model::sequence first_kept, std::string base_sha256) {
                if (tell_.drop_prepared) {
                    tell_.drop_prepared(first_kept, std::move(base_sha256));
                }
            }};
}

writer::~writer() {
    queue_.kill();
    end_threads();
}

void writer::start(listeners tell) {
    ensure(!thread_.joinable());
    tell_ = std::move(tell);
    if (segment_.header.first > 1) {
        ask_for_snapshot(model::sequence{segment_.header.first});
    }
    if (options_.by_hand) {
        return;
    }
    housekeeper_.start();
    thread_ = quiet_thread("iaq-journal", [this] { run(); });
}

result<void, trouble> writer::close() {
    queue_.close();
    if (thread_.joinable()) {
        end_threads();
    } else {
        run();  // never started: what was appended is written all the same
    }
    if (failure_) {
        return *failure_;
    }
    // What was recorded has been asked to be put in force before this; the rest is nobody's.
    IAQ_TRY(shredder_.drop());
    if (!drop_recorded_) {
        IAQ_TRY(housekeeper_.take_back_drop());
    }
    return segment_.file.cut();
}

void writer::end_threads() {
    if (thread_.joinable()) {
        thread_.join();
    }
    housekeeper_.stop();
}

/// Both callbacks come from here, so that after the failure nothing follows.
void writer::run() {
    std::vector<queued> batch;
    std::size_t previous = 0;
    while (queue_.take(batch, previous)) {
        previous = batch.size();
        if (!take_up(batch)) {
            return;
        }
    }
}

bool writer::take_up(std::span<const queued> batch) {
    failure_ = housekeeper_.failure();
    if (!failure_) {
        if (const auto written = write(batch); !written) {
            failure_ = written.error();
        }
    }
    if (!failure_) {
        return true;
    }
    queue_.kill();
    if (tell_.failure) {
        tell_.failure(*failure_);
    }
    return false;
}

void writer::turn() {
    ensure(options_.by_hand);
    std::vector<queued> batch;
    for (bool more = true; more && !failure_;) {
        more = queue_.take_now(batch);
        const bool goes_on = take_up(batch);
        if (goes_on) {
            more |= housekeeper_.turn();
        }
    }
}

result<void, trouble> writer::write(std::span<const queued> batch) {
    while (!batch.empty()) {
        if (batch.front().what != work::write_record) {
            IAQ_TRY(obey(batch.front()));
            batch = batch.subspan(1);
            continue;
        }
        if (is_old()) {
            IAQ_TRY(roll(batch.front().number));
        }
        IAQ_TRY(const auto count, encode(batch));
        if (count == 0) {
            IAQ_TRY(roll(batch.front().number));
            continue;
        }
        IAQ_TRY(segment_.file.append(frames_));
        if (auto failure = housekeeper_.failure()) {
            return *std::move(
                failure);  // ours went well, but nothing is said after one that did not
        }
        last_ = batch[count - 1].number;
        if (tell_.durable) {
            tell_.durable(last_);
        }
        IAQ_TRY(attest());
        batch = batch.subspan(count);
    }
    return boost::outcome_v2::success();
}

result<void, trouble> writer::obey(const queued& asked) {
    using step = housekeeper::drop_step::kind;
    switch (asked.what) {
        case work::write_record: break;
        case work::prepare_shred: return prepare_shred(asked.shredded);
        case work::drop_shred: return shredder_.drop();
        case work::prepare_drop:
            drop_recorded_ = false;
            housekeeper_.ask_drop({step::prepare, asked.number});
            break;
        case work::commit_drop:
            due_drop_ = asked.number;
            drop_under_head();
            break;
        case work::abandon_drop: housekeeper_.ask_drop({step::abandon, asked.number}); break;
        case work::answer_probe:
            if (tell_.probed) {
                tell_.probed();
            }
            break;
        case work::commit_shred:
            IAQ_TRY(shredder_.commit());
            IAQ_TRY(housekeeper_.forget_before(last_));
            if (tell_.shred_done) {
                tell_.shred_done();
            }
            break;
    }
    return boost::outcome_v2::success();
}

/// The tree of the open segment holds its root: only a closed one can lose keys for good.
result<void, trouble> writer::prepare_shred(std::span<const model::sequence> records) {
    ensure(!records.empty() && records.back() <= last_);
    if (model::number_of(records.back()) >= segment_.header.first) {
        IAQ_TRY(roll(model::next(last_)));
    }
    IAQ_TRY(auto outcome, shredder_.prepare(records));
    if (tell_.shred_prepared) {
        tell_.shred_prepared(std::move(outcome));
    }
    return boost::outcome_v2::success();
}

/// An empty segment takes its first record whatever its size.
bool writer::fits(std::string_view record) const {
    const auto after = frames_.size() + ledger::frame_size(record) + ledger::sealed_overhead_bytes;
    const bool first = frames_.empty();
    const bool has_room = segment_.file.end() + after <= segment_.file.capacity();
    return (first || after <= ledger::batch_bytes_max) &&
           (has_room || (first && !segment_.file.holds_frames()));
}

/// Encodes as many records as one sync may cover and the segment can hold; returns how many. A
/// batch ends with the record that announces a head, for the head is over the tree as it stands.
result<std::size_t, trouble> writer::encode(std::span<const queued> batch) {
    frames_.clear();
    if (frames_.capacity() > frames_kept_bytes) {
        frames_.shrink_to_fit();
    }
    std::size_t count = 0;
    head_due_ = false;
    for (const auto& entry : batch) {
        const auto& [number, record] = std::tie(entry.number, entry.record);
        if (head_due_ || entry.what != work::write_record || !fits(record)) {
            break;
        }
        const auto made = segment_.seal.close_record(model::number_of(number), record);
        ledger::encode_frame(frames_, segment_.file.root(), model::number_of(number),
                             count == 0 ? ledger::place::begins_batch : ledger::place::within_batch,
                             made.payload);
        if (witness_ != nullptr) {
            IAQ_TRY(
                witness_->take(model::number_of(number), segment_.header, made.of, made.digest));
            head_due_ = notary::announces_head(made.of);
        }
        drop_recorded_ |= made.of.kind == segments_dropped;
        ++count;
    }
    return count;
}

result<void, trouble> writer::attest() {
    if (witness_ == nullptr) {
        return boost::outcome_v2::success();
    }
    if (!head_due_) {
        return witness_->write_tiles();
    }
    IAQ_TRY(witness_->sign());
    drop_under_head();
    return boost::outcome_v2::success();
}

/// Without a head over its record nothing goes: the head may have found no room, and then the next
/// one is over it.
void writer::drop_under_head() {
    if (due_drop_ && (witness_ == nullptr || !witness_->head_is_behind())) {
        housekeeper_.ask_drop({housekeeper::drop_step::kind::commit, *due_drop_});
        due_drop_.reset();
    }
}

bool writer::is_old() const {
    if (!options_.utc_ns || !segment_.file.holds_frames()) {
        return false;
    }
    const auto now = options_.utc_ns();
    const auto created = segment_.file.created_ns();
    const auto age_max = static_cast<std::uint64_t>(options_.segment_age_max.count());
    return now > created && now - created >= age_max;
}

result<void, trouble> writer::roll(model::sequence first) {
    IAQ_TRY(segment_.file.cut());
    auto header = segment_.header;
    header.first = model::number_of(first);
    if (options_.utc_ns) {
        header.created_ns = options_.utc_ns();
    }
    IAQ_TRY(segment_, open_segment::begin(disk_, layout_, *options_.with, std::move(header),
                                          housekeeper_.take(), options_.segment_bytes));
    housekeeper_.ask();
    ask_for_snapshot(first);
    return boost::outcome_v2::success();
}

/// Of the state before record `first`. Without room for all tiles there is none: the next one is
/// behind the next segment.
void writer::ask_for_snapshot(model::sequence first) {
    const model::sequence last{model::number_of(first) - 1};
    snapshot_due due{last, segment_.header.journal_id, {}, {}};
    if (witness_ != nullptr) {
        auto tiles = witness_->take_unsynced();
        if (!tiles) {
            return;
        }
        due.edge = witness_->edge();
        due.tiles = std::move(*tiles);
    }
    housekeeper_.close_segment(std::move(due));
}

}  // namespace iaq::journal
