#pragma once

#include "base/result.hpp"
#include "evidence/tile_tree.hpp"
#include "journal/disk.hpp"
#include "journal/folding.hpp"
#include "journal/keys.hpp"
#include "journal/layout.hpp"
#include "journal/options.hpp"
#include "journal/trouble.hpp"
#include "ledger/header.hpp"
#include "model/segments.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// Drops the front of the journal: whole segments with their keys, from the first on. What a proof
/// needs of them stays, and a base stands for the state before the first that is kept.
/// journal_format.md, Retention.
namespace iaq::journal {

/// Thread: the housekeeper's, where whoever else reads closed segments is at work as well.
class dropper {
public:
    /// Lifetime: `on` and `with` outlive it.
    dropper(disk& on, const layout& where, const keys& with, snapshots how)
        : disk_(on), layout_(where), keys_(with), how_(std::move(how)) {}

    /// Returns the segments that are there; none when one cannot be read, which the scrub will say.
    model::journal_segments look();

    /// Makes ready to drop all before `first_kept`, the first record of a segment: reads what is to
    /// go once more and compares it with the tree, makes its tiles durable, and writes the base.
    /// Gives up when `stop` comes true. Returns SHA-256 of the state in the base.
    ///
    /// Durability: complete when it returns. Errors: `damaged` for rot; `unwritable`; anything else
    /// is a reason not to drop now.
    result<std::string, trouble> prepare(model::sequence first_kept, const std::atomic<bool>& stop);

    /// Removes the segments before `first_kept`, from the first on, then bases that nothing rests
    /// on. Durability: complete when it returns. Errors: `unwritable`, `unreadable`.
    result<void, trouble> drop(model::sequence first_kept);

    /// Removes the base that `prepare` wrote. Durability and errors: as `drop`.
    result<void, trouble> abandon(model::sequence first_kept);

private:
    struct seen_segment {
        std::uint64_t created_ns = 0;
        std::uint64_t bytes = 0;
    };
    result<void, trouble> sync_tiles_before(model::sequence first_kept);
    result<std::vector<evidence::tile_file>, trouble> edge_before(model::sequence first_kept,
                                                                  const std::string& journal_id);

    disk& disk_;
    layout layout_;
    const keys& keys_;
    snapshots how_;
    std::map<model::sequence, seen_segment> known_;  // those that were closed
};

/// Removes what a retention that a crash cut short has left: sidecars and bases in front of the
/// first segment, and a base that no record announces. `first_kept`: as the records say.
/// Errors: `unreadable`, `unwritable`.
result<void, trouble> sweep_dropped(disk& on, const layout& where, model::sequence first_kept);

}  // namespace iaq::journal
