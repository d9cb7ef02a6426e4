#pragma once

#include "iaq_journal/verifier/tile_path.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

/// The tree of RFC 6962, grown twice side by side: from what was found in the records, and from
/// what the tiles tell. Holds 256 hashes a level, however many leaves.
namespace iaq::verifier {

struct twin {
    seal::digest found{};
    seal::digest told{};

    friend bool operator==(const twin&, const twin&) = default;
};

/// SHA-256(00 || leaf).
seal::digest leaf_hash(seal::hasher& sha256, std::string_view leaf);

class twin_tree {
public:
    /// Called with the hashes of each tile, level by level; of the partial ones by `close`.
    using take_tile =
        std::function<void(unsigned level, std::uint64_t index, std::span<const twin> hashes)>;

    explicit twin_tree(take_tile tile) : tile_(std::move(tile)) {}

    void add(twin leaf);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Returns both roots over the leaves so far.
    [[nodiscard]] twin root();
    void close();

private:
    struct tier {
        std::vector<twin> hashes;  // of the tile that is not full yet
        std::uint64_t tiles = 0;   // full ones
    };

    [[nodiscard]] twin join(const twin& left, const twin& right);
    [[nodiscard]] twin over(std::span<const twin> perfect);

    take_tile tile_;
    seal::hasher sha256_;
    std::vector<tier> levels_;
    std::uint64_t size_ = 0;
};

}  // namespace iaq::verifier
