#pragma once

#include "base/result.hpp"
#include "evidence/stored_tile.hpp"
#include "evidence/tile_reader.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

/// Proofs that a leaf is in the tree and that a tree goes on from an older one, made from hashes of
/// perfect subtrees and checked without them.
namespace iaq::evidence {

/// Returns the hash of the `index`-th subtree of 2^`level` leaves, or nothing when it is not known.
using subtree = std::function<std::optional<seal::digest>(unsigned level, std::uint64_t index)>;

/// Returns the audit path of leaf `index`, from its sibling up to a child of the root: RFC 6962
/// section 2.1.1.
///
/// Requires: `index` below `size`.
/// Errors:   the tile that should hold a hash that `hashes` did not know.
result<std::vector<seal::digest>, missing_tile> inclusion_proof(std::uint64_t index,
                                                                std::uint64_t size,
                                                                const subtree& hashes);

/// Returns the proof that the tree of `to` leaves begins with that of `from`: RFC 6962 section
/// 2.1.2. Requires: 1 to `to` leaves in `from`. Errors: as `inclusion_proof`.
result<std::vector<seal::digest>, missing_tile> consistency_proof(std::uint64_t from,
                                                                  std::uint64_t to,
                                                                  const subtree& hashes);

/// Returns the root over the first `size` leaves. Errors: as `inclusion_proof`.
result<seal::digest, missing_tile> root_of(std::uint64_t size, const subtree& hashes);

/// Returns whether `proof` shows that `leaf` is the hash of leaf `index` in the tree of `size`
/// leaves with this root: RFC 9162 section 2.1.3.2.
bool verify_inclusion(seal::hasher& hash, const seal::digest& leaf, std::uint64_t index,
                      std::uint64_t size, std::span<const seal::digest> proof,
                      const seal::digest& root);

/// Returns whether `proof` shows that the tree of `to` leaves begins with that of `from`: RFC 9162
/// section 2.1.4.2. False for a `from` of 0: every tree goes on from the empty one, so that there
/// is nothing to prove.
bool verify_consistency(seal::hasher& hash, std::uint64_t from, std::uint64_t to,
                        std::span<const seal::digest> proof, const seal::digest& root_from,
                        const seal::digest& root_to);

}  // namespace iaq::evidence
