#pragma once

#include "base/result.hpp"
#include "seal/key_tree.hpp"
#include "seal/master_key.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The file beside a sealed segment that holds the keys of its records, wrapped
/// (journal_format.md, Sealing).
namespace iaq::seal {

constexpr std::size_t sidecar_nodes_max = 1U << 20U;
constexpr std::size_t sidecar_bytes_max = 84 + 56 * sidecar_nodes_max;

struct sidecar {
    std::string key_id;         // 16 bytes, as in the segment's header
    std::string master_key_id;  // 16 bytes; set by decoding
    std::uint64_t first = 0;    // the segment's first record
    std::vector<node> cover;
};

enum class sidecar_flaw : std::uint8_t {
    malformed,         // not a sidecar, or changed by chance
    other_master_key,  // wrapped under another key
    forged,            // wrapped under ours, and yet not as we write it
};
/// Returns what is wrong and what would do.
std::string_view words_of(sidecar_flaw flaw);

/// Requires: 1 to `sidecar_nodes_max` nodes, or none when every record was shredded.
std::string encode_sidecar(const sidecar& what, const master_key& under);
result<sidecar, sidecar_flaw> decode_sidecar(std::string_view bytes, const master_key& under);

/// What a sidecar says without any key.
struct sidecar_facts {
    std::string key_id, master_key_id;
    std::uint64_t first = 0;
    std::size_t nodes = 0;
};
/// Returns nothing when the bytes are not a whole sidecar.
std::optional<sidecar_facts> inspect_sidecar(std::string_view bytes);

}  // namespace iaq::seal
