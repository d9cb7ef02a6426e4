#pragma once

#include "base/result.hpp"
#include "evidence/leaf.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The growing tree, as C2SP tlog-tiles.
namespace iaq::evidence {

constexpr unsigned tile_width = 256;  // hashes in a full tile

/// A file of the tree. `path` is relative to the journal's folder.
struct tile_file {
    std::string path;
    std::string bytes;
};

/// Which file of the tree is missing, or has another length than it must have.
struct missing_tile {
    std::string path;
};

using read_tile = std::function<std::optional<std::string>(const std::string& path)>;

/// Returns `tile/<level>/<index>`, or its partial form when `width` is less than `tile_width`.
std::string tile_path(unsigned level, std::uint64_t index, unsigned width = tile_width);
/// Returns the path of the bundle that holds the leaves themselves.
std::string bundle_path(std::uint64_t index, unsigned width = tile_width);

class tile_tree {
public:
    tile_tree();

    /// Adds the next leaf; appends to `full` the files that became full with it.
    /// Requires: `leaf_bytes`.
    void append(std::string_view leaf, std::vector<tile_file>& full);

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] seal::digest root() const;
    /// Returns the partial tiles and the partial bundle of the present size.
    [[nodiscard]] std::vector<tile_file> partial() const;

    /// Returns the tree of `size` leaves whose files `read` gives.
    static result<tile_tree, missing_tile> restore(std::uint64_t size, const read_tile& read);

private:
    /// The rightmost tile of one level: its hashes, and the perfect subtrees over them, largest
    /// first, as many as the count has bits set.
    struct level {
        std::string hashes;
        std::vector<seal::digest> peaks;
        std::uint64_t full = 0;  // tiles before it
    };

    void add(unsigned at, const seal::digest& hash, std::vector<tile_file>& full);

    mutable seal::hasher hash_;
    std::vector<level> levels_;
    std::string bundle_;
    std::uint64_t size_ = 0;
};

}  // namespace iaq::evidence
