#pragma once

#include "journal/file_journal.hpp"
#include "journal/housekeeper.hpp"
#include "journal/notary.hpp"
#include "journal/record_queue.hpp"
#include "journal/segment_file.hpp"
#include "journal/segment_seal.hpp"
#include "journal/shredder.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

/// The journal's thread: seals and writes what has gathered, syncs once, and only then reports it
/// durable.
namespace iaq::journal {

/// The segment being written.
struct open_segment {
    ledger::segment_header header;
    segment_file file;
    segment_seal seal;

    /// Begins the segment of `header.first`, sealed as `with` says: first its sidecar, then its
    /// name, then its header.
    static result<open_segment, trouble> begin(disk& on, const layout& where, const keys& with,
                                               ledger::segment_header header, source from,
                                               std::uint64_t segment_bytes);
};

class writer {
public:
    /// Lifetime: `on` and `witness` outlive it; `witness` may be null.
    writer(disk& on, const options& how, open_segment segment, bool has_reserve, notary* witness);
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;
    ~writer();

    void start(listeners tell);
    /// As `file_journal::turn`.
    void turn();
    void append(queued entry) { queue_.push(std::move(entry)); }
    result<void, trouble> close();
    /// Returns the full tiles that may not be durable, but for those the witness still has.
    /// Requires: closed.
    std::vector<std::string> take_unsynced() { return housekeeper_.take_unsynced(); }

private:
    housekeeper::listeners what_it_tells();
    void run();
    /// Returns whether it can go on; if not, that has been told.
    bool take_up(std::span<const queued> batch);
    result<void, trouble> write(std::span<const queued> batch);
    /// Does what is asked instead of a record.
    result<void, trouble> obey(const queued& asked);
    result<void, trouble> prepare_shred(std::span<const model::sequence> records);
    [[nodiscard]] result<std::size_t, trouble> encode(std::span<const queued> batch);
    /// Brings the tree's files up to the batch that is durable now.
    result<void, trouble> attest();
    void drop_under_head();
    [[nodiscard]] bool fits(std::string_view record) const;
    [[nodiscard]] bool is_old() const;
    result<void, trouble> roll(model::sequence first);
    void ask_for_snapshot(model::sequence first);
    void end_threads();

    disk& disk_;
    options options_;
    layout layout_;
    open_segment segment_;
    notary* witness_;
    record_queue queue_;
    housekeeper housekeeper_;
    shredder shredder_;
    model::sequence last_;                     // record written last
    std::string frames_;                       // one batch
    bool head_due_ = false;                    // the batch announces one
    std::optional<model::sequence> due_drop_;  // first record to keep, once a head is over that
    bool drop_recorded_ = false;               // of the drop made ready last
    listeners tell_;
    std::optional<trouble> failure_;  // the thread's, ours when it has ended
    std::thread thread_;
};

}  // namespace iaq::journal
