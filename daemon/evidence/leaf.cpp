#include "evidence/leaf.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

namespace iaq::evidence {
namespace {

constexpr std::string_view magic = "IAQLEAF1";
constexpr std::size_t id_bytes = 16;
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t journal_id_at = 8;
constexpr std::size_t sequence_at = 24;
constexpr std::size_t epoch_at = 32;
constexpr std::size_t time_at = 40;
constexpr std::size_t kind_at = 48;
constexpr std::size_t key_id_at = 52;
constexpr std::size_t digest_at = 68;
static_assert(digest_at + digest_bytes == leaf_bytes);

// One byte before what is hashed keeps a leaf from passing for a node (RFC 6962 section 2.1).
constexpr std::string_view leaf_prefix{"\0", 1};
constexpr std::string_view node_prefix{"\1", 1};

}  // namespace

void encode_leaf(std::string& out, const leaf& what) {
    ensure(what.journal_id.size() == id_bytes);
    ensure(what.key_id.size() == id_bytes);
    ensure(what.digest.size() == digest_bytes);
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
    return leaf{.journal_id = bytes.substr(journal_id_at, id_bytes),
                .sequence = bytes::get_big<std::uint64_t>(bytes, sequence_at),
                .epoch = bytes::get_big<std::uint64_t>(bytes, epoch_at),
                .utc_ns = static_cast<std::int64_t>(bytes::get_big<std::uint64_t>(bytes, time_at)),
                .kind = bytes::get_big<std::uint32_t>(bytes, kind_at),
                .key_id = bytes.substr(key_id_at, id_bytes),
                .digest = bytes.substr(digest_at, digest_bytes)};
}

seal::digest leaf_hash(seal::hasher& hash, std::string_view content) {
    return hash({leaf_prefix, content});
}

seal::digest node_hash(seal::hasher& hash, const seal::digest& left, const seal::digest& right) {
    return hash({node_prefix, seal::view(left), seal::view(right)});
}

seal::digest empty_root(seal::hasher& hash) { return hash({}); }

}  // namespace iaq::evidence
