#pragma once

#include "base/result.hpp"
#include "iaq_journal/verifier/finding.hpp"
#include "iaq_journal/verifier/signature.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Verifier keys and signed checkpoints (C2SP signed-note, tlog-checkpoint), read strictly.
namespace iaq::verifier {

/// A line `<name>+<key id, 8 hex digits>+<base64 of type and public key>`.
struct verifier_key {
    std::string name;  // `<log name>/journal/<journal id, 32 hex digits>`
    std::string id;    // 4 bytes
    signature_kind kind = signature_kind::ed25519;
    std::string public_bytes;
    std::string journal_id;  // 16 bytes, from the name
};

/// The head of the tree that a checkpoint signs.
struct checkpoint {
    std::uint64_t size = 0;
    seal::digest root{};
};

struct note_flaw {
    finding_kind kind;  // bad_vkey, bad_checkpoint, bad_signature
    std::uint64_t offset;
    std::string text;
};

/// Returns the key; one line end behind it is passed over.
result<verifier_key, note_flaw> read_vkey(std::string_view text);

/// Returns what `note` says when `key` has signed it. Signatures of other keys are passed over, as
/// C2SP signed-note demands.
result<checkpoint, note_flaw> open_checkpoint(std::string_view note, const verifier_key& key,
                                              const signature_check& check);

}  // namespace iaq::verifier
