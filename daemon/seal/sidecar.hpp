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

/// The file beside a segment that holds the keys of its records, wrapped. journal_format.md,
/// Sealing.
namespace iaq::seal {

constexpr std::size_t sidecar_key_id_bytes = 16;
constexpr std::size_t sidecar_nodes_max = 1U << 20U;

struct sidecar {
    std::string key_id;         // as in the segment's header
    std::string master_key_id;  // of the key that it was read with
    std::uint64_t first = 0;    // number of the segment's first record
    std::vector<node> cover;    // all that still opens; empty when everything was shredded
};

enum class sidecar_flaw : std::uint8_t {
    malformed,         // no sidecar, or not the bytes that were written
    other_master_key,  // a sound one, under another master key
    forged,            // its keys were not wrapped by that master key, or for another place
};

/// Returns what is wrong, to go behind the file's name.
std::string_view words_of(sidecar_flaw flaw);

/// Returns the file. `what.master_key_id` is not looked at: `under` has one.
///
/// Requires: `sidecar_key_id_bytes` of key id; a sound cover (`is_cover`) of at most
/// `sidecar_nodes_max` nodes.
std::string encode_sidecar(const sidecar& what, const master_key& under);

/// Returns what the file holds, whatever bytes they are.
///
/// Errors: those of `sidecar_flaw`.
result<sidecar, sidecar_flaw> decode_sidecar(std::string_view bytes, const master_key& under);

/// What a sidecar says to anyone.
struct sidecar_facts {
    std::string key_id;
    std::string master_key_id;
    std::uint64_t first = 0;
    std::size_t nodes = 0;
};

/// Returns it, or nothing when the bytes are malformed.
std::optional<sidecar_facts> inspect_sidecar(std::string_view bytes);

}  // namespace iaq::seal
