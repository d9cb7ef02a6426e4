#include "link/tls_causes.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace iaq::link {
namespace {

struct row {
    long code;
    std::string_view words;
};

// clang-format off
constexpr std::array certificate_rows{
    row{X509_V_ERR_CERT_HAS_EXPIRED,                    "certificate expired"},
    row{X509_V_ERR_CERT_NOT_YET_VALID,                  "certificate not yet valid"},
    row{X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,         "the switch's certificate is signed by "
                                                        "itself and not in tls_ca"},
    row{X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,           "no certificate in tls_ca vouches for the "
                                                        "switch's"},
    row{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,           "tls_ca does not reach up to a root"},
    row{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,   "no certificate in tls_ca vouches for the "
                                                        "switch's"},
    row{X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,     "no certificate in tls_ca vouches for the "
                                                        "switch's"},
    row{X509_V_ERR_CERT_SIGNATURE_FAILURE,              "no certificate in tls_ca vouches for the "
                                                        "switch's"},
    row{X509_V_ERR_INVALID_PURPOSE,                     "the switch's certificate is not one for "
                                                        "servers"},
    row{X509_V_ERR_INVALID_CA,                          "the switch's certificate is signed by "
                                                        "one that may not sign"},
    row{X509_V_ERR_EE_KEY_TOO_SMALL,                    "the switch's certificate has too weak a "
                                                        "key"},
    row{X509_V_ERR_CA_KEY_TOO_SMALL,                    "a certificate above the switch's has too "
                                                        "weak a key"},
    row{X509_V_ERR_CA_MD_TOO_WEAK,                      "a certificate is signed with too weak a "
                                                        "digest"},
};

constexpr std::string_view no_tls = "the switch speaks no TLS here";
constexpr std::string_view no_common = "the switch takes none of our suites, groups and signatures";
constexpr std::string_view ours_refused = "the switch does not take our certificate";

constexpr std::array reason_rows{
    row{SSL_R_WRONG_VERSION_NUMBER,                 no_tls},
    row{SSL_R_PACKET_LENGTH_TOO_LONG,               no_tls},
    row{SSL_R_HTTP_REQUEST,                         no_tls},
    row{SSL_R_HTTPS_PROXY_REQUEST,                  no_tls},
    row{SSL_R_UNEXPECTED_MESSAGE,                   "the switch answers out of turn"},
    row{SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE,        no_common},
    row{SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY,    no_common},
    row{SSL_R_NO_SHARED_CIPHER,                     no_common},
    row{SSL_R_WRONG_CIPHER_RETURNED,                no_common},
    row{SSL_R_UNKNOWN_CIPHER_RETURNED,              no_common},
    row{SSL_R_WRONG_CURVE,                          no_common},
    row{SSL_R_BAD_KEY_SHARE,                        no_common},
    row{SSL_R_WRONG_SIGNATURE_TYPE,                 no_common},
    row{SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM,      no_common},
    row{SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED,    "the switch asks for a certificate of ours: "
                                                    "tls_certificate"},
    row{SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,          ours_refused},
    row{SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE,  ours_refused},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED,      "the switch says that our certificate is "
                                                    "revoked"},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED,      "the switch says that our certificate has "
                                                    "expired"},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN,      ours_refused},
    row{SSL_R_TLSV1_ALERT_UNKNOWN_CA,               ours_refused},
    row{SSL_R_TLSV1_ALERT_ACCESS_DENIED,            ours_refused},
    row{SSL_R_TLSV1_UNRECOGNIZED_NAME,              "the switch does not know itself by the name "
                                                    "asked for"},
    row{SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC,  "bytes were changed on the way"},
    row{SSL_R_SSLV3_ALERT_BAD_RECORD_MAC,           "the switch says that bytes were changed on "
                                                    "the way"},
};
// clang-format on

constexpr std::array old_version{SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION,
                                 SSL_R_VERSION_TOO_LOW};

template <class Rows>
std::string_view find(const Rows& rows, long code) {
    const auto found = std::ranges::find(rows, code, &row::code);
    return found == rows.end() ? std::string_view{} : found->words;
}

}  // namespace

std::string certificate_fault(long result, const std::string& name) {
    if (result == X509_V_ERR_HOSTNAME_MISMATCH || result == X509_V_ERR_IP_ADDRESS_MISMATCH) {
        return "TLS: the switch's certificate is not for host " + name;
    }
    const auto words = find(certificate_rows, result);
    return words.empty() ? std::string{"TLS: the switch's certificate: "} +
                               X509_verify_cert_error_string(result)
                         : std::string{"TLS: "}.append(words);
}

std::string tls_fault(unsigned long error, const std::string& least) {
    const auto reason = ERR_GET_LIB(error) == ERR_LIB_SSL ? ERR_GET_REASON(error) : 0;
    if (std::ranges::find(old_version, reason) != old_version.end()) {
        return "TLS: the switch does not speak TLS " + least;
    }
    if (const auto words = find(reason_rows, reason); !words.empty()) {
        return std::string{"TLS: "}.append(words);
    }
    const auto* const text = ERR_reason_error_string(error);
    return std::string{"TLS: "} + (text != nullptr ? text : "failed");
}

}  // namespace iaq::link
