#include "evidence/leaf.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

namespace iaq::evidence {
namespace {

constexpr std::string_view magic = "IAQLEAF1";
constexpr std::size_t id_bytes = 16;
constexpr std::size_t digest_bytes = 32;
constexpr std::string_view leaf_mark{"\0", 1};
constexpr std::string_view node_mark{"\1", 1};

}  // namespace

void encode_leaf(std::string& out, const leaf& what) {
    ensure(what.journal_id.size() == id_bytes && what.key_id.size() == id_bytes &&
           what.digest.size() == digest_bytes);
    out += magic;
    out += what.journal_id;
    bytes::put_big(out, what.sequence);
    bytes::put_big(out, what.epoch);
    bytes::put_big(out, static_cast<std::uint64_t>(what.utc_ns));
    bytes::put_big(out, what.kind);
    out += what.key_id;
    out += what.digest;
}

std::optional<leaf> decode_leaf(std::string_view bytes) {
    if (bytes.size() != leaf_bytes || !bytes.starts_with(magic)) {
        return std::nullopt;
    }
    return leaf{.journal_id = bytes.substr(8, id_bytes),
                .sequence = bytes::get_big<std::uint64_t>(bytes, 24),
                .epoch = bytes::get_big<std::uint64_t>(bytes, 32),
                .utc_ns = static_cast<std::int64_t>(bytes::get_big<std::uint64_t>(bytes, 40)),
                .kind = bytes::get_big<std::uint32_t>(bytes, 48),
                .key_id = bytes.substr(52, id_bytes),
                .digest = bytes.substr(68, digest_bytes)};
}

seal::digest leaf_hash(seal::hasher& hash, std::string_view leaf) {
    return hash({leaf_mark, leaf});
}

seal::digest node_hash(seal::hasher& hash, const seal::digest& left, const seal::digest& right) {
    return hash({node_mark, seal::view(left), seal::view(right)});
}

seal::digest empty_root(seal::hasher& hash) { return hash({}); }

}  // namespace iaq::evidence
