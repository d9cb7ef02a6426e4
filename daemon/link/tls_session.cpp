#include "link/tls_session.hpp"

#include "base/assert.hpp"
#include "link/tls_causes.hpp"
#include "seal/openssl.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>

namespace iaq::link {
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

struct tls_session::conversation {
    explicit conversation(const tls_profile& with)
        : ssl(SSL_new(with.context())), in(BIO_new(BIO_s_mem())), out(BIO_new(BIO_s_mem())) {
        ensure(ssl != nullptr && in != nullptr && out != nullptr);
        SSL_set_bio(ssl.get(), in, out);
        SSL_set_connect_state(ssl.get());
    }

    handle<SSL, SSL_free> ssl;
    BIO* in;  // both belong to `ssl`
    BIO* out;
};

tls_session::tls_session(const tls_profile& with, const std::string& host)
    : on_(std::make_unique<conversation>(with)),
      name_(with.name_for(host)),
      takes_1_2_(with.takes_1_2()) {
    const errors_of_our_own list;
    expect(*on_->ssl, name_);
}

tls_session::~tls_session() = default;

tls_session::heard tls_session::hear(std::string_view sealed) {
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

std::string tls_session::terms() const {
    ensure(secure_);
    return std::string{SSL_get_version(on_->ssl.get())} + " " + SSL_get_cipher_name(on_->ssl.get());
}

std::optional<std::string> tls_session::seal(std::string_view plain) {
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

std::string tls_session::take_output() {
    std::string bytes(BIO_ctrl_pending(on_->out), '\0');
    std::size_t taken = 0;
    if (!bytes.empty()) {
        ensure(BIO_read_ex(on_->out, bytes.data(), bytes.size(), &taken) == 1 &&
               taken == bytes.size());
    }
    return bytes;
}

std::string tls_session::part() {
    const errors_of_our_own list;
    if (secure_ && !broken_) {
        SSL_shutdown(on_->ssl.get());  // what it says of the switch's half does not matter any more
    }
    broken_ = true;
    return take_output();
}

std::string tls_session::cut_off(const std::string& network_cause) {
    return "TLS: no handshake, " + network_cause + "; does the switch speak TLS here?";
}

/// Asked at once after the failure, while OpenSSL remembers it.
std::string tls_session::why(int outcome) const {
    const auto* const ssl = on_->ssl.get();
    if (SSL_get_error(ssl, outcome) == SSL_ERROR_ZERO_RETURN) {
        return "closed by the switch";
    }
    if (const auto verified = SSL_get_verify_result(ssl); verified != X509_V_OK) {
        return certificate_fault(verified, name_);
    }
    return tls_fault(ERR_peek_error(), takes_1_2_ ? "1.2" : "1.3");
}

}  // namespace iaq::link
