#include "support/tls_client.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>
#include <cstdlib>

namespace iaq::testing {
namespace {

/// Also asked on threads of a test's own, where Boost.Test may not be.
void must(bool held) {
    if (!held) {
        std::abort();
    }
}

BIO* reading(const std::string& text) {
    return BIO_new_mem_buf(text.data(), static_cast<int>(text.size()));
}

void show(SSL_CTX* in, const client_papers& papers) {
    auto* const from = reading(papers.shown.certificate);
    auto* const certificate = PEM_read_bio_X509(from, nullptr, nullptr, nullptr);
    must(certificate != nullptr && SSL_CTX_use_certificate(in, certificate) == 1);
    X509_free(certificate);
    BIO_free(from);
    auto* const keys = reading(papers.shown.key);
    auto* const key = PEM_read_bio_PrivateKey(keys, nullptr, nullptr, nullptr);
    must(key != nullptr && SSL_CTX_use_PrivateKey(in, key) == 1);
    EVP_PKEY_free(key);
    BIO_free(keys);
    auto* const others = reading(papers.between);
    while (auto* const each = PEM_read_bio_X509(others, nullptr, nullptr, nullptr)) {
        must(SSL_CTX_add0_chain_cert(in, each) == 1);
    }
    BIO_free(others);
    ERR_clear_error();
}

}  // namespace

tls_client::tls_client(const client_habits& habits) : context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_set_verify(context_, SSL_VERIFY_NONE, nullptr);
    must(SSL_CTX_set_max_proto_version(context_, habits.highest) == 1);
    const auto set = [](const std::string& what, auto how) {
        must(what.empty() || how(what.c_str()) == 1);
    };
    set(habits.suites_1_2, [&](const char* s) { return SSL_CTX_set_cipher_list(context_, s); });
    set(habits.suites_1_3, [&](const char* s) { return SSL_CTX_set_ciphersuites(context_, s); });
    set(habits.groups, [&](const char* s) { return SSL_CTX_set1_groups_list(context_, s); });
    if (!habits.shows.shown.certificate.empty()) {
        show(context_, habits.shows);
    }
    ssl_ = SSL_new(context_);
    in_ = BIO_new(BIO_s_mem());
    out_ = BIO_new(BIO_s_mem());
    SSL_set_bio(ssl_, in_, out_);
    SSL_set_connect_state(ssl_);
}

tls_client::~tls_client() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
}

std::string tls_client::hear(std::string_view bytes) {
    ERR_clear_error();
    BIO_write(in_, bytes.data(), static_cast<int>(bytes.size()));
    std::array<char, 20000> piece{};
    int got = 0;
    while ((got = SSL_read(ssl_, piece.data(), static_cast<int>(piece.size()))) > 0) {
        heard.append(piece.data(), static_cast<std::size_t>(got));
    }
    const auto outcome = SSL_get_error(ssl_, got);
    was_closed = was_closed || outcome == SSL_ERROR_ZERO_RETURN;
    if (outcome == SSL_ERROR_SSL && refusal.empty()) {
        refusal = ERR_reason_error_string(ERR_peek_error());
    }
    ERR_clear_error();
    return owed();
}

std::string tls_client::say(const std::string& plain) {
    must(SSL_write(ssl_, plain.data(), static_cast<int>(plain.size())) > 0);
    return owed();
}

std::string tls_client::ask_for_new_keys() {
    must(SSL_key_update(ssl_, SSL_KEY_UPDATE_REQUESTED) == 1);
    must(SSL_do_handshake(ssl_) == 1);
    return owed();
}

std::string tls_client::owed() {
    std::string bytes(BIO_ctrl_pending(out_), '\0');
    if (!bytes.empty()) {
        BIO_read(out_, bytes.data(), static_cast<int>(bytes.size()));
    }
    return bytes;
}

}  // namespace iaq::testing
