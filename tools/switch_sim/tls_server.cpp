#include "switch_sim/tls_server.hpp"

#include <openssl/ssl.h>

namespace iaq::switch_sim {
namespace {

/// The file's reason is in OpenSSL's own list; a person at a stand-in is served by the path.
std::string no_good(const std::string& path, const char* what) {
    return path + ": holds no " + what + " in PEM";
}

}  // namespace

void free_context::operator()(ssl_ctx_st* held) const noexcept { SSL_CTX_free(held); }

result<tls_context, std::string> make_tls_context(const tls_options& options) {
    tls_context made{SSL_CTX_new(TLS_server_method())};
    auto* const it = made.get();
    if (it == nullptr) {
        return std::string{"OpenSSL gives no TLS"};
    }
    SSL_CTX_set_min_proto_version(it, options.least == "1.2" ? TLS1_2_VERSION : TLS1_3_VERSION);
    SSL_CTX_set_session_cache_mode(it, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(it, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_num_tickets(it, 0);
    if (SSL_CTX_use_certificate_chain_file(it, options.certificate_file.c_str()) != 1) {
        return no_good(options.certificate_file, "certificate");
    }
    if (SSL_CTX_use_PrivateKey_file(it, options.key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
        return no_good(options.key_file, "key of the certificate");
    }
    if (!options.client_ca_file.empty()) {
        if (SSL_CTX_load_verify_file(it, options.client_ca_file.c_str()) != 1) {
            return no_good(options.client_ca_file, "certificate");
        }
        SSL_CTX_set_verify(it, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return made;
}

}  // namespace iaq::switch_sim
