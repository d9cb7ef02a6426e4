#pragma once

#include "base/result.hpp"
#include "journal/folding.hpp"
#include "journal/options.hpp"
#include "journal/rotation.hpp"
#include "journal/trouble.hpp"
#include "model/ids.hpp"
#include "model/keeping_records.hpp"
#include "model/segments.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The journal's file home: segments, a writer thread with group commit, a housekeeper that
/// zero-fills the next segment. The promises G1, G3, G6 rest here.
namespace iaq::journal {

class disk;

struct segment_summary {
    std::string name;
    std::uint64_t created_ns = 0;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;                        // header and frames, without the zeros behind
    model::sequence first = model::sequence::none;  // `none` when it holds no record
    model::sequence last = model::sequence::none;
    bool sealed = false;
    std::string sidecar{};        // SHA-256 of the sidecar there is; empty: none
    std::string first_sidecar{};  // SHA-256 of the one it began with
};

/// Holds the sidecars there are against the records: `recorded` as in `options`. Those before
/// `first_kept` are passed by: they are on their way out, and what was recorded of them is gone.
///
/// Errors: `damaged`, naming the file: an older one was put back, or it is gone.
result<void, trouble> compare_sidecars(
    const std::vector<segment_summary>& there,
    const std::function<const std::string*(model::sequence)>& recorded, model::sequence first_kept);

/// What `prepare_shred` came to.
struct shred_outcome {
    std::vector<model::records::wrapped_sidecar> sidecars;  // as they will be
    std::string refusal;                                    // why not; empty: they are ready
};

/// What a pass over a journal met.
struct summary {
    std::string journal_id;  // 32 hex digits; empty when there is no journal
    std::uint64_t epoch = 0;
    std::vector<segment_summary> segments;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
    model::sequence last = model::sequence::none;
    /// Behind the last frame: a batch half written, by a writer at work or one that was stopped.
    std::uint64_t unfinished_bytes = 0;
};

/// What an offline reader makes of a half-written batch at the very end.
enum class unfinished_tail : std::uint8_t { accepted, damage };

/// How an offline reader reads.
struct reading {
    const keys* with = nullptr;   // opens sealed records
    closed_visitor visit_closed;  // as in `options`
    unfinished_tail tail = unfinished_tail::accepted;
    /// Told first of a journal whose front retention dropped: the first record that was kept, and
    /// the state before it, or nothing when that cannot be opened. False ends the reading as
    /// `damaged`.
    std::function<bool(model::sequence first_kept, std::optional<std::string_view> base)> begin_at =
        {};
};

/// Whom the journal tells, on its own threads; each posts to the loop.
struct listeners {
    /// Everything up to here is on stable storage.
    std::function<void(model::sequence)> durable;
    /// Comes once; nothing is ever reported durable after it. `damaged`: the scrub found rot.
    std::function<void(trouble)> failure;
    /// True: there is no room to prepare the next segment, and only what must be kept should come
    /// from now on. False: there is again. May be empty.
    std::function<void(bool)> space_short = {};
    std::function<void(shred_outcome)> shred_prepared = {};
    std::function<void()> shred_done = {};
    /// The segments that are there: at the start, and whenever one is closed or dropped.
    std::function<void(model::journal_segments)> segments_changed = {};
    /// `base_sha256`: of the state that stands for what goes; empty: it cannot be dropped now.
    std::function<void(model::sequence first_kept, std::string base_sha256)> drop_prepared = {};
    /// The journal's thread has come to what `probe` put behind all that was asked before.
    std::function<void()> probed = {};
};

class file_journal {
public:
    /// Opens or creates the journal: takes the lock, replays every record into `visit`, tells a
    /// torn tail from rot, cuts the former, starts a new segment.
    ///
    /// Requires:   `segment_bytes` of 64 KiB or more.
    /// Errors:     `locked`; `damaged`, `too_new`, `wrong_key` and `refused` with nothing changed;
    /// `unreadable`;
    ///             `unwritable`.
    /// Durability: when it returns, everything visited is on stable storage.
    static result<std::unique_ptr<file_journal>, trouble> open(const options& how,
                                                               const visitor& visit);

    /// The same on another disk. Lifetime: `on` outlives the journal.
    static result<std::unique_ptr<file_journal>, trouble> open(const options& how,
                                                               const visitor& visit, disk& on);

    /// Folds every record into `into`: from the newest snapshot on, or from the first record when
    /// there is none that is good. `how.visit_closed` is not looked at.
    static result<std::unique_ptr<file_journal>, trouble> open(const options& how, folding& into);
    static result<std::unique_ptr<file_journal>, trouble> open(const options& how, folding& into,
                                                               disk& on);

    /// Reads a journal without its lock and without changing anything; a daemon may be writing it.
    ///
    /// Errors: as `open`, but never `locked` nor `unwritable`.
    static result<summary, trouble> read_only_scan(const std::string& directory,
                                                   const visitor& visit, const reading& how = {});

    /// Reads what is good of a damaged journal: every record before the first trouble of any kind,
    /// `visit`'s own included. It begins with the first segment that is there, with or without a
    /// base. Heads and prepared files are not looked at; nothing is changed.
    /// Returns the trouble, or nothing when all was good.
    static std::optional<trouble> read_good_prefix(const std::string& directory,
                                                   const visitor& visit, const reading& how);

    file_journal() = default;
    file_journal(const file_journal&) = delete;
    file_journal& operator=(const file_journal&) = delete;
    /// Without `close`: what is queued is dropped, as a crash would.
    virtual ~file_journal() = default;

    [[nodiscard]] virtual const found& recovered() const = 0;

    /// Rotation of the master key: `wrap_sidecars` on this journal. Until it has been done a start
    /// needs both keys, and any mixture of the two will start.
    ///
    /// Requires: the keys of `open` hold `previous`; not begun yet.
    virtual result<std::vector<model::sidecar_found>, trouble> rotate(
        const recorded_sidecar& recorded, model::sequence first_kept) = 0;

    /// Hands a record over. Does not wait for the disk, unless the queue is full: its bounds lie
    /// above what the engine lets be in flight.
    ///
    /// Requires:   1 to `model::limits::record_bytes_max` bytes; sequences follow one another.
    /// Durability: none yet; safe once `durable` reports this number or a later one.
    /// Thread:     the loop.
    virtual void append(model::sequence number, std::string record) = 0;

    /// Makes ready to destroy the keys of these records: writes each sidecar without them beside
    /// the one in force, durably, and reports `shred_prepared`. A segment that is being written is
    /// closed first. What was made ready before and not committed is removed.
    ///
    /// Requires: records handed over before, in order. Thread: the loop.
    virtual void prepare_shred(std::vector<model::sequence> records) = 0;
    /// Puts what was made ready in force, durably, and reports `shred_done`. To be called once the
    /// record that holds its digests is durable: a start finishes what a crash cuts short.
    virtual void commit_shred() = 0;
    /// Removes what was made ready.
    virtual void drop_shred() = 0;

    /// Makes ready to drop all segments before `first_kept`, the first record of one, and reports
    /// `drop_prepared`. Requires: the drop before was committed or abandoned. Thread: the loop; so
    /// for the next two.
    virtual void prepare_drop(model::sequence first_kept) = 0;
    /// Removes them. To be called once the record that tells of it is durable and the one that
    /// announces a head over it was handed over: a start takes up again what a crash cuts short.
    virtual void commit_drop(model::sequence first_kept) = 0;
    /// Removes what was made ready.
    virtual void abandon_drop(model::sequence first_kept) = 0;

    /// Asks the journal's thread for a sign of life: `probed`, once all that was handed over before
    /// is on stable storage. A thread that hangs in the disk gives none. Thread: the loop.
    virtual void probe() = 0;

    /// Begins to write. Requires: not begun before.
    virtual void start(listeners tell) = 0;

    /// Does all that the journal's threads would have done by now, and tells the listeners.
    /// Requires: it was opened `by_hand`, and has begun to write.
    virtual void turn() = 0;

    /// Writes and syncs what was handed over, cuts the segment to its last frame, ends the threads
    /// and releases the lock. `describe`: the state after the last record, for a snapshot; that it
    /// could not be kept is no error. Errors: as `failure`.
    virtual result<void, trouble> close(const describing& describe = {}) = 0;
};

}  // namespace iaq::journal
