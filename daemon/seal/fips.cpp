#include "seal/fips.hpp"

#include "seal/openssl.hpp"

#include <openssl/evp.h>
#include <openssl/provider.h>

#include <algorithm>
#include <array>

namespace iaq::seal {
namespace {

/// One question to OpenSSL: is there such an algorithm under such a query?
template <auto Fetch, auto Free>
bool offers(const char* name, const char* query) {
    auto* const found = Fetch(nullptr, name, query);
    Free(found);
    return found != nullptr;
}

struct need {
    const char* name;
    bool (*offered)(const char* name, const char* query);
};

// clang-format off
constexpr std::array needs{
    need{"SHA256",           offers<EVP_MD_fetch, EVP_MD_free>},
    need{"HMAC",             offers<EVP_MAC_fetch, EVP_MAC_free>},
    need{"AES-256-GCM",      offers<EVP_CIPHER_fetch, EVP_CIPHER_free>},
    need{"AES-256-WRAP-PAD", offers<EVP_CIPHER_fetch, EVP_CIPHER_free>},
    need{"EC",               offers<EVP_KEYMGMT_fetch, EVP_KEYMGMT_free>},
    need{"ECDSA",            offers<EVP_SIGNATURE_fetch, EVP_SIGNATURE_free>},
};
// clang-format on

}  // namespace

std::optional<std::string_view> missing_algorithm(const char* query) {
    const expected_failure missing;
    const auto* const found = std::ranges::find_if_not(
        needs, [&](const need& each) { return each.offered(each.name, query); });
    return found == needs.end() ? std::nullopt : std::optional<std::string_view>{found->name};
}

result<void, std::string> require_fips() {
    const expected_failure missing;
    // Kept until the process ends. `base` reads and writes key files and holds no algorithm.
    if (OSSL_PROVIDER_load(nullptr, "fips") == nullptr ||
        OSSL_PROVIDER_load(nullptr, "base") == nullptr) {
        return std::string{
            "OpenSSL has no provider `fips` that passes its self-test; install a validated one "
            "and name it in openssl.cnf (openssl fipsinstall), or set fips = false"};
    }
    if (EVP_default_properties_enable_fips(nullptr, 1) != 1) {
        return std::string{"OpenSSL does not restrict itself to validated algorithms"};
    }
    if (const auto name = missing_algorithm("fips=yes")) {
        return std::string{"OpenSSL's provider `fips` does not offer "}.append(*name);
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::seal
