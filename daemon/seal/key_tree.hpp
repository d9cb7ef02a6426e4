#pragma once

#include "seal/key.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// One key a record, all from one root, and each of them can be taken away for ever
/// (journal_format.md, Sealing).
namespace iaq::seal {

constexpr unsigned tree_depth = 6;
constexpr unsigned tree_fanout = 16;
constexpr std::uint32_t leaves_max = 1U << 24U;

/// A key and the leaves it opens: those whose first `depth` hexadecimal digits are `index`.
struct node {
    std::uint8_t depth = 0;
    std::uint32_t index = 0;
    key secret;
};

/// The first leaf under a node, and how many there are.
constexpr std::uint32_t first_leaf(std::uint8_t depth, std::uint32_t index) {
    return index << (4U * (tree_depth - depth));
}
constexpr std::uint32_t leaf_count(std::uint8_t depth) { return 1U << (4U * (tree_depth - depth)); }

class key_tree {
public:
    /// Requires: the nodes stand in order of their leaves and do not overlap.
    explicit key_tree(std::vector<node> cover);
    ~key_tree();
    key_tree(key_tree&&) noexcept;
    key_tree& operator=(key_tree&&) noexcept;

    /// Returns the leaf's key, or nullptr when it was punctured. Leaves taken in order cost 1.07
    /// derivations each. Lifetime: until the next call.
    const key* leaf(std::uint32_t index);

    /// Returns the nodes that open everything these open but `leaves`.
    [[nodiscard]] std::vector<node> punctured(std::span<const std::uint32_t> leaves) const;
    /// Returns a copy of the nodes.
    [[nodiscard]] std::vector<node> cover() const;

private:
    struct derivation;

    const node* covering(std::uint32_t leaf) const;

    std::unique_ptr<derivation> derive_;
    std::vector<node> cover_;
    std::array<key, tree_depth + 1> path_;  // keys on the way to the last leaf asked for
    const node* from_ = nullptr;            // where that way began
    std::uint32_t last_ = 0;
};

/// Returns the value in a segment's header that binds it to its root key.
std::string key_commitment(const key& root, std::string_view key_id);

}  // namespace iaq::seal
