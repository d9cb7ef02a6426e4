#include "unit/tls/tls_switch.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

namespace iaq::tls {
namespace {

BIO* reading(const std::string& text) {
    return BIO_new_mem_buf(text.data(), static_cast<int>(text.size()));
}

X509* certificate_in(const std::string& pem) {
    auto* const from = reading(pem);
    auto* const found = PEM_read_bio_X509(from, nullptr, nullptr, nullptr);
    BIO_free(from);
    BOOST_REQUIRE(found != nullptr);
    return found;
}

}  // namespace

shared_context context_of(const tls_habits& habits) {
    shared_context made{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
    auto* const it = made.get();
    if (habits.security_level >= 0) {
        SSL_CTX_set_security_level(it, habits.security_level);
    }
    auto* const certificate = certificate_in(habits.shown.certificate);
    BOOST_REQUIRE(SSL_CTX_use_certificate(it, certificate) == 1);
    X509_free(certificate);
    auto* const from = reading(habits.shown.key);
    auto* const key = PEM_read_bio_PrivateKey(from, nullptr, nullptr, nullptr);
    BIO_free(from);
    BOOST_REQUIRE(SSL_CTX_use_PrivateKey(it, key) == 1);
    EVP_PKEY_free(key);
    if (!habits.chain.empty()) {
        BOOST_REQUIRE(SSL_CTX_add0_chain_cert(it, certificate_in(habits.chain)) == 1);
    }
    if (!habits.client_ca.empty()) {
        auto* const vouches = certificate_in(habits.client_ca);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(it), vouches);
        X509_free(vouches);
        SSL_CTX_set_verify(it, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    BOOST_REQUIRE(SSL_CTX_set_min_proto_version(it, habits.lowest) == 1);
    BOOST_REQUIRE(SSL_CTX_set_max_proto_version(it, habits.highest) == 1);
    const auto set = [](const std::string& what, auto how) {
        BOOST_REQUIRE(what.empty() || how(what.c_str()) == 1);
    };
    set(habits.suites_1_2, [&](const char* s) { return SSL_CTX_set_cipher_list(it, s); });
    set(habits.suites_1_3, [&](const char* s) { return SSL_CTX_set_ciphersuites(it, s); });
    set(habits.groups, [&](const char* s) { return SSL_CTX_set1_groups_list(it, s); });
    return made;
}

tls_switch::tls_switch(const tls_habits& habits)
    : context_(context_of(habits)),
      ssl_(SSL_new(context_.get())),
      in_(BIO_new(BIO_s_mem())),
      out_(BIO_new(BIO_s_mem())) {
    SSL_set_bio(ssl_, in_, out_);
    SSL_set_accept_state(ssl_);
}

std::string tls_switch::hear(std::string_view bytes) {
    ERR_clear_error();
    BIO_write(in_, bytes.data(), static_cast<int>(bytes.size()));
    std::array<char, 20000> piece{};
    int got = 0;
    while ((got = SSL_read(ssl_, piece.data(), static_cast<int>(piece.size()))) > 0) {
        heard.append(piece.data(), static_cast<std::size_t>(got));
    }
    if (const auto* const name = SSL_get_servername(ssl_, TLSEXT_NAMETYPE_host_name)) {
        asked_name_ = name;
    }
    const auto outcome = SSL_get_error(ssl_, got);
    was_closed = was_closed || outcome == SSL_ERROR_ZERO_RETURN;
    failed = failed || (outcome != SSL_ERROR_WANT_READ && outcome != SSL_ERROR_ZERO_RETURN);
    ERR_clear_error();
    return owed();
}

std::string tls_switch::say(const std::string& plain) {
    BOOST_REQUIRE(SSL_write(ssl_, plain.data(), static_cast<int>(plain.size())) > 0);
    return owed();
}

std::string tls_switch::close() {
    SSL_shutdown(ssl_);
    return owed();
}

std::string tls_switch::ask_for_new_keys() {
    BOOST_REQUIRE(SSL_key_update(ssl_, SSL_KEY_UPDATE_REQUESTED) == 1);
    BOOST_REQUIRE(SSL_do_handshake(ssl_) == 1);
    return owed();
}

std::string tls_switch::owed() {
    std::string bytes(BIO_ctrl_pending(out_), '\0');
    if (!bytes.empty()) {
        BIO_read(out_, bytes.data(), static_cast<int>(bytes.size()));
    }
    return bytes;
}

}  // namespace iaq::tls
