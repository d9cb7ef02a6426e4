#pragma once

#include "base/result.hpp"
#include "model/ids.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

/// The journal's file home: segments, a writer thread with group commit, a housekeeper that
/// zero-fills the next segment. The promises G1, G3, G6 rest here.
namespace iaq::journal {

struct trouble {
    enum class kind { damaged, locked, unreadable, unwritable, too_new, refused };
    kind what = kind::unreadable;
    std::string text;  // what, which file, which offset, and what would do
};

struct options {
    std::string directory;  // <state_dir>/journal
    std::uint64_t segment_bytes = 64ULL * 1024 * 1024;
    std::string journal_id;  // for a new journal: 32 hex digits of fresh randomness
    std::uint64_t created_ns = 0;  // UTC, for segment headers
};

/// What recovery found.
struct found {
    std::string journal_id;
    std::uint64_t epoch = 1;
    model::sequence last = model::sequence::none;
    std::uint64_t torn_bytes = 0;  // cut from the tail, never acknowledged
    bool created = false;          // the journal is new
};

/// Called for each record in order during `open`. An error text stops the opening as `refused`.
using visitor = std::function<result<void, std::string>(model::sequence, std::string_view)>;

class file_journal {
public:
    /// Opens or creates the journal: takes the lock, replays every record into `visit`, tells a torn
    /// tail from rot, starts a new segment and the threads.
    ///
    /// Durability: when it returns, everything visited is on stable storage.
    static result<std::unique_ptr<file_journal>, trouble> open(const options& how,
                                                               const visitor& visit);
    virtual ~file_journal() = default;

    [[nodiscard]] virtual const found& recovered() const = 0;

    /// Hands a record over. Does not wait for the disk. Sequences follow one another.
    /// Durability: none yet; safe once `on_durable` reports this number or a later one.
    virtual void append(model::sequence number, std::string record) = 0;

    /// `on_durable(upto)` and `on_failure(trouble)` are called on the journal's thread; the caller
    /// posts them to its loop. After `on_failure` nothing is ever reported durable again.
    virtual void start(std::function<void(model::sequence)> on_durable,
                       std::function<void(trouble)> on_failure) = 0;

    /// Writes and syncs what was handed over, cuts the segment to its last frame, ends the threads
    /// and releases the lock. Errors: as `on_failure`.
    virtual result<void, trouble> close() = 0;
};

}  // namespace iaq::journal
