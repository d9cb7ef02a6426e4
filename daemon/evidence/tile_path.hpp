#pragma once

#include <cstdint>
#include <string>

/// Where the tiles of a tree lie, and how wide they are (C2SP tlog-tiles). Paths are relative to
/// the folder that holds `checkpoint`.
namespace iaq::evidence {

/// A tile holds a subtree of this height: its 256 lowest hashes.
constexpr unsigned tile_height = 8;
constexpr unsigned tile_width = 1U << tile_height;
/// Enough for any tree of 2^64 - 1 leaves.
constexpr unsigned tile_levels = 8;

/// Returns the path of a tile, such as `tile/0/x001/x234/067` or, of a partial one,
/// `tile/1/000.p/7`.
///
/// Requires: `level` below `tile_levels`, `width` 1 to `tile_width`, which means a full tile.
std::string tile_path(unsigned level, std::uint64_t index, unsigned width = tile_width);

/// Returns the path of an entry bundle, such as `tile/entries/000.p/7`. Requires: as `tile_path`.
std::string bundle_path(std::uint64_t index, unsigned width = tile_width);

/// Returns how many hashes tile `index` of `level` has in a tree of `size` leaves: 0 to
/// `tile_width`. Of level 0 this is also the width of bundle `index`.
unsigned width_of_tile(std::uint64_t size, unsigned level, std::uint64_t index);

}  // namespace iaq::evidence
