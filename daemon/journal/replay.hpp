#pragma once

#include "journal/beginning.hpp"
#include "journal/disk.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "journal/layout.hpp"
#include "journal/notary.hpp"
#include "ledger/header.hpp"
#include "ledger/wound.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reads a journal from its first record to its last and refuses what no writer of ours has left.
namespace iaq::journal {

enum class beside : std::uint8_t {
    no_one,    // we hold the lock
    a_writer,  // a daemon may be writing: what looks like damage at the end is looked at again
};

/// On how many processors a pass is made.
enum class hands : std::uint8_t {
    one,  // beside a daemon at work
    two   // where there are two: one thread reads and opens the records, the caller's visits them
};

/// The end of the last segment.
struct tail_found {
    std::string name;         // empty: there is no segment
    std::uint64_t batch = 0;  // where its last batch begins
    std::uint64_t end = 0;    // where its last frame ends
    std::uint64_t size = 0;   // of the file
    bool unborn = false;      // made, but its header never reached the disk
};

struct replayed {
    summary seen;
    std::optional<ledger::segment_header> header;  // of the last segment that has one
    tail_found tail;
};

/// Who is told of the records. `witness` takes a leaf of each; null: nobody keeps the tree.
/// Thread: visits are on the caller's; `witness` is asked on the one that reads.
struct audience {
    const visitor& visit;
    const closed_visitor& visit_closed;
    std::function<result<notary*, trouble>(const std::string& journal_id)> witness;
};

/// Which records a pass visits.
struct span {
    beginning from;
    /// The last record of a closed segment, beyond which the pass does not look; none: to the end.
    model::sequence upto = model::sequence::none;

    [[nodiscard]] bool is_bounded() const { return upto != model::sequence::none; }
};

/// Returns the names of the segments, in order.
///
/// Errors: `unreadable`; `damaged` for a name that is no segment's.
result<std::vector<std::string>, trouble> segment_names(disk& on, const layout& where);

/// Returns what is said of a wound in the segment so named.
trouble damage_in(std::string_view name, const ledger::wound& found);
/// Returns what is said of a segment that this build is too old for.
trouble written_by_newer(std::string_view name, ledger::versions wrote);

/// Visits every record of the span. Memory: one segment. Changes nothing.
///
/// Of the segments before the span the last one is read as well, for the end of the journal must be
/// found and looked at whatever was folded before.
///
/// Errors: `damaged` and `too_new` with file and offset; `unreadable`; `refused` by the visitor;
/// `wrong_key`.
result<replayed, trouble> replay(disk& on, const layout& where, const keys& with,
                                 const audience& to, beside whom, hands with_hands,
                                 const span& over = {});

/// Returns the size of a file that must be all zeros, or nothing when there is none.
///
/// Errors: `damaged` when it holds anything else; `unreadable`.
result<std::optional<std::uint64_t>, trouble> check_zeros(disk& on, const layout& where,
                                                          const std::string& name, beside whom);

}  // namespace iaq::journal
