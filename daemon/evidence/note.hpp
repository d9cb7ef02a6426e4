#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// C2SP signed notes: a text, an empty line, and lines of signatures.
namespace iaq::evidence {

/// Why a note, a key or a checkpoint is refused, in a sentence without its content.
struct note_flaw {
    std::string text;
};

/// Whose signature it is. `kind`: 1 Ed25519, 2 ECDSA P-256 (signed-note's algorithm identifiers).
struct verifier {
    std::string name;
    std::uint8_t kind = 1;
    std::string public_bytes;  // Ed25519: the 32 bytes; ECDSA: DER SubjectPublicKeyInfo

    [[nodiscard]] std::uint32_t key_id() const;
};

/// Returns `<name>+<key id>+<key>`: the line that people hand on.
std::string vkey_of(const verifier& key);
/// Errors: another form, or a key id that is not the key's.
result<verifier, note_flaw> parse_vkey(std::string_view text);

/// Returns the note of `text`. Requires: `text` is UTF-8 and ends its last line.
std::string sign_note(std::string_view text, const verifier& by,
                      const std::function<std::string(std::string_view text)>& sign);

using check_signature =
    std::function<bool(const verifier& by, std::string_view text, std::string_view signature)>;

struct opened_note {
    std::string text;
    std::vector<std::string> signers;  // names of the keys that were known and good
};

/// Returns what a note says once one of `known` has been found good. Signatures of others are
/// passed over.
///
/// Errors: malformed; a known key's signature that is not good; none of a known key.
result<opened_note, note_flaw> open_note(std::string_view note, std::span<const verifier> known,
                                         const check_signature& check);

}  // namespace iaq::evidence
