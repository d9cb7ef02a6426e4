#include "seal/sidecar.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "seal/digest.hpp"

#include <openssl/crypto.h>

namespace iaq::seal {
namespace {

constexpr std::string_view magic = "IAQKEY1\n";
constexpr std::size_t key_id_at = 8;
constexpr std::size_t master_key_id_at = 24;
constexpr std::size_t first_at = 40;
constexpr std::size_t count_at = 48;
constexpr std::size_t nodes_at = 52;
constexpr std::size_t digest_bytes = 32;

/// A node before it is wrapped: key, first, depth, index.
constexpr std::size_t node_first_at = key::size;
constexpr std::size_t node_depth_at = node_first_at + 8;
constexpr std::size_t node_index_at = node_depth_at + 1;
constexpr std::size_t node_bytes = node_index_at + 4;
constexpr std::size_t wrapped_node_bytes = wrapped_bytes(node_bytes);
static_assert(node_bytes == 45 && wrapped_node_bytes == 56);

std::string wrapped(const node& what, std::uint64_t first, const master_key& under) {
    std::string plain;
    plain.reserve(node_bytes);  // a longer one would leave the key behind when it moves
    plain += what.secret.view();
    bytes::put_big(plain, first);
    bytes::put_big(plain, what.depth);
    bytes::put_big(plain, what.index);
    auto made = under.wrap(plain);
    OPENSSL_cleanse(plain.data(), plain.size());
    return made;
}

std::optional<node> node_in(std::string_view plain, std::uint64_t first) {
    if (plain.size() != node_bytes ||
        bytes::get_big<std::uint64_t>(plain, node_first_at) != first) {
        return std::nullopt;
    }
    return node{.depth = bytes::get_big<std::uint8_t>(plain, node_depth_at),
                .index = bytes::get_big<std::uint32_t>(plain, node_index_at),
                .secret = key{plain.substr(0, key::size)}};
}

/// Returns the node, or nothing when `under` did not wrap it for this segment.
std::optional<node> unwrapped(std::string_view bytes, std::uint64_t first,
                              const master_key& under) {
    auto plain = under.unwrap(bytes);
    if (!plain) {
        return std::nullopt;
    }
    auto found = node_in(*plain, first);
    OPENSSL_cleanse(plain->data(), plain->size());
    return found;
}

}  // namespace

std::string_view words_of(sidecar_flaw flaw) {
    switch (flaw) {
        case sidecar_flaw::malformed: return "is damaged, or no sidecar";
        case sidecar_flaw::other_master_key: return "is wrapped under another master key";
        case sidecar_flaw::forged: return "holds keys that were not wrapped for this place";
    }
    return "";
}

std::string encode_sidecar(const sidecar& what, const master_key& under) {
    ensure(what.key_id.size() == sidecar_key_id_bytes);
    ensure(what.cover.size() <= sidecar_nodes_max && is_cover(what.cover));
    std::string out{magic};
    out.reserve(nodes_at + what.cover.size() * wrapped_node_bytes + digest_bytes);
    out += what.key_id;
    out += under.id();
    bytes::put_big(out, what.first);
    bytes::put_big(out, static_cast<std::uint32_t>(what.cover.size()));
    for (const auto& each : what.cover) {
        out += wrapped(each, what.first, under);
    }
    return out += sha256(out);
}

std::optional<sidecar_facts> inspect_sidecar(std::string_view bytes) {
    if (bytes.size() < nodes_at + digest_bytes || !bytes.starts_with(magic)) {
        return std::nullopt;
    }
    const auto nodes = bytes::get_big<std::uint32_t>(bytes, count_at);
    const auto size = nodes_at + nodes * wrapped_node_bytes + digest_bytes;
    if (nodes > sidecar_nodes_max || bytes.size() != size ||
        sha256(bytes.substr(0, size - digest_bytes)) != bytes.substr(size - digest_bytes)) {
        return std::nullopt;
    }
    return sidecar_facts{
        .key_id = std::string{bytes.substr(key_id_at, sidecar_key_id_bytes)},
        .master_key_id = std::string{bytes.substr(master_key_id_at, master_key_id_bytes)},
        .first = bytes::get_big<std::uint64_t>(bytes, first_at),
        .nodes = nodes};
}

result<sidecar, sidecar_flaw> decode_sidecar(std::string_view bytes, const master_key& under) {
    auto facts = inspect_sidecar(bytes);
    if (!facts) {
        return sidecar_flaw::malformed;
    }
    if (facts->master_key_id != under.id()) {
        return sidecar_flaw::other_master_key;
    }
    sidecar read{.key_id = std::move(facts->key_id),
                 .master_key_id = std::move(facts->master_key_id),
                 .first = facts->first,
                 .cover = {}};
    read.cover.reserve(facts->nodes);
    for (std::size_t i = 0; i < facts->nodes; ++i) {
        const auto at = nodes_at + i * wrapped_node_bytes;
        auto each = unwrapped(bytes.substr(at, wrapped_node_bytes), read.first, under);
        if (!each) {
            return sidecar_flaw::forged;
        }
        read.cover.push_back(std::move(*each));
    }
    if (!is_cover(read.cover)) {
        return sidecar_flaw::forged;
    }
    return read;
}

}  // namespace iaq::seal
