#pragma once

#include "journal/folding.hpp"
#include "journal/layout.hpp"
#include "journal/snapshot_store.hpp"

/// Where a fold over the journal may begin: behind a snapshot, or at the front.
namespace iaq::journal {

struct beginning {
    model::sequence after = model::sequence::none;  // the first record visited is the next one
    std::string journal_id;                         // 16 bytes; empty at the first record of all
    std::vector<evidence::tile_file> edge;          // the tree's partial tiles there
};

/// Returns the records behind which a fold may begin, newest first; the last one is the front:
/// none, or the last record that retention dropped.
///
/// Errors: as `segment_names`.
result<std::vector<model::sequence>, trouble> beginnings(disk& on, const layout& where,
                                                         const snapshot_store& store);

/// Returns the record before the first segment, whether a base stands for it or not. Errors: as
/// `segment_names`.
result<model::sequence, trouble> before_first_segment(disk& on, const layout& where);

/// Returns the last of `beginnings`. Errors: as `segment_names`.
result<model::sequence, trouble> front_of(disk& on, const layout& where);

/// Returns where a pass begins that folds nothing: at the front. Errors: `damaged` when the base
/// that stands there cannot be used.
result<beginning, trouble> begin_unfolded(disk& on, const layout& where,
                                          const snapshot_store& store);

/// Makes `into` begin behind `after`, one of `beginnings`; `version`: of this program.
///
/// Errors: `damaged` when the file of that state cannot be used. For a snapshot that is no more
/// than a reason to try the next.
result<beginning, trouble> begin(disk& on, const layout& where, const snapshot_store& store,
                                 std::string_view version, model::sequence after, folding& into);

}  // namespace iaq::journal
