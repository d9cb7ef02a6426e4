#pragma once

#include <string>
#include <string_view>

/// Why TLS came to nothing, in words for operators. What stands in a certificate is never said:
/// only what is wrong with it.
namespace iaq::tls {

/// How a server that we speak to is called, and the options that decide about it.
struct counterpart {
    std::string_view name;         // "the switch"
    std::string_view owner;        // who runs it
    std::string_view ca;           // the option that says who may vouch for it
    std::string_view certificate;  // the option for a certificate of ours
};
inline constexpr counterpart the_switch{"the switch", "the state", "tls_ca", "tls_certificate"};
inline constexpr counterpart the_gateway{"the gateway", "who runs the gateway", "--ca", "--cert"};

/// Returns why a server's certificate was refused; `result` is an X509_V_ERR of OpenSSL's, `name`
/// what the certificate had to be for.
std::string certificate_fault(long result, const std::string& name, const counterpart& other);

/// Returns why the handshake with a server, or a record, failed; `error` is OpenSSL's packed code.
/// `least`: the lowest version we take, `1.3`. `agreed`: the handshake was good on our side.
std::string tls_fault(unsigned long error, const std::string& least, const counterpart& other,
                      bool agreed);

/// Returns why a client's certificate was refused; `above`: it is one that vouches for the
/// client's.
std::string client_certificate_fault(int result, bool above);

/// Returns why the handshake with a client, or a record, failed.
std::string client_fault(unsigned long error, const std::string& least);

}  // namespace iaq::tls
