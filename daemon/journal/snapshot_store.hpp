#pragma once

#include "journal/disk.hpp"
#include "journal/state_file.hpp"
#include "journal/trouble.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Snapshots of the state on disk: a cache, so that a start folds the newest records only. Whatever
/// is wrong with one, the fold over all records takes its place.
namespace iaq::journal {

class snapshot_store {
public:
    /// `folder`: empty when none are kept. Lifetime: `on` and `with` outlive it.
    snapshot_store(disk& on, std::string folder, const keys& with)
        : disk_(&on), folder_(std::move(folder)), keys_(&with) {}

    /// Returns the records after which snapshots stand, newest first.
    [[nodiscard]] std::vector<model::sequence> list() const;
    /// Returns that snapshot, or nothing when it cannot be read.
    [[nodiscard]] std::optional<read_state> read(model::sequence last) const;
    /// Returns what a base file holds, or nothing when it cannot be read.
    [[nodiscard]] std::optional<read_state> read_base(const std::string& path) const;
    /// Writes a snapshot and removes all but the newest two.
    ///
    /// Durability: complete when it returns. Errors: `unwritable`; then those before stand.
    result<void, trouble> write(const state_place& where, const describing& describe);
    /// Removes these, those that are gone already included. Durability: complete when it returns.
    /// Errors: `unwritable`.
    result<void, trouble> remove(const std::vector<model::sequence>& some);
    /// Removes what a crash left half written: it may hold what is to be forgotten. Requires:
    /// nobody is writing. Durability: complete when it returns. Errors: `unwritable`.
    result<void, trouble> sweep();
    /// Removes those that another master key than the one in force opens.
    /// Durability: complete when it returns. Errors: `unwritable`.
    result<void, trouble> remove_under_other_key();

private:
    [[nodiscard]] std::string path_of(model::sequence last) const;
    [[nodiscard]] std::optional<read_state> read_file(state_kind kind,
                                                      const std::string& path) const;
    result<void, trouble> remove_named(const std::vector<std::string>& names);

    disk* disk_;
    std::string folder_;
    const keys* keys_;
};

/// Tells of a snapshot after record `last` that found no room, which is no error: a start then
/// folds more. Returns any other outcome as it is.
result<void, trouble> or_without_room(result<void, trouble> made, model::sequence last);

/// Makes tiles durable, and the folders that name them. `tiles`: paths relative to `root`.
/// Errors: `unwritable`.
result<void, trouble> sync_tiles(disk& on, const std::string& root,
                                 const std::vector<std::string>& tiles);

}  // namespace iaq::journal
