#pragma once

#include "support/certificate_faults.hpp"

#include <openssl/ssl.h>

#include <string>
#include <string_view>

/// A client's half of a TLS conversation without a socket, straight on OpenSSL: it shows whatever
/// it is given and believes whoever answers.
namespace iaq::testing {

/// What a client offers. What is empty or 0 is OpenSSL's own.
struct client_habits {
    client_papers shows = {};
    int highest = 0;
    std::string suites_1_2 = {}, suites_1_3 = {}, groups = {};
};

class tls_client {
public:
    explicit tls_client(const client_habits& habits);
    ~tls_client();
    tls_client(const tls_client&) = delete;
    tls_client& operator=(const tls_client&) = delete;

    /// Takes bytes of the server, none at first, and returns what goes back at once.
    std::string hear(std::string_view bytes);
    std::string say(const std::string& plain);
    /// Asks the server for new keys, which it must answer.
    std::string ask_for_new_keys();
    [[nodiscard]] SSL* native() { return ssl_; }

    std::string heard;    // in plain
    std::string refusal;  // OpenSSL's words for the last thing that went wrong
    bool was_closed = false;

private:
    std::string owed();

    SSL_CTX* context_;
    SSL* ssl_;
    BIO *in_, *out_;
};

}  // namespace iaq::testing
