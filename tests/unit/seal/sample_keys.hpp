#pragma once

#include "seal/key_tree.hpp"
#include "seal/master_key.hpp"
#include "seal/sidecar.hpp"

#include <string>
#include <utility>
#include <vector>

/// Keys that are no secrets. The expected values in the tests that use them were computed by
/// another program, with Python's hmac and cryptography modules, from journal_format.md.
namespace iaq::test {

/// Returns `count` bytes, each one more than the one before.
inline std::string counting(unsigned char from, std::size_t count = seal::key::size) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) {
        bytes += static_cast<char>(from + i);
    }
    return bytes;
}

inline seal::key sample_root() { return seal::key{counting(0)}; }
inline seal::master_key sample_master() { return seal::master_key{counting(0x40)}; }
inline std::string sample_key_id() { return counting(0xa0, 16); }

inline std::vector<seal::node> cover_of(std::uint8_t depth, std::uint32_t index, seal::key secret) {
    std::vector<seal::node> cover;
    cover.push_back({.depth = depth, .index = index, .secret = std::move(secret)});
    return cover;
}

inline std::vector<seal::node> whole_tree() { return cover_of(0, 0, sample_root()); }

inline seal::sidecar fresh_sidecar() {
    return {.key_id = sample_key_id(), .master_key_id = {}, .first = 1, .cover = whole_tree()};
}

}  // namespace iaq::test
