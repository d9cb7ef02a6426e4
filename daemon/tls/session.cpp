#include "tls/session.hpp"

#include "base/assert.hpp"
#include "seal/openssl.hpp"
#include "tls/causes.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>

namespace iaq::tls {
namespace {

using seal::handle;

/// OpenSSL tells an outcome from its thread's list of errors, which must hold no older ones.
class errors_of_our_own {
public:
    errors_of_our_own() { ERR_clear_error(); }
    ~errors_of_our_own() { ERR_clear_error(); }
    errors_of_our_own(const errors_of_our_own&) = delete;
    errors_of_our_own& operator=(const errors_of_our_own&) = delete;
};

/// The certificate must be for this name, or this IP address; names are asked for by SNI.
void expect(SSL& session, std::string name) {
    auto* const check = SSL_get0_param(&session);
    X509_VERIFY_PARAM_set_hostflags(
        check, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    const handle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> address{a2i_IPADDRESS(name.c_str())};
    if (address != nullptr) {
        ensure(X509_VERIFY_PARAM_set1_ip(
                   check, ASN1_STRING_get0_data(address.get()),
                   static_cast<std::size_t>(ASN1_STRING_length(address.get()))) == 1);
        return;
    }
    ensure(X509_VERIFY_PARAM_set1_host(check, name.data(), name.size()) == 1);
    ensure(SSL_ctrl(&session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                    name.data()) == 1);
}

}  // namespace

struct session::conversation {
    explicit conversation(ssl_ctx_st* with)
        : ssl(SSL_new(with)), in(BIO_new(BIO_s_mem())), out(BIO_new(BIO_s_mem())) {
        ensure(ssl != nullptr && in != nullptr && out != nullptr);
        SSL_set_bio(ssl.get(), in, out);
    }

    handle<SSL, SSL_free> ssl;
    BIO* in;  // both belong to `ssl`
    BIO* out;
};

session::session(const client_profile& with, const std::string& host)
    : on_(std::make_unique<conversation>(with.context())),
      name_(with.name_for(host)),
      other_(with.other()),
      takes_1_2_(with.takes_1_2()) {
    const errors_of_our_own list;
    SSL_set_connect_state(on_->ssl.get());
    expect(*on_->ssl, name_);
}

session::session(std::shared_ptr<const server_profile> with, utc_time now)
    : serves_(std::move(with)),
      on_(std::make_unique<conversation>(serves_->context())),
      visit_{now},
      takes_1_2_(serves_->takes_1_2()) {
    SSL_set_accept_state(on_->ssl.get());
    ensure(SSL_set_app_data(on_->ssl.get(), &visit_) == 1);
}

session::~session() = default;

session::heard session::hear(std::string_view sealed) {
    const errors_of_our_own list;
    heard got;
    if (broken_) {
        return got;
    }
    if (!sealed.empty()) {
        std::size_t taken = 0;
        ensure(BIO_write_ex(on_->in, sealed.data(), sealed.size(), &taken) == 1 &&
               taken == sealed.size());
    }
    if (!secure_) {
        const int outcome = SSL_do_handshake(on_->ssl.get());
        secure_ = outcome == 1;
        if (!secure_) {
            if (SSL_get_error(on_->ssl.get(), outcome) != SSL_ERROR_WANT_READ) {
                broken_ = true;
                got.cause = why(outcome);
            }
            return got;
        }
    }
    std::array<char, SSL3_RT_MAX_PLAIN_LENGTH> piece{};
    std::size_t size = 0;
    int outcome = 0;
    while ((outcome = SSL_read_ex(on_->ssl.get(), piece.data(), piece.size(), &size)) == 1) {
        got.plain.append(piece.data(), size);
    }
    if (SSL_get_error(on_->ssl.get(), outcome) != SSL_ERROR_WANT_READ) {
        broken_ = true;
        got.cause = why(outcome);
    }
    return got;
}

std::string session::terms() const {
    ensure(secure_);
    return std::string{SSL_get_version(on_->ssl.get())} + " " + SSL_get_cipher_name(on_->ssl.get());
}

bool session::holds_part() const { return SSL_has_pending(on_->ssl.get()) == 1; }

std::optional<std::string> session::seal(std::string_view plain) {
    const errors_of_our_own list;
    ensure(secure_);
    if (broken_) {
        return std::nullopt;
    }
    std::size_t taken = 0;
    if (!plain.empty() && SSL_write_ex(on_->ssl.get(), plain.data(), plain.size(), &taken) != 1) {
        broken_ = true;
        return std::nullopt;
    }
    ensure(taken == plain.size());
    return take_output();
}

std::string session::take_output() {
    std::string bytes(BIO_ctrl_pending(on_->out), '\0');
    std::size_t taken = 0;
    if (!bytes.empty()) {
        ensure(BIO_read_ex(on_->out, bytes.data(), bytes.size(), &taken) == 1 &&
               taken == bytes.size());
    }
    return bytes;
}

std::string session::part() {
    const errors_of_our_own list;
    if (secure_ && !broken_) {
        SSL_shutdown(on_->ssl.get());  // what it says of the switch's half does not matter any more
    }
    broken_ = true;
    return take_output();
}

std::string session::why_no_longer(const server_profile& now_in_force, utc_time now) const {
    const errors_of_our_own list;
    ensure(secure_ && serves_ != nullptr);
    auto* const shown = SSL_get0_peer_certificate(on_->ssl.get());
    ensure(shown != nullptr);
    return now_in_force.clients().why_no_longer(*shown, SSL_get_peer_cert_chain(on_->ssl.get()),
                                                now);
}

std::string session::cut_off(const std::string& network_cause, const counterpart& other) {
    return "TLS: no handshake, " + network_cause + "; does " + std::string{other.name} +
           " speak TLS here?";
}

/// Asked at once after the failure, while OpenSSL remembers it.
std::string session::why(int outcome) const {
    const auto* const ssl = on_->ssl.get();
    const auto* const least = takes_1_2_ ? "1.2" : "1.3";
    if (SSL_get_error(ssl, outcome) == SSL_ERROR_ZERO_RETURN) {
        return "closed by " + std::string{serves_ ? "the client" : other_.name};
    }
    if (serves_) {
        return visit_.came_to.refused.empty() ? client_fault(ERR_peek_error(), least)
                                              : visit_.came_to.refused;
    }
    if (const auto verified = SSL_get_verify_result(ssl); verified != X509_V_OK) {
        return certificate_fault(verified, name_, other_);
    }
    return tls_fault(ERR_peek_error(), least, other_, secure_);
}

}  // namespace iaq::tls
