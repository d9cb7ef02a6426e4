#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Public keys of signed notes, and the line by which people pass them on (C2SP signed-note).
namespace iaq::evidence {

/// Why a key, note, checkpoint or proof was refused: a sentence, without what was in it.
struct note_flaw {
    std::string text;
};

/// Signature types that C2SP signed-note assigns.
constexpr std::uint8_t ed25519_kind = 0x01;
constexpr std::uint8_t ecdsa_kind = 0x02;

struct verifier {
    std::string name;          // not empty; UTF-8 without blanks, control characters and `+`
    std::uint8_t kind = 0;     // `ed25519_kind` or `ecdsa_kind`
    std::string public_bytes;  // 32 bytes, or the DER SubjectPublicKeyInfo of a P-256 key

    /// Returns the number that stands before each signature of the key.
    [[nodiscard]] std::uint32_t key_id() const;

    friend bool operator==(const verifier&, const verifier&) = default;
};

/// Returns whether a key may have this name.
bool is_key_name(std::string_view name);

/// Returns `<name>+<key id, 8 hex digits>+<base64 of kind and key>`.
std::string vkey_of(const verifier& key);

/// Returns the verifier that `vkey_of` gives this very text for; a line end is not part of it.
///
/// Errors: anything else, also a key id that is not the key's, and a kind other than our two.
result<verifier, note_flaw> parse_vkey(std::string_view text);

}  // namespace iaq::evidence
