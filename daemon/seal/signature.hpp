#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

/// Signatures over the heads of the evidence tree.
namespace iaq::seal {

/// The numbers are the signature types of a C2SP signed note.
enum class signature_kind : std::uint8_t {
    ed25519 = 0x01,
    ecdsa_p256 = 0x02,  // over SHA-256; the one for validated algorithms only
};

/// Thread: any, many at once.
class signing_key {
public:
    /// Returns the key of a PKCS#8 file in PEM.
    ///
    /// Errors: a sentence that says what it is instead and what would do.
    static result<signing_key, std::string> from_pem(std::string_view pem);
    /// Makes a key, with OpenSSL's randomness.
    ///
    /// Requires: after `require_fips`, `ecdsa_p256`.
    static signing_key generate(signature_kind kind);

    ~signing_key();
    signing_key(signing_key&&) noexcept;
    signing_key& operator=(signing_key&&) noexcept;

    /// Returns the secret, as `from_pem` takes it.
    [[nodiscard]] std::string to_pem() const;
    [[nodiscard]] signature_kind kind() const;
    /// Returns what `verify_signature` takes: of Ed25519 the 32 bytes, of ECDSA the DER of its
    /// SubjectPublicKeyInfo, 91 bytes.
    [[nodiscard]] std::string public_bytes() const;
    /// Returns the signature: of Ed25519 64 bytes, of ECDSA its DER.
    [[nodiscard]] std::string sign(std::string_view message) const;

private:
    struct secret;
    explicit signing_key(std::unique_ptr<secret> from);
    std::unique_ptr<secret> secret_;
};

/// Returns whether the holder of the secret to `public_bytes` signed `message`; false on anything
/// unsound as well.
bool verify_signature(signature_kind kind, std::string_view public_bytes, std::string_view message,
                      std::string_view signature);

}  // namespace iaq::seal
