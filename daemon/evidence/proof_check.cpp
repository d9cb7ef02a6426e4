#include "evidence/leaf.hpp"
#include "evidence/proof.hpp"

#include <bit>

namespace iaq::evidence {
namespace {

/// The two numbers that RFC 9162 walks up with: a node's index on its level, and that of the
/// level's last node.
struct climb {
    std::uint64_t node;
    std::uint64_t last;

    [[nodiscard]] bool at_root() const { return last == 0; }
    /// True when the next hash of a proof stands left of the node.
    [[nodiscard]] bool sibling_is_left() const { return (node & 1U) != 0 || node == last; }
    void up() {
        node >>= 1U;
        last >>= 1U;
    }
    /// Up over the levels on which the node, being the last, has no sibling.
    void up_to_sibling() {
        while (node != 0 && (node & 1U) == 0) {
            up();
        }
    }
};

}  // namespace

bool verify_inclusion(seal::hasher& hash, const seal::digest& leaf, std::uint64_t index,
                      std::uint64_t size, std::span<const seal::digest> proof,
                      const seal::digest& root) {
    if (index >= size) {
        return false;
    }
    climb at{index, size - 1};
    auto made = leaf;
    for (const auto& sibling : proof) {
        if (at.at_root()) {
            return false;
        }
        if (at.sibling_is_left()) {
            made = node_hash(hash, sibling, made);
            at.up_to_sibling();
        } else {
            made = node_hash(hash, made, sibling);
        }
        at.up();
    }
    return at.at_root() && made == root;
}

bool verify_consistency(seal::hasher& hash, std::uint64_t from, std::uint64_t to,
                        std::span<const seal::digest> proof, const seal::digest& root_from,
                        const seal::digest& root_to) {
    if (from == 0 || from > to) {
        return false;
    }
    if (from == to) {
        return proof.empty() && root_from == root_to;
    }
    if (proof.empty()) {
        return false;
    }
    // An old tree that is perfect is a node of the new one: its root begins the proof unsaid.
    const bool unsaid = std::has_single_bit(from);
    auto old_root = unsaid ? root_from : proof.front();
    auto new_root = old_root;
    climb at{from - 1, to - 1};
    while ((at.node & 1U) != 0) {
        at.up();
    }
    for (const auto& sibling : proof.subspan(unsaid ? 0 : 1)) {
        if (at.at_root()) {
            return false;
        }
        if (at.sibling_is_left()) {
            old_root = node_hash(hash, sibling, old_root);
            new_root = node_hash(hash, sibling, new_root);
            at.up_to_sibling();
        } else {
            new_root = node_hash(hash, new_root, sibling);
        }
        at.up();
    }
    return at.at_root() && old_root == root_from && new_root == root_to;
}

}  // namespace iaq::evidence
