#include "seal/key_tree.hpp"

#include "base/assert.hpp"
#include "seal/digest.hpp"

#include <algorithm>
#include <bit>

namespace iaq::seal {
namespace {

constexpr unsigned digit_bits = 4;
static_assert(1U << digit_bits == tree_fanout);
static_assert(1U << (digit_bits * tree_depth) == leaves_max);

/// How many bits of a leaf's index are chosen below `depth`.
constexpr unsigned bits_below(unsigned depth) { return digit_bits * (tree_depth - depth); }

/// Which child of the node at `depth` the way to `leaf` takes.
constexpr unsigned digit_of(std::uint32_t leaf, unsigned depth) {
    return (leaf >> bits_below(depth + 1)) % tree_fanout;
}

/// The depth of the lowest node above both leaves, or of the leaf when they are one.
constexpr unsigned meeting_depth(std::uint32_t a, std::uint32_t b) {
    constexpr unsigned unused_bits = 32 - digit_bits * tree_depth;
    const auto equal_bits = static_cast<unsigned>(std::countl_zero(a ^ b)) - unused_bits;
    return equal_bits / digit_bits;
}
static_assert(meeting_depth(0, 0) == tree_depth && meeting_depth(0, 15) == tree_depth - 1);
static_assert(meeting_depth(0, leaves_max - 1) == 0);

bool opens(const node& top, std::uint32_t leaf) {
    return leaf >> bits_below(top.depth) == top.index;
}

/// The part of the ordered `leaves` that lies below `top`.
std::span<const std::uint32_t> below(const node& top, std::span<const std::uint32_t> leaves) {
    const auto begin = std::ranges::lower_bound(leaves, first_leaf(top));
    const auto end = std::ranges::lower_bound(leaves, first_leaf(top) + leaf_count(top));
    return {begin, end};
}

/// Appends to `out` what remains of `top` without `leaves`, which are in order and all below it.
/// Calls itself, at most `tree_depth` deep.
void puncture(std::vector<node>& out, node top, std::span<const std::uint32_t> leaves,
              node_prf& prf) {
    if (leaves.empty()) {
        out.push_back(std::move(top));
        return;
    }
    for (unsigned digit = 0; top.depth < tree_depth && digit < tree_fanout; ++digit) {
        node child{.depth = static_cast<std::uint8_t>(top.depth + 1),
                   .index = top.index * tree_fanout + digit,
                   .secret = key{}};
        prf.derive(child.secret, top.secret, top.depth, digit);
        const auto gone = below(child, leaves);
        puncture(out, std::move(child), gone, prf);
    }
}

node copy_of(const node& from) {
    return {.depth = from.depth, .index = from.index, .secret = from.secret.copy()};
}

}  // namespace

std::uint32_t first_leaf(const node& at) { return at.index << bits_below(at.depth); }

std::uint32_t leaf_count(const node& at) { return 1U << bits_below(at.depth); }

bool is_place(unsigned depth, std::uint32_t index) {
    return depth <= tree_depth && index < 1U << (digit_bits * depth);
}

bool is_cover(std::span<const node> nodes) {
    std::uint32_t covered = 0;
    return std::ranges::all_of(nodes, [&](const node& each) {
        if (!is_place(each.depth, each.index) || first_leaf(each) < covered) {
            return false;
        }
        covered = first_leaf(each) + leaf_count(each);
        return true;
    });
}

key_tree::key_tree(std::vector<node> cover) : cover_(std::move(cover)) { ensure(is_cover(cover_)); }

const key* key_tree::leaf(std::uint32_t index) {
    if (!walked_ || !opens(cover_[top_], index)) {
        const auto found = node_above(index);
        if (!found) {
            return nullptr;
        }
        top_ = *found;
    }
    auto& top = cover_[top_];
    // The way to the last leaf stands in `path_`; down to where the ways part it is ours as well.
    // Ways from two nodes of the cover part above both.
    unsigned depth = top.depth;
    if (walked_) {
        depth = std::max(depth, meeting_depth(*walked_, index));
    }
    for (; depth < tree_depth; ++depth) {
        const auto& parent = depth == top.depth ? top.secret : path_[depth];
        prf_.derive(path_[depth + 1], parent, depth, digit_of(index, depth));
    }
    walked_ = index;
    return top.depth == tree_depth ? &top.secret : &path_[tree_depth];
}

std::optional<std::size_t> key_tree::node_above(std::uint32_t leaf) const {
    const auto after = std::ranges::upper_bound(cover_, leaf, {}, first_leaf);
    if (after == cover_.begin() || !opens(*std::prev(after), leaf)) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(std::distance(cover_.begin(), after)) - 1;
}

std::vector<node> key_tree::punctured(std::span<const std::uint32_t> leaves) const {
    std::vector<std::uint32_t> ordered(leaves.begin(), leaves.end());
    std::ranges::sort(ordered);
    node_prf prf;
    std::vector<node> left;
    for (const auto& top : cover_) {
        puncture(left, copy_of(top), below(top, ordered), prf);
    }
    return left;
}

std::vector<node> key_tree::cover() const {
    std::vector<node> copies;
    copies.reserve(cover_.size());
    std::ranges::transform(cover_, std::back_inserter(copies), copy_of);
    return copies;
}

std::string key_commitment(const key& root, std::string_view key_id) {
    return hmac_sha256(root.view(), std::string{"iaq journal key commitment v1"}.append(key_id));
}

}  // namespace iaq::seal
