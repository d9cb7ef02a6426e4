#include "tls/client_profile.hpp"

#include "base/assert.hpp"
#include "tls/certificates.hpp"

#include <algorithm>
#include <utility>

namespace iaq::tls {
namespace {

result<void, std::string> trust(SSL_CTX& to, const pem_file& file, std::optional<utc_time> now,
                                const counterpart& other) {
    IAQ_TRY(const auto authorities, certificates_of(file));
    if (std::ranges::all_of(authorities,
                            [&](const auto& each) { return has_expired(*each, now); })) {
        return file.path + ": what it holds has expired; ask " + std::string{other.owner} +
               " for its present one";
    }
    auto* const only = X509_STORE_new();  // belongs to the context, in place of its own
    ensure(only != nullptr);
    SSL_CTX_set_cert_store(&to, only);
    for (const auto& each : authorities) {
        ensure(X509_STORE_add_cert(only, each.get()) == 1);
    }
    return boost::outcome_v2::success();
}

}  // namespace

result<std::unique_ptr<client_profile>, std::string> client_profile::make(
    const model::tls_settings& wanted, const client_files& files, std::optional<utc_time> now,
    const counterpart& other) {
    const seal::expected_failure not_offered;
    context_handle made{SSL_CTX_new(TLS_client_method())};
    if (made == nullptr || !restrict(*made, wanted.least)) {
        return std::string{"OpenSSL does not offer the TLS we take; look at its openssl.cnf"};
    }
    IAQ_TRY(trust(*made, files.ca, now, other));
    if (!wanted.certificate_path.empty()) {
        IAQ_TRY(show(*made, files.certificate, files.key, use::client, now));
    }
    return std::unique_ptr<client_profile>{new client_profile{wanted, other, made.release()}};
}

client_profile::~client_profile() { SSL_CTX_free(context_); }

}  // namespace iaq::tls
