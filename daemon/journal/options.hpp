#pragma once

#include "base/result.hpp"
#include "journal/folding.hpp"
#include "model/ids.hpp"
#include "model/keeping_records.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// How a journal is opened, and what is found then.
namespace iaq::journal {

struct keys;

/// Called for each record in order during `open`. An error text stops the opening as `refused`.
/// Lifetime: the bytes are gone when it returns.
using visitor = std::function<result<void, std::string>(model::sequence, std::string_view)>;
using closed_visitor = std::function<result<void, std::string>(const closed_record&)>;

/// How snapshots of the folded state are kept, so that a start need not fold all records again.
struct snapshots {
    std::string folder;   // beside the journal's; empty: none are looked at
    std::string version;  // of this program: those of another are left alone
    /// Returns a fold of its own, with which snapshots are made beside the writer; it is used on
    /// the housekeeper's thread. Without it none are made.
    std::function<std::unique_ptr<folding>()> fold;
};
/// The digests of sidecars that one record tells of. Errors: why the record cannot be read.
using sidecar_teller =
    std::function<result<std::vector<model::records::wrapped_sidecar>, std::string>(
        std::string_view record)>;

struct options {
    std::string directory;  // <state_dir>/journal; its parent exists
    std::uint64_t segment_bytes = 64ULL * 1024 * 1024;
    std::string journal_id;        // for a new journal: 32 hex digits of fresh randomness
    std::uint64_t created_ns = 0;  // UTC now, for segment headers
    /// UTC now, for the segments that follow the first; asked on the journal's thread. Without it
    /// they carry `created_ns` and are not closed by age.
    std::function<std::uint64_t()> utc_ns;
    std::chrono::nanoseconds segment_age_max = std::chrono::hours{1};
    /// In this time the scrub reads all closed segments once; zero: it does not.
    std::chrono::nanoseconds scrub_period{0};
    /// What seals and signs; null: neither. Lifetime: outlives the journal.
    const keys* with = nullptr;
    /// File beside the journal's folder that remembers the last head shown, so that an older copy
    /// put back in its place is known for what it is; empty: none is kept.
    std::string shown_head;
    /// Go on with an older copy: in a new epoch, whatever was shown of the lost span.
    bool adopt_restored = false;
    /// No threads of its own: `file_journal::turn` does their work. For a simulation, in which one
    /// seed is to give one history.
    bool by_hand = false;
    /// Called in `visitor`'s place for what cannot be opened; without it that stops the opening.
    closed_visitor visit_closed;
    snapshots keep;
    /// Asked of every record when a shredding was cut short, before anything is visited: what was
    /// recorded is put in force, the rest is swept away. Without it all is swept away.
    sidecar_teller sidecars_told;
    /// Called once everything has been visited and nothing is changed yet. An error text stops the
    /// opening as `refused`.
    std::function<result<void, std::string>()> replayed;
    /// SHA-256 of a segment's sidecar as the records have it, nullptr when none speaks of it: asked
    /// after `replayed`. Another file in its place stops the opening as `damaged`.
    std::function<const std::string*(model::sequence)> recorded_sidecar;
};

/// What recovery found.
struct found {
    std::string journal_id;
    std::uint64_t epoch = 1;
    model::sequence last = model::sequence::none;
    std::uint64_t torn_bytes = 0;  // cut from the tail, never acknowledged
    bool created = false;          // the journal is new
    std::uint64_t lost_to = 0;     // records that were shown and are not here: adopted without them
};

}  // namespace iaq::journal
