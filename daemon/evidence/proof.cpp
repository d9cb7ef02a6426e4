#include "evidence/proof.hpp"

#include "base/assert.hpp"
#include "evidence/leaf.hpp"
#include "evidence/tile_path.hpp"

#include <bit>

namespace iaq::evidence {
namespace {

/// The leaves `begin` to `end - 1`, a node of the tree: `begin` is a multiple of the smallest power
/// of two that is not less than their number.
struct span_of_leaves {
    std::uint64_t begin;
    std::uint64_t end;

    [[nodiscard]] std::uint64_t count() const { return end - begin; }
    /// Where RFC 6962 divides a node of two leaves or more.
    [[nodiscard]] std::uint64_t middle() const { return begin + std::bit_floor(count() - 1); }
    [[nodiscard]] span_of_leaves left() const { return {begin, middle()}; }
    [[nodiscard]] span_of_leaves right() const { return {middle(), end}; }
};

/// Asks for the subtrees that make up the nodes of one tree.
class prover {
public:
    prover(std::uint64_t size, const subtree& hashes) : size_(size), hashes_(hashes) {}

    result<seal::digest, missing_tile> hash_of(span_of_leaves node) {
        // Every left part is perfect, so only the right one has parts that must be joined.
        std::vector<seal::digest> lefts;
        while (!std::has_single_bit(node.count())) {
            IAQ_TRY(const auto left, perfect(node.left()));
            lefts.push_back(left);
            node = node.right();
        }
        IAQ_TRY(auto joined, perfect(node));
        for (; !lefts.empty(); lefts.pop_back()) {
            joined = node_hash(hash_, lefts.back(), joined);
        }
        return joined;
    }

    /// Hashes of the nodes, the last first: from the leaves up.
    result<std::vector<seal::digest>, missing_tile> hashes_up(
        std::span<const span_of_leaves> nodes) {
        std::vector<seal::digest> up;
        for (std::size_t i = nodes.size(); i-- > 0;) {
            IAQ_TRY(const auto each, hash_of(nodes[i]));
            up.push_back(each);
        }
        return up;
    }

private:
    result<seal::digest, missing_tile> perfect(span_of_leaves node) {
        const auto height = static_cast<unsigned>(std::countr_zero(node.count()));
        const auto index = node.begin >> height;
        if (const auto known = hashes_(height, index)) {
            return *known;
        }
        const auto level = height / tile_height;
        const auto tile = index >> (tile_height - height % tile_height);
        return missing_tile{tile_path(level, tile, width_of_tile(size_, level, tile))};
    }

    std::uint64_t size_;
    const subtree& hashes_;
    seal::hasher hash_;
};

}  // namespace

result<std::vector<seal::digest>, missing_tile> inclusion_proof(std::uint64_t index,
                                                                std::uint64_t size,
                                                                const subtree& hashes) {
    ensure(index < size);
    std::vector<span_of_leaves> siblings;
    for (span_of_leaves node{0, size}; node.count() > 1;) {
        const bool goes_left = index < node.middle();
        siblings.push_back(goes_left ? node.right() : node.left());
        node = goes_left ? node.left() : node.right();
    }
    return prover{size, hashes}.hashes_up(siblings);
}

result<std::vector<seal::digest>, missing_tile> consistency_proof(std::uint64_t from,
                                                                  std::uint64_t to,
                                                                  const subtree& hashes) {
    ensure(from > 0 && from <= to);
    std::vector<span_of_leaves> nodes;
    span_of_leaves node{0, to};
    while (node.end != from) {
        const bool goes_left = from <= node.middle();
        nodes.push_back(goes_left ? node.right() : node.left());
        node = goes_left ? node.left() : node.right();
    }
    // A node that begins the tree is the old tree itself, whose root the verifier has.
    if (node.begin != 0) {
        nodes.push_back(node);
    }
    return prover{to, hashes}.hashes_up(nodes);
}

result<seal::digest, missing_tile> root_of(std::uint64_t size, const subtree& hashes) {
    if (size == 0) {
        seal::hasher hash;
        return empty_root(hash);
    }
    return prover{size, hashes}.hash_of({0, size});
}

}  // namespace iaq::evidence
