#pragma once

#include "journal/beginning.hpp"
#include "journal/replay.hpp"

#include <functional>
#include <string_view>
#include <vector>

/// A fold from the newest place that will do, for a start and for whoever makes snapshots.
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

}  // namespace iaq::journal
