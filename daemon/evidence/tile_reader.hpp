#pragma once

#include "evidence/stored_tile.hpp"
#include "evidence/tile_path.hpp"
#include "seal/hasher.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

/// The hashes of a tree, looked up in its tiles.
namespace iaq::evidence {

/// A `subtree` (proof.hpp) out of the tiles of a tree. Keeps the tiles it read last.
///
/// Thread: one at a time.
class tile_reader {
public:
    tile_reader(std::uint64_t tree_size, tile_source read)
        : size_(tree_size), read_(std::move(read)) {}

    /// Returns nothing for a subtree that is not whole in the tree, and when its tile is missing or
    /// has a wrong length.
    std::optional<seal::digest> operator()(unsigned level, std::uint64_t index);

    /// The tile for want of which the last call that failed gave nothing.
    [[nodiscard]] const std::string& missing() const { return missing_; }

private:
    struct loaded {
        std::uint64_t index = 0;
        std::string hashes;  // none: nothing loaded
    };

    std::uint64_t size_;
    tile_source read_;
    /// By level, then by the last bits of the index.
    std::array<std::array<loaded, 4>, tile_levels> loaded_;
    std::string missing_;
};

}  // namespace iaq::evidence
