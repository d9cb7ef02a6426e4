#include "iaq_journal/verifier/sidecar.hpp"

#include "iaq_journal/verifier/integers.hpp"
#include "seal/hasher.hpp"

namespace iaq::verifier {
namespace {

constexpr std::string_view magic = "IAQKEY1\n";
constexpr std::size_t key_id_at = 8;
constexpr std::size_t first_at = 40;
constexpr std::size_t count_at = 48;
constexpr std::size_t nodes_at = 52;
constexpr std::size_t node_bytes = 56;
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t nodes_max = 1'048'576;

}  // namespace

result<void, sidecar_flaw> check_sidecar(std::string_view bytes) {
    if (bytes.size() < nodes_at + digest_bytes || !bytes.starts_with(magic)) {
        return sidecar_flaw{0, "not a sidecar"};
    }
    const std::size_t count = big<std::uint32_t>(bytes, count_at);
    if (count > nodes_max || bytes.size() != nodes_at + node_bytes * count + digest_bytes) {
        return sidecar_flaw{count_at, "not as long as its number of keys calls for"};
    }
    const auto digest_at = bytes.size() - digest_bytes;
    const auto digest = seal::hasher{}({bytes.substr(0, digest_at)});
    if (bytes.substr(digest_at) != seal::view(digest)) {
        return sidecar_flaw{digest_at, "its digest is not good"};
    }
    return boost::outcome_v2::success();
}

result<void, sidecar_flaw> check_owner(std::string_view bytes, const segment_header& owner) {
    if (bytes.substr(key_id_at, owner.key_id.size()) != owner.key_id) {
        return sidecar_flaw{key_id_at, "the keys of another segment"};
    }
    if (big<std::uint64_t>(bytes, first_at) != owner.first) {
        return sidecar_flaw{first_at, "the keys of another segment"};
    }
    return boost::outcome_v2::success();
}

bool is_first(std::string_view bytes, const segment_header& owner) {
    return seal::view(seal::hasher{}({bytes})) == owner.sidecar_digest;
}

}  // namespace iaq::verifier
