#pragma once

#include "base/result.hpp"
#include "evidence/verifier.hpp"
#include "seal/hasher.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// One leaf's receipt: a text with which it can be checked offline that the leaf is in the tree of
/// a signed head (C2SP tlog-proof).
namespace iaq::evidence {

constexpr std::size_t proof_hashes_max = 64;        // as high as a tree can be
constexpr std::size_t proof_bytes_max = 2'000'000;  // a note, and as much again for the rest

struct tlog_proof {
    std::string extra;                 // bytes of the application, not authenticated; none: empty
    std::uint64_t index = 0;           // of the leaf, from 0
    std::vector<seal::digest> hashes;  // as of `inclusion_proof`
    std::string note;                  // the signed checkpoint as it came

    friend bool operator==(const tlog_proof&, const tlog_proof&) = default;
};

/// Returns the text. Requires: a note, and at most `proof_hashes_max` hashes.
std::string encode_proof(const tlog_proof& proof);

/// Returns the proof for which `encode_proof` gives this very text. The note is not opened, and the
/// leaf is not looked for: that takes the keys and the leaf.
///
/// Errors: any other text.
result<tlog_proof, note_flaw> parse_proof(std::string_view text);

}  // namespace iaq::evidence
