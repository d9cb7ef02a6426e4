#pragma once

#include "evidence/stored_tile.hpp"
#include "evidence/tile_tree.hpp"
#include "journal/disk.hpp"
#include "journal/layout.hpp"
#include "journal/trouble.hpp"
#include "model/ids.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// The tiles of a smaller tree than the one on disk.
namespace iaq::journal {

/// Returns what reads tiles below `root`. A partial tile of an older head than the last, which is
/// gone, is cut out of the wider one that took its place. Lifetime: `on` outlives it.
evidence::tile_source stored_tiles(disk& on, std::string root);

/// Returns the paths of the full tiles and bundles of the tree over `to` leaves in which hashes of
/// the leaves from `from` on lie, both counted from 0. Requires: `from` below `to`.
std::vector<std::string> full_tiles(std::uint64_t from, std::uint64_t to);

}  // namespace iaq::journal
