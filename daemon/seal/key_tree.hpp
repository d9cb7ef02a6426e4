#pragma once

#include "seal/key.hpp"
#include "seal/node_prf.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A key for each record of a segment, all derived from one root, so that single ones can be
/// destroyed. journal_format.md, Sealing.
namespace iaq::seal {

constexpr unsigned tree_depth = 6;
constexpr unsigned tree_fanout = 16;
constexpr std::uint32_t leaves_max = 1U << 24U;

/// A key that opens every leaf below its place; one at `tree_depth` is a leaf itself.
struct node {
    std::uint8_t depth = 0;   // 0 is the root
    std::uint32_t index = 0;  // of the node among those of its depth
    key secret;
};

/// The leaves below a place. Requires: a place that `is_place` knows.
std::uint32_t first_leaf(const node& at);
std::uint32_t leaf_count(const node& at);
/// True when the tree has such a depth and the depth such an index.
bool is_place(unsigned depth, std::uint32_t index);
/// True when all nodes have places in the tree, stand in order of their leaves and never overlap.
bool is_cover(std::span<const node> nodes);

/// The keys that a cover still opens. Thread: one at a time.
class key_tree {
public:
    /// Requires: `is_cover(cover)`. The whole tree is covered by its root.
    explicit key_tree(std::vector<node> cover);

    /// Returns the leaf's key, or nullptr when it was punctured or the tree has no such leaf.
    /// Walked in order this takes 1.07 derivations a leaf. Makes no key but in the place of
    /// another.
    ///
    /// Lifetime: until the next call.
    const key* leaf(std::uint32_t index);

    /// Returns the cover that opens all that this one opens but for `leaves`, in any order; leaves
    /// that it does not open change nothing.
    [[nodiscard]] std::vector<node> punctured(std::span<const std::uint32_t> leaves) const;

    /// Returns a copy of the cover.
    [[nodiscard]] std::vector<node> cover() const;

private:
    [[nodiscard]] std::optional<std::size_t> node_above(std::uint32_t leaf) const;

    std::vector<node> cover_;
    node_prf prf_;
    std::size_t top_ = 0;                   // the node of the cover where the walked path begins
    std::optional<std::uint32_t> walked_;   // the leaf where it ends
    std::array<key, tree_depth + 1> path_;  // its nodes by depth, those below the top
};

/// Returns the 32 bytes by which a segment's header names its root key without giving it away.
std::string key_commitment(const key& root, std::string_view key_id);

}  // namespace iaq::seal
