#pragma once

#include "iaq_journal/verifier/tile_path.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

/// The tree of RFC 6962, grown in three versions side by side, one for each of those who tell the
/// leaves. Holds 256 hashes a level, however many leaves.
namespace iaq::verifier {

/// One hash of the tree as it follows from the records, from the entry bundles and from the tiles.
struct versions {
    seal::digest records{};
    seal::digest bundles{};
    seal::digest tiles{};

    [[nodiscard]] bool holds(const seal::digest& hash) const {
        return hash == records || hash == bundles || hash == tiles;
    }
    [[nodiscard]] bool alike() const { return records == bundles && records == tiles; }
};

/// SHA-256(00 || leaf).
seal::digest leaf_hash(seal::hasher& sha256, std::string_view leaf);

class version_tree {
public:
    /// Called with the hashes of each tile, level by level; of the partial ones by `close`.
    using take_tile =
        std::function<void(unsigned level, std::uint64_t index, std::span<const versions> hashes)>;

    explicit version_tree(take_tile tile) : tile_(std::move(tile)) {}

    void add(versions leaf);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Returns the roots over the leaves so far.
    [[nodiscard]] versions root();
    void close();

private:
    struct tier {
        std::vector<versions> hashes;  // of the tile that is not full yet
        std::uint64_t tiles = 0;       // full ones
    };

    [[nodiscard]] versions join(const versions& left, const versions& right);
    [[nodiscard]] versions over(std::span<const versions> perfect);

    take_tile tile_;
    seal::hasher sha256_;
    std::vector<tier> levels_;
    std::uint64_t size_ = 0;
};

}  // namespace iaq::verifier
