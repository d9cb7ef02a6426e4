#pragma once

#include "seal/hasher.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The leaf of one record and the hashes of the tree over them (RFC 6962 section 2.1;
/// journal_format.md gives the leaf's bytes).
namespace iaq::evidence {

constexpr std::size_t leaf_bytes = 100;

/// What a leaf says of its record. No personal data. Lifetime: views into what it was read from.
struct leaf {
    std::string_view journal_id;  // 16 bytes
    std::uint64_t sequence = 0;
    std::uint64_t epoch = 0;
    std::int64_t utc_ns = 0;
    std::uint32_t kind = 0;
    std::string_view key_id;  // 16 bytes
    std::string_view digest;  // 32 bytes
};

/// Appends the leaf's `leaf_bytes`.
void encode_leaf(std::string& out, const leaf& what);
/// Returns the leaf, or nothing when the bytes are none.
std::optional<leaf> decode_leaf(std::string_view bytes);

seal::digest leaf_hash(seal::hasher& hash, std::string_view leaf);
seal::digest node_hash(seal::hasher& hash, const seal::digest& left, const seal::digest& right);
/// The root of a tree without a leaf.
seal::digest empty_root(seal::hasher& hash);

}  // namespace iaq::evidence
