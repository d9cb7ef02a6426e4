#pragma once

#include "seal/digest.hpp"
#include "seal/hasher.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// RFC 6962 section 2.1 as it stands there, word for word and without a thought for speed: what the
/// tree and its proofs are compared with.
namespace iaq::test {

using hashes = std::span<const seal::digest>;

inline seal::digest plain_hash(std::string_view bytes) {
    seal::digest made{};
    std::ranges::copy(seal::sha256(bytes), made.begin());
    return made;
}

inline seal::digest plain_leaf(std::string_view leaf) {
    return plain_hash(std::string(1, '\0').append(leaf));
}

inline std::size_t split_of(std::size_t count) { return std::bit_floor(count - 1); }

/// MTH(D[n]).
inline seal::digest plain_root(hashes d) {
    if (d.empty()) {
        return plain_hash("");
    }
    if (d.size() == 1) {
        return d[0];
    }
    const auto k = split_of(d.size());
    const auto left = plain_root(d.first(k));
    const auto right = plain_root(d.subspan(k));
    return plain_hash(std::string("\1").append(seal::view(left)).append(seal::view(right)));
}

/// PATH(m, D[n]).
inline std::vector<seal::digest> plain_path(std::size_t m, hashes d) {
    if (d.size() == 1) {
        return {};
    }
    const auto k = split_of(d.size());
    auto path = m < k ? plain_path(m, d.first(k)) : plain_path(m - k, d.subspan(k));
    path.push_back(m < k ? plain_root(d.subspan(k)) : plain_root(d.first(k)));
    return path;
}

/// SUBPROOF(m, D[n], b); PROOF(m, D[n]) is SUBPROOF(m, D[n], true).
inline std::vector<seal::digest> plain_subproof(std::size_t m, hashes d, bool b) {
    if (m == d.size()) {
        return b ? std::vector<seal::digest>{} : std::vector{plain_root(d)};
    }
    const auto k = split_of(d.size());
    auto proof =
        m <= k ? plain_subproof(m, d.first(k), b) : plain_subproof(m - k, d.subspan(k), false);
    proof.push_back(m <= k ? plain_root(d.subspan(k)) : plain_root(d.first(k)));
    return proof;
}

}  // namespace iaq::test
