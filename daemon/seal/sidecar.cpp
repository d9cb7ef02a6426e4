#include "seal/sidecar.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "seal/digest.hpp"

#include <openssl/crypto.h>

namespace iaq::seal {
namespace {

constexpr std::string_view magic = "IAQKEY1\n";
constexpr std::size_t id_bytes = 16;
constexpr std::size_t key_id_at = 8;
constexpr std::size_t master_key_id_at = 24;
constexpr std::size_t first_at = 40;
constexpr std::size_t count_at = 48;
constexpr std::size_t nodes_at = 52;
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t plain_bytes = key::size + 8 + 1 + 4;
constexpr std::size_t wrapped_bytes = 56;

std::string plain_of(const node& n, std::uint64_t first) {
    std::string plain{n.secret.view()};
    bytes::put_big(plain, first);
    plain += static_cast<char>(n.depth);
    bytes::put_big(plain, n.index);
    return plain;
}

/// Returns the node, or nothing when it names no place in the tree of this segment.
std::optional<node> node_of(std::string_view plain, std::uint64_t first) {
    if (plain.size() != plain_bytes || bytes::get_big<std::uint64_t>(plain, key::size) != first) {
        return std::nullopt;
    }
    const auto depth = static_cast<std::uint8_t>(plain[key::size + 8]);
    const auto index = bytes::get_big<std::uint32_t>(plain, key::size + 9);
    if (depth > tree_depth || index >= (1U << (4U * depth))) {
        return std::nullopt;
    }
    return node{depth, index, key{plain.substr(0, key::size)}};
}

}  // namespace

std::string_view words_of(sidecar_flaw flaw) {
    switch (flaw) {
        case sidecar_flaw::malformed: return "the sidecar is not as it was written";
        case sidecar_flaw::other_master_key:
            return "the keys are wrapped under another master key; give the one the journal was "
                   "written with";
        case sidecar_flaw::forged: return "the sidecar's keys are not as the journal wrote them";
    }
    return "";
}

std::string encode_sidecar(const sidecar& what, const master_key& under) {
    ensure(what.key_id.size() == id_bytes && what.cover.size() <= sidecar_nodes_max);
    std::string out{magic};
    out += what.key_id;
    out += under.id();
    bytes::put_big(out, what.first);
    bytes::put_big(out, static_cast<std::uint32_t>(what.cover.size()));
    for (const auto& each : what.cover) {
        auto plain = plain_of(each, what.first);
        out += under.wrap(plain);
        OPENSSL_cleanse(plain.data(), plain.size());
    }
    out += sha256(out);
    return out;
}

std::optional<sidecar_facts> inspect_sidecar(std::string_view bytes) {
    if (bytes.size() < nodes_at + digest_bytes || !bytes.starts_with(magic)) {
        return std::nullopt;
    }
    const auto count = bytes::get_big<std::uint32_t>(bytes, count_at);
    const auto end = nodes_at + wrapped_bytes * std::uint64_t{count};
    if (count > sidecar_nodes_max || bytes.size() != end + digest_bytes ||
        sha256(bytes.substr(0, end)) != bytes.substr(end)) {
        return std::nullopt;
    }
    return sidecar_facts{std::string{bytes.substr(key_id_at, id_bytes)},
                         std::string{bytes.substr(master_key_id_at, id_bytes)},
                         bytes::get_big<std::uint64_t>(bytes, first_at), count};
}

result<sidecar, sidecar_flaw> decode_sidecar(std::string_view bytes, const master_key& under) {
    auto seen = inspect_sidecar(bytes);
    if (!seen) {
        return sidecar_flaw::malformed;
    }
    if (seen->master_key_id != under.id()) {
        return sidecar_flaw::other_master_key;
    }
    sidecar read{std::move(seen->key_id), std::move(seen->master_key_id), seen->first, {}};
    std::uint64_t next = 0;  // the first leaf that the next node may open
    for (std::size_t i = 0; i < seen->nodes; ++i) {
        auto plain = under.unwrap(bytes.substr(nodes_at + i * wrapped_bytes, wrapped_bytes));
        auto found = plain ? node_of(*plain, read.first) : std::nullopt;
        if (plain) {
            OPENSSL_cleanse(plain->data(), plain->size());
        }
        if (!found || first_leaf(found->depth, found->index) < next) {
            return sidecar_flaw::forged;
        }
        next = std::uint64_t{first_leaf(found->depth, found->index)} + leaf_count(found->depth);
        read.cover.push_back(std::move(*found));
    }
    return read;
}

}  // namespace iaq::seal
