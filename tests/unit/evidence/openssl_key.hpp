#pragma once

#include "evidence/verifier.hpp"

#include <memory>
#include <string>
#include <string_view>

/// Signatures by OpenSSL, called here and not through our own room, so that the notes of others are
/// judged by something that shares nothing with what writes ours.
namespace iaq::test {

/// True when `signature` is the key's over `message`: an `evidence::check`.
bool openssl_accepts(const evidence::verifier& by, std::string_view message,
                     std::string_view signature);

class openssl_key {
public:
    /// Requires: the 32 bytes of an Ed25519 private key.
    static openssl_key ed25519(std::string_view seed);
    /// A new P-256 key.
    static openssl_key p256();

    /// The public half, as a verifier of this name.
    [[nodiscard]] evidence::verifier named(std::string name) const;
    [[nodiscard]] std::string sign(std::string_view message) const;

private:
    explicit openssl_key(void* key);
    std::shared_ptr<void> key_;
};

}  // namespace iaq::test
