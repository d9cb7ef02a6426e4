#include "unit/evidence/openssl_key.hpp"

#include "base/assert.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <utility>

namespace iaq::test {
namespace {

using context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

EVP_PKEY* raw(const std::shared_ptr<void>& key) { return static_cast<EVP_PKEY*>(key.get()); }

bool is_ed25519(EVP_PKEY* key) { return EVP_PKEY_get_id(key) == EVP_PKEY_ED25519; }

const EVP_MD* hash_for(EVP_PKEY* key) { return is_ed25519(key) ? nullptr : EVP_sha256(); }

EVP_PKEY* public_key(const evidence::verifier& of) {
    const auto* bytes = octets(of.public_bytes);
    if (of.kind == evidence::ed25519_kind) {
        return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes,
                                           of.public_bytes.size());
    }
    return d2i_PUBKEY(nullptr, &bytes, static_cast<long>(of.public_bytes.size()));
}

}  // namespace

bool openssl_accepts(const evidence::verifier& by, std::string_view message,
                     std::string_view signature) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{public_key(by), EVP_PKEY_free};
    const context running{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    return key &&
           EVP_DigestVerifyInit(running.get(), nullptr, hash_for(key.get()), nullptr, key.get()) ==
               1 &&
           EVP_DigestVerify(running.get(), octets(signature), signature.size(), octets(message),
                            message.size()) == 1;
}

openssl_key::openssl_key(void* key)
    : key_(key, [](void* held) { EVP_PKEY_free(static_cast<EVP_PKEY*>(held)); }) {
    ensure(key != nullptr);
}

openssl_key openssl_key::ed25519(std::string_view seed) {
    return openssl_key{
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size())};
}

openssl_key openssl_key::p256() { return openssl_key{EVP_EC_gen("P-256")}; }

evidence::verifier openssl_key::named(std::string name) const {
    if (is_ed25519(raw(key_))) {
        std::string bytes(32, '\0');
        auto size = bytes.size();
        ensure(EVP_PKEY_get_raw_public_key(
                   raw(key_), reinterpret_cast<unsigned char*>(bytes.data()), &size) == 1);
        return {std::move(name), evidence::ed25519_kind, bytes};
    }
    unsigned char* der = nullptr;
    const auto size = i2d_PUBKEY(raw(key_), &der);
    ensure(size > 0);
    const std::string bytes(der, der + size);
    OPENSSL_free(der);
    return {std::move(name), evidence::ecdsa_kind, bytes};
}

std::string openssl_key::sign(std::string_view message) const {
    const context running{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    ensure(EVP_DigestSignInit(running.get(), nullptr, hash_for(raw(key_)), nullptr, raw(key_)) ==
           1);
    std::string signature(256, '\0');
    auto size = signature.size();
    ensure(EVP_DigestSign(running.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                          octets(message), message.size()) == 1);
    signature.resize(size);
    return signature;
}

}  // namespace iaq::test
