#pragma once

#include "seal/hasher.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What the evidence tree holds of a record: 100 bytes that say which record it is and what its
/// bytes were, and nothing of what it says.
namespace iaq::evidence {

constexpr std::size_t leaf_bytes = 100;

struct leaf {
    std::string_view journal_id;  // 16 bytes
    std::uint64_t sequence = 0;   // the record's number
    std::uint64_t epoch = 0;      // of its segment
    std::int64_t utc_ns = 0;      // UTC, nanoseconds since 1970
    std::uint32_t kind = 0;       // number of the record's body in the protobuf message
    std::string_view key_id;      // 16 bytes, of its segment
    std::string_view digest;      // 32 bytes, over the record's position and its bytes as stored

    friend bool operator==(const leaf&, const leaf&) = default;
};

/// Appends the leaf's `leaf_bytes`. Requires: the three byte strings have their lengths.
void encode_leaf(std::string& out, const leaf& what);

/// Returns the leaf, or nothing unless `bytes` are `leaf_bytes` that begin with a leaf's magic.
///
/// Lifetime: the leaf looks into `bytes`.
std::optional<leaf> decode_leaf(std::string_view bytes);

/// Returns SHA-256(00 || content): RFC 6962 section 2.1.
seal::digest leaf_hash(seal::hasher& hash, std::string_view content);
/// Returns SHA-256(01 || left || right): RFC 6962 section 2.1.
seal::digest node_hash(seal::hasher& hash, const seal::digest& left, const seal::digest& right);
/// Returns the root of a tree without leaves, SHA-256 of nothing.
seal::digest empty_root(seal::hasher& hash);

}  // namespace iaq::evidence
