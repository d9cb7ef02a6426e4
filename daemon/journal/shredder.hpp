#pragma once

#include "journal/disk.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "journal/layout.hpp"
#include "journal/trouble.hpp"

#include <span>
#include <vector>

/// Destroys the keys of single records: sidecars are replaced by ones that no longer open them
/// (G10). journal_format.md, Shredding.
namespace iaq::journal {

/// Thread: the journal's.
class shredder {
public:
    /// Lifetime: `on` and `with` outlive it.
    shredder(disk& on, const layout& where, const keys& with)
        : disk_(on), layout_(where), keys_(with) {}

    /// Writes beside each sidecar what it will be without the keys of these records, durably.
    /// Requires: `records` in order, all in segments that are closed.
    ///
    /// Errors: `unwritable`, and then nothing more may be written. Lack of space, and a sidecar
    /// that cannot be read, are refusals.
    result<shred_outcome, trouble> prepare(std::span<const model::sequence> records);
    /// Puts what was made ready in force. Durability: complete when it returns.
    result<void, trouble> commit();
    /// Removes what was made ready.
    result<void, trouble> drop();

private:
    struct refusal {
        trouble why;
        bool ends = false;  // the journal cannot go on
    };
    result<model::records::wrapped_sidecar, refusal> puncture(
        model::sequence segment, std::span<const model::sequence> records);

    disk& disk_;
    const layout& layout_;
    const keys& keys_;
    std::vector<model::sequence> ready_;  // segments
};

/// Puts in force what a crash left beside its place, where `recorded` says that it is to be; the
/// rest is left to be swept away. Durability: complete when it returns.
///
/// Errors: `unwritable`, `unreadable`.
result<void, trouble> finish_shredding(
    disk& on, const layout& where, const std::vector<model::records::wrapped_sidecar>& recorded);

/// Compares, of the segments that were not read, the sidecars that records speak of; those of which
/// none speaks are as they were made, and the scrub looks at them.
///
/// Errors: `damaged` for one that is gone, or another than the last record says; `unreadable`.
result<void, trouble> compare_unread_sidecars(disk& on, const layout& where,
                                              const std::vector<segment_summary>& read,
                                              const recorded_sidecar& recorded);

/// Returns the segments that have a sidecar beside the one in force.
result<std::vector<model::sequence>, trouble> sidecars_aside(disk& on, const layout& where);

}  // namespace iaq::journal
