#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

/// The one call to a cryptographic library that judges a signature.
namespace iaq::verifier {

/// Types of signatures as C2SP signed-note numbers them.
enum class signature_kind : std::uint8_t { ed25519 = 1, ecdsa_p256 = 2 };

/// True when `signature` is `message` signed with the private half of the key.
///
/// `public_bytes`: Ed25519: the 32 bytes of RFC 8032; ECDSA: the key in SPKI format, DER.
/// `signature`:    Ed25519: 64 bytes; ECDSA over SHA-256: DER.
bool check_signature(signature_kind kind, std::string_view public_bytes, std::string_view message,
                     std::string_view signature);

/// The same as a value, for those who judge one checkpoint many times and remember the outcome.
using signature_check =
    std::function<bool(signature_kind, std::string_view, std::string_view, std::string_view)>;

}  // namespace iaq::verifier
