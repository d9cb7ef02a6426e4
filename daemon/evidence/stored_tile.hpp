#pragma once

#include "base/result.hpp"
#include "seal/hasher.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Tiles as they are found again: files that may be missing, cut or newer than the tree asked
/// about.
namespace iaq::evidence {

constexpr std::size_t digest_bytes = sizeof(seal::digest);

/// A tile or bundle that is not there, or is not what its place asks for.
struct missing_tile {
    std::string path;
};

/// Returns a file's bytes by its path as in `tile_path`, or nothing when there is no such file.
using tile_source = std::function<std::optional<std::string>(const std::string& path)>;

/// Returns the hashes that tile `index` of `level` has in a tree of `size` leaves.
///
/// A partial tile of this very size is taken before the full one that came after it: it is the one
/// that was made durable with the head.
/// Errors: neither is there with its right length, or the tree has no such tile.
result<std::string, missing_tile> load_tile(std::uint64_t size, unsigned level, std::uint64_t index,
                                            const tile_source& read);

/// Returns the root over a row of hashes. Requires: they are a power of two in number.
seal::digest perfect_root(seal::hasher& hash, std::string_view row);

}  // namespace iaq::evidence
