#include "iaq_journal/verifier/signature.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace iaq::verifier {
namespace {

struct frees_key {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct frees_context {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using key_pointer = std::unique_ptr<EVP_PKEY, frees_key>;

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

bool is_p256(const EVP_PKEY* key) {
    std::string group(64, '\0');
    std::size_t size = 0;
    return EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
           group.substr(0, size) == "prime256v1";
}

key_pointer ecdsa_key(std::string_view spki) {
    const auto* at = octets(spki);
    key_pointer key{d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size()))};
    const bool whole = key && at == octets(spki) + spki.size();
    return whole && is_p256(key.get()) ? std::move(key) : nullptr;
}

key_pointer key_of(signature_kind kind, std::string_view bytes) {
    switch (kind) {
        case signature_kind::ed25519:
            return key_pointer{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(bytes),
                                                           bytes.size())};
        case signature_kind::ecdsa_p256: return ecdsa_key(bytes);
    }
    return nullptr;
}

}  // namespace

bool check_signature(signature_kind kind, std::string_view public_bytes, std::string_view message,
                     std::string_view signature) {
    const auto key = key_of(kind, public_bytes);
    const std::unique_ptr<EVP_MD_CTX, frees_context> context{EVP_MD_CTX_new()};
    const char* const digest = kind == signature_kind::ed25519 ? nullptr : "SHA256";
    return key && context &&
           EVP_DigestVerifyInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key.get(),
                                   nullptr) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message),
                            message.size()) == 1;
}

}  // namespace iaq::verifier
