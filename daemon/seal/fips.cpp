#include "seal/fips.hpp"

#include <openssl/evp.h>
#include <openssl/provider.h>

#include <memory>

namespace iaq::seal {
namespace {

constexpr const char* validated_only = "fips=yes";

template <class T>
bool had(T* fetched, void (*free)(T*)) {
    const bool there = fetched != nullptr;
    free(fetched);
    return there;
}

/// Returns the first algorithm of ours that no validated provider offers, or nullptr.
const char* missing() {
    for (const auto* const name : {"SHA256"}) {
        if (!had(EVP_MD_fetch(nullptr, name, nullptr), EVP_MD_free)) {
            return name;
        }
    }
    for (const auto* const name : {"AES-256-GCM", "AES-256-WRAP-PAD"}) {
        if (!had(EVP_CIPHER_fetch(nullptr, name, nullptr), EVP_CIPHER_free)) {
            return name;
        }
    }
    if (!had(EVP_MAC_fetch(nullptr, "HMAC", nullptr), EVP_MAC_free)) {
        return "HMAC";
    }
    if (!had(EVP_SIGNATURE_fetch(nullptr, "ECDSA", nullptr), EVP_SIGNATURE_free)) {
        return "ECDSA";
    }
    return nullptr;
}

}  // namespace

result<void, fips_flaw> require_fips() {
    // Without a name in openssl.cnf the provider has to be asked for.
    static_cast<void>(OSSL_PROVIDER_try_load(nullptr, "fips", 1));
    if (EVP_set_default_properties(nullptr, validated_only) != 1) {
        return fips_flaw{"OpenSSL refuses the property query fips=yes"};
    }
    if (const auto* const name = missing()) {
        return fips_flaw{std::string{"no validated OpenSSL provider offers "} + name +
                         "; install the module of a validated version and name it in openssl.cnf, "
                         "or set fips = false"};
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::seal
