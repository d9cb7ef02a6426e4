#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

/// Signatures over the heads of the journal.
namespace iaq::seal {

/// The numbers are C2SP signed-note's algorithm identifiers.
enum class signature_kind : std::uint8_t { ed25519 = 0x01, ecdsa_p256 = 0x02 };

/// Why a key cannot be used: a sentence that ends with what would do.
struct key_flaw {
    std::string text;
};

class signing_key {
public:
    /// Reads PEM, PKCS#8, not encrypted. Errors: it is something else.
    static result<signing_key, key_flaw> from_pem(std::string_view pem);
    static signing_key generate(signature_kind kind);

    signing_key(signing_key&&) noexcept;
    signing_key& operator=(signing_key&&) noexcept;
    ~signing_key();

    [[nodiscard]] std::string to_pem() const;
    [[nodiscard]] signature_kind kind() const;
    /// Ed25519: the 32 bytes. ECDSA: DER SubjectPublicKeyInfo.
    [[nodiscard]] std::string public_bytes() const;
    /// Ed25519: 64 bytes. ECDSA: over SHA-256, DER.
    [[nodiscard]] std::string sign(std::string_view text) const;

private:
    struct held;
    explicit signing_key(std::unique_ptr<held> own);
    std::unique_ptr<held> held_;
};

/// Returns whether the signature is the key's over `text`; false as well for bytes that are no key.
bool verify_signature(signature_kind kind, std::string_view public_bytes, std::string_view text,
                      std::string_view signature);

}  // namespace iaq::seal
