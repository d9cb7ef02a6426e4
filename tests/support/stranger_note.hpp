#pragma once

#include <string>
#include <string_view>

/// Digests, texts and signed notes for the journals of strangers, by OpenSSL and nothing of ours.
namespace iaq::test {

std::string sha256(std::string_view bytes);
std::string base64(std::string_view bytes);
/// Lower case.
std::string hex(std::string_view bytes);

enum class note_key : char { ed25519 = 1, ecdsa_p256 = 2 };

/// Returns the verifier key of the log `name`: `<name>+<key id>+<base64 of type and key>`. There is
/// one key of each kind, the same in every run of an Ed25519 one.
std::string note_vkey(const std::string& name, note_key kind = note_key::ed25519);

/// Returns `body`, an empty line and the signature of the log `name`. Requires: a line end at last.
std::string sign_note(const std::string& name, const std::string& body,
                      note_key kind = note_key::ed25519);

}  // namespace iaq::test
