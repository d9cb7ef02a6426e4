#include "tls/server_profile.hpp"

#include "base/assert.hpp"
#include "tls/certificates.hpp"
#include "tls/session.hpp"

#include <utility>

namespace iaq::tls {
namespace {

constexpr long shown_bytes_max = 32L * 1024;  // all that a client may show, DER

/// OpenSSL asks in the middle of a handshake; `given` is the profile.
int ask(X509_STORE_CTX* asked, void* given) {
    const auto& profile = *static_cast<const server_profile*>(given);
    auto* const ssl =
        static_cast<SSL*>(X509_STORE_CTX_get_ex_data(asked, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto& visit = *static_cast<session::visit*>(SSL_get_app_data(ssl));
    visit.came_to = profile.clients().judge(*asked, visit.now);
    const bool is_taken = visit.came_to.refused.empty();
    // Either way the peer is not to learn more than this: the error decides about the alert.
    X509_STORE_CTX_set_error(asked, is_taken ? X509_V_OK : X509_V_ERR_APPLICATION_VERIFICATION);
    return is_taken ? 1 : 0;
}

}  // namespace

result<std::unique_ptr<const server_profile>, std::string> server_profile::make(
    const model::network_intake& wanted, std::vector<std::string> uris, const server_files& files,
    std::optional<utc_time> now) {
    const seal::expected_failure not_offered;
    context_handle made{SSL_CTX_new(TLS_server_method())};
    if (made == nullptr || !restrict(*made, wanted.least)) {
        return std::string{"OpenSSL does not offer the TLS we take; look at its openssl.cnf"};
    }
    SSL_CTX_set_verify(made.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_max_cert_list(made.get(), shown_bytes_max);
    SSL_CTX_set_mode(made.get(), SSL_MODE_RELEASE_BUFFERS);
    IAQ_TRY(show(*made, files.certificate, files.key, use::server, now));
    IAQ_TRY(auto clients, admission::make(wanted, std::move(uris), files.clients, now));
    clients->lend_store(*made);
    const auto until = moment_of(X509_get0_notAfter(SSL_CTX_get0_certificate(made.get())));
    return std::unique_ptr<const server_profile>{
        new server_profile{wanted.least, std::move(clients), until, made.release()}};
}

server_profile::server_profile(model::tls_floor least, std::unique_ptr<admission> clients,
                               utc_time until, ssl_ctx_st* context)
    : least_(least), clients_(std::move(clients)), until_(until), context_(context) {
    SSL_CTX_set_cert_verify_callback(context_, ask, this);
}

server_profile::~server_profile() { SSL_CTX_free(context_); }

}  // namespace iaq::tls
