#pragma once

#include "support/pki.hpp"

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

/// The switch's half of a TLS conversation without a socket, straight on OpenSSL.
namespace iaq::tls {

/// What a switch offers. What is empty or 0 is OpenSSL's own.
struct tls_habits {
    testing::issued shown = {};
    std::string chain = {};      // PEM of one certificate more
    std::string client_ca = {};  // demands a certificate that this vouches for
    int lowest = 0, highest = 0;
    std::string suites_1_2 = {}, suites_1_3 = {}, groups = {};
    int security_level = -1;
};

using shared_context = std::shared_ptr<SSL_CTX>;
shared_context context_of(const tls_habits& habits);

class tls_switch {
public:
    explicit tls_switch(const tls_habits& habits);
    ~tls_switch() { SSL_free(ssl_); }
    tls_switch(const tls_switch&) = delete;
    tls_switch& operator=(const tls_switch&) = delete;

    /// Takes bytes of the station and returns what goes back at once.
    std::string hear(std::string_view bytes);
    std::string say(const std::string& plain);
    /// Returns what says that it closes.
    std::string close();
    /// Asks the station for new keys, which it must answer.
    std::string ask_for_new_keys();
    [[nodiscard]] bool is_secure() const { return SSL_is_init_finished(ssl_) == 1; }
    [[nodiscard]] SSL* native() { return ssl_; }
    [[nodiscard]] std::string asked_name() const { return asked_name_; }

    std::string heard;  // in plain
    bool failed = false, was_closed = false;

private:
    std::string owed();

    shared_context context_;
    SSL* ssl_;
    BIO *in_, *out_;
    std::string asked_name_;
};

}  // namespace iaq::tls
