#pragma once

#include "base/result.hpp"
#include "evidence/tile_tree.hpp"
#include "journal/disk.hpp"
#include "journal/trouble.hpp"

#include <set>
#include <string>
#include <vector>

/// The tree's tiles on disk. They can be made again from the segments, so nothing here is synced;
/// whoever removes a segment syncs its tiles first.
namespace iaq::journal {

class tile_store {
public:
    /// Lifetime: `on` outlives it.
    tile_store(disk& on, std::string root) : disk_(&on), root_(std::move(root)) {}

    /// Returns whether the file is on disk as it should be. Errors: `unreadable`.
    result<bool, trouble> holds(const evidence::tile_file& tile) const;

    /// Writes the files, and first those that found no room before. Lack of space is no error: they
    /// are kept in memory until there is room. Errors: `unwritable`.
    result<void, trouble> write(std::vector<evidence::tile_file> files);
    [[nodiscard]] bool is_behind() const { return !waiting_.empty(); }

    /// Removes every partial tile that is not one of `current`. Errors: `unreadable`, `unwritable`.
    result<void, trouble> sweep_partial(const std::vector<evidence::tile_file>& current);
    /// Writes the partial tiles of a head to come. Returns false when there is no room for them.
    /// Errors: `unwritable`.
    result<bool, trouble> write_partial(const std::vector<evidence::tile_file>& files);
    /// `current` are the partial tiles from now on; those before are removed.
    result<void, trouble> replace_partial(const std::vector<evidence::tile_file>& current);

private:
    result<void, trouble> make_folders(const std::string& path);
    result<bool, trouble> write_one(const evidence::tile_file& tile);
    result<void, trouble> sweep_folder(const std::string& folder);
    result<void, trouble> remove_partial(const std::string& path);

    disk* disk_;
    std::string root_;
    std::set<std::string> folders_;  // that stand: one a thousand tiles, and the partial ones
    std::vector<evidence::tile_file> waiting_;
    std::set<std::string> partial_;
};

}  // namespace iaq::journal
