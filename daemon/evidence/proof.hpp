#pragma once

#include "base/result.hpp"
#include "evidence/leaf.hpp"
#include "evidence/tile_tree.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Proofs of RFC 9162 section 2.1: that a leaf is in a tree, and that a tree only grew.
namespace iaq::evidence {

/// Gives the hash of a perfect subtree: `level` 0 are the leaf hashes, `index` counts subtrees of
/// that height from the left.
using subtree = std::function<std::optional<seal::digest>(unsigned level, std::uint64_t index)>;

/// The subtrees of a tree of `size` leaves, out of its tiles. Keeps what it has read.
class tile_reader {
public:
    tile_reader(std::uint64_t size, read_tile read) : size_(size), read_(std::move(read)) {}
    std::optional<seal::digest> operator()(unsigned level, std::uint64_t index);
    /// The file that was missing, once a hash could not be given.
    [[nodiscard]] const std::string& missing() const { return missing_; }

private:
    const std::string* tile(unsigned level, std::uint64_t index);

    std::uint64_t size_;
    read_tile read_;
    seal::hasher hash_;
    std::map<std::pair<unsigned, std::uint64_t>, std::string> tiles_;
    std::string missing_;
};

/// What a subtree that is not there makes impossible.
struct no_proof {
    std::string text;
};

/// Returns the audit path of leaf `index` (from 0). Requires: `index < size`.
result<std::vector<seal::digest>, no_proof> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                            const subtree& hashes);
/// Returns the proof that the tree of `to` leaves begins with the tree of `from`.
/// Requires: `0 < from <= to`.
result<std::vector<seal::digest>, no_proof> consistency_proof(std::uint64_t from, std::uint64_t to,
                                                              const subtree& hashes);
/// Returns the root of the first `size` leaves.
result<seal::digest, no_proof> root_of(std::uint64_t size, const subtree& hashes);

/// RFC 9162 section 2.1.3.2.
bool verify_inclusion(seal::hasher& hash, const seal::digest& leaf, std::uint64_t index,
                      std::uint64_t size, std::span<const seal::digest> proof,
                      const seal::digest& root);
/// RFC 9162 section 2.1.4.2; a tree of no leaf proves nothing and is refused.
bool verify_consistency(seal::hasher& hash, std::uint64_t from, std::uint64_t to,
                        std::span<const seal::digest> proof, const seal::digest& root_from,
                        const seal::digest& root_to);

}  // namespace iaq::evidence
