#pragma once

#include "seal/key.hpp"

#include <memory>

/// The one derivation of the key tree: SP 800-108, counter mode, one block of HMAC-SHA-256.
namespace iaq::seal {

/// Nothing is fetched or allocated per call. Thread: one at a time.
class node_prf {
public:
    node_prf();
    ~node_prf();
    node_prf(node_prf&&) noexcept;
    node_prf& operator=(node_prf&&) noexcept;

    /// Writes the key of child `digit` of `parent`, a node at depth `depth`, to `child`.
    ///
    /// Requires: `depth` below `tree_depth`, `digit` below `tree_fanout`.
    void derive(key& child, const key& parent, unsigned depth, unsigned digit);

private:
    struct context;
    std::unique_ptr<context> context_;
};

}  // namespace iaq::seal
