#pragma once

#include "base/result.hpp"
#include "evidence/stored_tile.hpp"
#include "evidence/tile_path.hpp"
#include "seal/hasher.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The growing evidence tree: an RFC 6962 tree that hands out its tiles as they become full.
namespace iaq::evidence {

struct tile_file {
    std::string path;  // relative to the journal's folder: `tile/0/x001/234`
    std::string bytes;

    friend bool operator==(const tile_file&, const tile_file&) = default;
};

/// Holds at most 255 hashes a level and 255 leaves, whatever the tree's size.
///
/// Thread: one at a time.
class tile_tree {
public:
    /// A leaf is written behind its length in 16 bits.
    static constexpr std::size_t leaf_bytes_max = 65'535;

    /// Adds the next leaf and appends to `full` the tiles and the bundle that became full with it.
    /// Costs the hash of the leaf and, over many, of one node.
    ///
    /// Requires: at most `leaf_bytes_max` bytes.
    void append(std::string_view leaf, std::vector<tile_file>& full);

    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// Returns the RFC 6962 root over all leaves so far. Costs at most 63 hashes.
    [[nodiscard]] seal::digest root() const;

    /// Returns the partial tiles and the partial bundle of the present size: none on a level where
    /// the last tile is full.
    [[nodiscard]] std::vector<tile_file> partial() const;

    /// Goes on with a tree of `size` leaves. Of each level it reads the partial tile of this very
    /// size or else the full one that came after it, and so for the bundle.
    ///
    /// The caller compares `root()` with a signed head: tiles are not signed by themselves.
    /// Errors: the first file that is missing, has another length than its place asks for, or, of
    ///         the bundle, whose leaves do not hash to the tile above them.
    static result<tile_tree, missing_tile> restore(std::uint64_t size, const tile_source& read);

private:
    /// Adds the hash of a perfect subtree to the tiles of its height, if they hold such.
    void put(unsigned height, const seal::digest& node, std::vector<tile_file>& full);
    result<void, missing_tile> restore_row(unsigned level, const tile_source& read);
    result<void, missing_tile> restore_bundle(const tile_source& read);

    seal::hasher hash_;
    std::uint64_t size_ = 0;
    /// By height: the perfect subtrees of which the tree consists, one for each bit of its size.
    std::array<seal::digest, 64> peaks_{};
    /// By level: the hashes of the last tile, while it is partial.
    std::array<std::string, tile_levels> rows_;
    /// The entries of the last bundle, while it is partial.
    std::string bundle_;
};

}  // namespace iaq::evidence
