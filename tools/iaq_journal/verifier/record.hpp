#pragma once

#include "iaq_journal/verifier/segment_header.hpp"
#include "seal/hasher.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// What a stranger can tell of a record, and the leaf of the tree that it leads to.
namespace iaq::verifier {

constexpr std::uint32_t kind_keys_shredded = 160;
constexpr std::uint32_t kind_master_key_rotated = 161;
constexpr std::uint32_t kind_segments_dropped = 168;
constexpr std::uint32_t kind_first = 32;  // fields below are the envelope

struct record {
    std::uint32_t kind = 0;
    std::uint64_t time = 0;  // two's complement, nanoseconds
    std::string_view body;   // ciphertext and tag, or the protobuf bytes
};

/// Returns the record in a frame's payload, or nothing when it holds none: sealed, it is shorter
/// than its clear part and tag; else its bytes are no protobuf message, or name no kind.
std::optional<record> read_record(std::string_view payload, bool sealed);

constexpr std::size_t leaf_bytes = 100;
using leaf = std::array<char, leaf_bytes>;

inline std::string_view view(const leaf& of) { return {of.data(), of.size()}; }

/// Returns the kind of record that a leaf tells; 0 when the bytes are not as long as a leaf.
std::uint32_t kind_in(std::string_view bytes);

/// Returns the leaf of record `number` in the segment of `header`.
leaf leaf_of(const record& from, std::uint64_t number, const segment_header& header,
             seal::hasher& sha256);

}  // namespace iaq::verifier
