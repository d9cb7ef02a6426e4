#pragma once

#include "evidence/base64.hpp"
#include "seal/hasher.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Hashes that stand for themselves by a letter, so that a table of proofs can be read.
namespace iaq::test {

struct lettered_hash {
    char letter;
    std::string_view base64;  // of 32 bytes; the spoilt ones are shorter and read as if filled up
};

inline std::string bytes_of(std::span<const lettered_hash> table, char letter) {
    const auto row = std::ranges::find(table, letter, &lettered_hash::letter);
    return evidence::from_base64(row->base64).value();
}

/// False for the shorter ones, which our types cannot say: where a hash is read they are refused.
inline bool is_whole(std::span<const lettered_hash> table, char letter) {
    return bytes_of(table, letter).size() == sizeof(seal::digest);
}

inline seal::digest hash_of(std::span<const lettered_hash> table, char letter) {
    seal::digest made{};
    std::ranges::copy(bytes_of(table, letter), made.begin());
    return made;
}

inline std::vector<seal::digest> hashes_of(std::span<const lettered_hash> table,
                                           std::string_view letters) {
    std::vector<seal::digest> made;
    for (const char letter : letters) {
        made.push_back(hash_of(table, letter));
    }
    return made;
}

}  // namespace iaq::test
