#pragma once

#include <string>

/// Why TLS with a switch came to nothing, in words for operators. What stands in a certificate is
/// never said: only what is wrong with it.
namespace iaq::link {

/// Returns why the switch's certificate was refused; `result` is an X509_V_ERR of OpenSSL's,
/// `name` what the certificate had to be for.
std::string certificate_fault(long result, const std::string& name);

/// Returns why the handshake or a record failed; `error` is OpenSSL's packed code. `least`: the
/// lowest version we take, `1.3`.
std::string tls_fault(unsigned long error, const std::string& least);

}  // namespace iaq::link
