#pragma once

#include "journal/beginning.hpp"
#include "journal/replay.hpp"

#include <atomic>
#include <functional>
#include <string_view>
#include <vector>

/// A fold from the newest place that will do, for a start and for whoever makes snapshots or bases.
namespace iaq::journal {

/// Folds what lies behind the beginning.
using fold_pass = std::function<result<replayed, trouble>(beginning from)>;

/// What is wrong behind a snapshot may be wrong with the snapshot: then the next one is tried, and
/// the fold from the front has the last word.
///
/// `before`: snapshots behind this record or a later one are left alone; none: any will do.
/// `useless`: takes those that would not do.
/// Errors: those of `pass` from the front; any of another kind than `damaged` and `refused` at
/// once.
result<replayed, trouble> fold_from_newest(disk& on, const layout& where,
                                           const snapshot_store& store, std::string_view version,
                                           model::sequence before, folding& into,
                                           const fold_pass& pass,
                                           std::vector<model::sequence>& useless);

/// Where a fold beside the writer reads.
struct closed_journal {
    disk& on;
    const layout& where;
    const keys& with;
    const snapshot_store& store;
    std::string_view version;  // of this program
};

/// Folds up to `last`, which a closed segment holds; gives up when `stop` comes true.
///
/// `useless`: as above. Errors: as `fold_from_newest`; `unreadable` when it was stopped.
result<void, trouble> fold_closed(const closed_journal& in, model::sequence last, folding& into,
                                  const std::atomic<bool>& stop,
                                  std::vector<model::sequence>& useless);

}  // namespace iaq::journal
