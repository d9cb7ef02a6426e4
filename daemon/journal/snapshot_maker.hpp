#pragma once

#include "journal/beginning.hpp"
#include "journal/file_journal.hpp"
#include "journal/layout.hpp"
#include "journal/snapshot_store.hpp"

#include <atomic>
#include <string>
#include <utility>
#include <vector>

/// Makes snapshots beside the writer, of segments it has closed: from the snapshot before, by a
/// fold of its own.
namespace iaq::journal {

/// A segment was closed.
struct snapshot_due {
    model::sequence last;                   // its last record
    std::string journal_id;                 // 16 bytes
    std::vector<evidence::tile_file> edge;  // the tree's partial tiles there
    std::vector<std::string> tiles;         // files that are not durable yet
};

class snapshot_maker {
public:
    /// Lifetime: `on` and `with` outlive it.
    snapshot_maker(disk& on, const layout& where, const keys& with, snapshots how)
        : disk_(on),
          layout_(where),
          keys_(with),
          how_(std::move(how)),
          store_(on, how_.folder, with) {}

    /// Folds up to what is due and writes the snapshot; gives up when `stop` comes true. That there
    /// is no room for it, or that the fold cannot be done beside the writer, is logged and no
    /// error: a start then folds more.
    ///
    /// Errors: `unwritable`; `damaged` when rot is met on the way.
    result<void, trouble> make(snapshot_due due, const std::atomic<bool>& stop);
    /// Returns the tiles of all that was due and is not durable by now: whoever writes a snapshot
    /// next makes them so. Thread: any, when `make` is not running.
    std::vector<std::string> take_unsynced() { return std::exchange(unsynced_, {}); }
    /// Takes over the tiles of what is due and will not be made.
    void keep_unsynced(std::vector<std::string> tiles);
    /// Removes every snapshot from before `now`, and sees to it that none under way takes its
    /// place: what they hold was shredded. Thread: the journal's. Durability: complete when it
    /// returns.
    result<void, trouble> forget_before(model::sequence now);

private:
    result<void, trouble> write(const folding& of, const snapshot_due& due);
    result<void, trouble> fold(folding& into, const snapshot_due& due,
                               const std::atomic<bool>& stop);

    disk& disk_;
    layout layout_;
    const keys& keys_;
    snapshots how_;
    snapshot_store store_;
    std::vector<std::string> unsynced_;  // tiles
    std::atomic<model::sequence> forgets_before_{model::sequence::none};
};

}  // namespace iaq::journal
