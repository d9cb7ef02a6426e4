#include "tls/client_profile.hpp"

#include "base/assert.hpp"
#include "tls/certificates.hpp"

#include <algorithm>
#include <utility>

namespace iaq::tls {
namespace {

utc_time end_of(const X509* one) { return moment_of(X509_get0_notAfter(one)); }

/// Returns until when one of them is in force.
result<utc_time, std::string> trust(SSL_CTX& to, const pem_file& file, std::optional<utc_time> now,
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
    auto until = utc_time::min();
    for (const auto& each : authorities) {
        ensure(X509_STORE_add_cert(only, each.get()) == 1);
        until = std::max(until, end_of(each.get()));
    }
    return until;
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
    IAQ_TRY(auto until, trust(*made, files.ca, now, other));
    if (!wanted.certificate_path.empty()) {
        IAQ_TRY(show(*made, files.certificate, files.key, use::client, now));
        until = std::min(until, end_of(SSL_CTX_get0_certificate(made.get())));
    }
    return std::unique_ptr<client_profile>{
        new client_profile{wanted, other, until, made.release()}};
}

client_profile::~client_profile() { SSL_CTX_free(context_); }

}  // namespace iaq::tls
