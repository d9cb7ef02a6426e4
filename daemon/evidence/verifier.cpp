#include "evidence/verifier.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "evidence/base64.hpp"
#include "seal/hasher.hpp"

#include <algorithm>

namespace iaq::evidence {
namespace {

constexpr std::size_t ed25519_bytes = 32;
/// What comes before the two coordinates in the DER of every uncompressed P-256 key (RFC 5480).
constexpr std::string_view p256_prefix{
    "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
    "\x03\x42\x00\x04",
    27};
constexpr std::size_t p256_bytes = 27 + 2 * 32;

/// Unicode's White_Space beyond the control characters, in UTF-8.
constexpr std::string_view spaces[] = {
    " ",
    "\xC2\x85",
    "\xC2\xA0",
    "\xE1\x9A\x80",
    "\xE2\x80\x80",
    "\xE2\x80\x81",
    "\xE2\x80\x82",
    "\xE2\x80\x83",
    "\xE2\x80\x84",
    "\xE2\x80\x85",
    "\xE2\x80\x86",
    "\xE2\x80\x87",
    "\xE2\x80\x88",
    "\xE2\x80\x89",
    "\xE2\x80\x8A",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xE2\x80\xAF",
    "\xE2\x81\x9F",
    "\xE3\x80\x80",
};

bool is_key(std::uint8_t kind, std::string_view key) {
    return (kind == ed25519_kind && key.size() == ed25519_bytes) ||
           (kind == ecdsa_kind && key.size() == p256_bytes && key.starts_with(p256_prefix));
}

std::string id_in_hex(const verifier& key) {
    std::string id;
    bytes::put_big(id, key.key_id());
    return text::to_hex(id);
}

}  // namespace

std::uint32_t verifier::key_id() const {
    seal::hasher hash;
    const std::string typed = "\n" + std::string(1, static_cast<char>(kind));
    // The rule for ECDSA is older than the specification, and leaves out name and kind.
    const auto id = kind == ecdsa_kind ? hash({public_bytes}) : hash({name, typed, public_bytes});
    return bytes::get_big<std::uint32_t>(seal::view(id), 0);
}

bool is_key_name(std::string_view name) {
    const auto barred = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '+'; };
    const auto has = [&](std::string_view space) { return name.find(space) != name.npos; };
    return !name.empty() && text::is_valid_utf8(name) && std::ranges::none_of(name, barred) &&
           std::ranges::none_of(spaces, has);
}

std::string vkey_of(const verifier& key) {
    const auto typed = std::string(1, static_cast<char>(key.kind)) + key.public_bytes;
    return key.name + "+" + id_in_hex(key) + "+" + to_base64(typed);
}

result<verifier, note_flaw> parse_vkey(std::string_view text) {
    // Base64 may hold a `+` as well; name and key id may not.
    const auto name_end = text.find('+');
    const auto id_end = name_end == text.npos ? text.npos : text.find('+', name_end + 1);
    if (id_end == text.npos) {
        return note_flaw{"a verifier key is name+id+key"};
    }
    const auto name = text.substr(0, name_end);
    if (!is_key_name(name)) {
        return note_flaw{"the verifier key's name is empty, or holds what a name may not"};
    }
    const auto key = from_base64(text.substr(id_end + 1));
    if (!key || key->empty()) {
        return note_flaw{"the verifier key is not in base64"};
    }
    verifier read{std::string{name}, static_cast<std::uint8_t>(key->front()), key->substr(1)};
    if (!is_key(read.kind, read.public_bytes)) {
        return note_flaw{"the verifier key is neither Ed25519 (type 01) nor P-256 (type 02)"};
    }
    if (text.substr(name_end + 1, id_end - name_end - 1) != id_in_hex(read)) {
        return note_flaw{"the verifier key's id is not that of its key: mistyped or cut"};
    }
    return read;
}

}  // namespace iaq::evidence
