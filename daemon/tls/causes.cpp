#include "tls/causes.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

namespace iaq::tls {
namespace {

struct row {
    long code;
    std::string_view words;  // {0} a counterpart's name, {1} its CA option, {2} our certificate's
};

constexpr std::string_view by_none = "no certificate in {1} vouches for {0}'s";

// clang-format off
constexpr std::array certificate_rows{
    row{X509_V_ERR_CERT_HAS_EXPIRED,                    "certificate expired"},
    row{X509_V_ERR_CERT_NOT_YET_VALID,                  "certificate not yet valid"},
    row{X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,         "{0}'s certificate is signed by itself and "
                                                        "not in {1}"},
    row{X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,           by_none},
    row{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,           "{1} does not reach up to a root"},
    row{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,   by_none},
    row{X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,     by_none},
    row{X509_V_ERR_CERT_SIGNATURE_FAILURE,              by_none},
    row{X509_V_ERR_INVALID_PURPOSE,                     "{0}'s certificate is not one for servers"},
    row{X509_V_ERR_INVALID_CA,                          "{0}'s certificate is signed by one that "
                                                        "may not sign"},
    row{X509_V_ERR_EE_KEY_TOO_SMALL,                    "{0}'s certificate has too weak a key"},
    row{X509_V_ERR_CA_KEY_TOO_SMALL,                    "a certificate above {0}'s has too weak a "
                                                        "key"},
    row{X509_V_ERR_CA_MD_TOO_WEAK,                      "a certificate is signed with too weak a "
                                                        "digest"},
};

constexpr std::string_view no_tls = "{0} speaks no TLS here";
constexpr std::string_view no_common = "{0} takes none of our suites, groups and signatures";
constexpr std::string_view ours_refused = "{0} does not take our certificate";
constexpr std::string_view wants_ours = "{0} asks for a certificate of ours: {2}";

constexpr std::array reason_rows{
    row{SSL_R_WRONG_VERSION_NUMBER,                 no_tls},
    row{SSL_R_PACKET_LENGTH_TOO_LONG,               no_tls},
    row{SSL_R_HTTP_REQUEST,                         no_tls},
    row{SSL_R_HTTPS_PROXY_REQUEST,                  no_tls},
    row{SSL_R_UNEXPECTED_MESSAGE,                   "{0} answers out of turn"},
    row{SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE,        no_common},
    row{SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY,    no_common},
    row{SSL_R_NO_SHARED_CIPHER,                     no_common},
    row{SSL_R_WRONG_CIPHER_RETURNED,                no_common},
    row{SSL_R_UNKNOWN_CIPHER_RETURNED,              no_common},
    row{SSL_R_WRONG_CURVE,                          no_common},
    row{SSL_R_BAD_KEY_SHARE,                        no_common},
    row{SSL_R_WRONG_SIGNATURE_TYPE,                 no_common},
    row{SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM,      no_common},
    row{SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED,    wants_ours},
    row{SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,          ours_refused},
    row{SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE,  ours_refused},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED,      "{0} says that our certificate is revoked"},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED,      "{0} says that our certificate has expired"},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN,      ours_refused},
    row{SSL_R_TLSV1_ALERT_UNKNOWN_CA,               ours_refused},
    row{SSL_R_TLSV1_ALERT_ACCESS_DENIED,            ours_refused},
    row{SSL_R_TLSV1_UNRECOGNIZED_NAME,              "{0} does not know itself by the name asked "
                                                    "for"},
    row{SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC,  "bytes were changed on the way"},
    row{SSL_R_SSLV3_ALERT_BAD_RECORD_MAC,           "{0} says that bytes were changed on the way"},
};

// {0}: whose certificate it is
constexpr std::string_view no_authority = "no certificate in client_ca vouches for it";
constexpr std::string_view list_unusable = "the revocation list of its authority is not signed by "
                                           "one that may sign it";
constexpr std::array client_certificate_rows{
    row{X509_V_ERR_CERT_HAS_EXPIRED,                    "{0} has expired"},
    row{X509_V_ERR_CERT_NOT_YET_VALID,                  "{0} is not yet valid"},
    row{X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD,      "{0} says no time that can be read"},
    row{X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD,       "{0} says no time that can be read"},
    row{X509_V_ERR_CERT_REVOKED,                        "{0} is revoked"},
    row{X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,         "it is signed by itself"},
    row{X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,           no_authority},
    row{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,           no_authority},
    row{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,   no_authority},
    row{X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,     no_authority},
    row{X509_V_ERR_CERT_SIGNATURE_FAILURE,              "{0} is not signed by who it says"},
    row{X509_V_ERR_CERT_CHAIN_TOO_LONG,                 "too many authorities stand above it"},
    row{X509_V_ERR_PATH_LENGTH_EXCEEDED,                "an authority above it may not have others "
                                                        "below"},
    row{X509_V_ERR_INVALID_PURPOSE,                     "{0} is not for TLS clients"},
    row{X509_V_ERR_INVALID_CA,                          "it is signed by one that may not sign"},
    row{X509_V_ERR_KEYUSAGE_NO_CERTSIGN,                "it is signed by one that may not sign"},
    row{X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION,        "{0} demands what is not known here"},
    row{X509_V_ERR_INVALID_EXTENSION,                   "{0} holds what cannot be read"},
    row{X509_V_ERR_PERMITTED_VIOLATION,                 "its authority may not vouch for such a "
                                                        "name"},
    row{X509_V_ERR_EXCLUDED_VIOLATION,                  "its authority may not vouch for such a "
                                                        "name"},
    row{X509_V_ERR_EE_KEY_TOO_SMALL,                    "it has too weak a key"},
    row{X509_V_ERR_CA_KEY_TOO_SMALL,                    "a certificate above it has too weak a "
                                                        "key"},
    row{X509_V_ERR_CA_MD_TOO_WEAK,                      "{0} is signed with too weak a digest"},
    row{X509_V_ERR_UNABLE_TO_GET_CRL,                   "crl holds no list of its authority"},
    row{X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER,            list_unusable},
    row{X509_V_ERR_CRL_SIGNATURE_FAILURE,               list_unusable},
    row{X509_V_ERR_KEYUSAGE_NO_CRL_SIGN,                list_unusable},
    row{X509_V_ERR_CRL_NOT_YET_VALID,                   "the revocation list of its authority is "
                                                        "of a time to come"},
};

constexpr std::string_view spoke_none = "no TLS was spoken";
constexpr std::string_view nothing_shared = "none of its suites, groups or signatures is taken";
constexpr std::string_view refused_ours = "the client does not take our certificate";
constexpr std::array client_rows{
    row{SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE,    "no certificate was shown"},
    row{SSL_R_WRONG_VERSION_NUMBER,                 spoke_none},
    row{SSL_R_PACKET_LENGTH_TOO_LONG,               spoke_none},
    row{SSL_R_RECORD_LENGTH_MISMATCH,               spoke_none},
    row{SSL_R_HTTP_REQUEST,                         spoke_none},
    row{SSL_R_HTTPS_PROXY_REQUEST,                  spoke_none},
    row{SSL_R_NO_SHARED_CIPHER,                     nothing_shared},
    row{SSL_R_NO_SUITABLE_KEY_SHARE,                nothing_shared},
    row{SSL_R_NO_SUITABLE_GROUPS,                   nothing_shared},
    row{SSL_R_NO_SHARED_GROUPS,                     nothing_shared},
    row{SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM,      nothing_shared},
    row{SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS,       nothing_shared},
    row{SSL_R_BAD_SIGNATURE,                        "the key of the certificate was not shown"},
    row{SSL_R_WRONG_SIGNATURE_TYPE,                 "its key signs with what is not taken"},
    row{SSL_R_WRONG_CURVE,                          "its key signs with what is not taken"},
    row{SSL_R_EXCESSIVE_MESSAGE_SIZE,               "it showed too many certificates"},
    row{SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,          refused_ours},
    row{SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE,  refused_ours},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED,      refused_ours},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED,      refused_ours},
    row{SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN,      refused_ours},
    row{SSL_R_TLSV1_ALERT_UNKNOWN_CA,               refused_ours},
    row{SSL_R_TLSV1_ALERT_ACCESS_DENIED,            refused_ours},
    row{SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC,  "bytes were changed on the way"},
};
// clang-format on

constexpr std::array old_version{SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION,
                                 SSL_R_VERSION_TOO_LOW};

template <class Rows>
std::string_view find(const Rows& rows, long code) {
    const auto found = std::ranges::find(rows, code, &row::code);
    return found == rows.end() ? std::string_view{} : found->words;
}

std::string about(std::string_view words, const counterpart& other) {
    return fmt::format(fmt::runtime(words), other.name, other.ca, other.certificate);
}

int reason_of(unsigned long error) {
    return ERR_GET_LIB(error) == ERR_LIB_SSL ? ERR_GET_REASON(error) : 0;
}

bool is_old_version(int reason) {
    return std::ranges::find(old_version, reason) != old_version.end();
}

/// What OpenSSL itself calls it: fixed words, nothing of what the peer sent.
std::string own_words(unsigned long error) {
    const auto* const text = ERR_reason_error_string(error);
    return text != nullptr ? text : "failed";
}

}  // namespace

std::string certificate_fault(long result, const std::string& name, const counterpart& other) {
    if (result == X509_V_ERR_HOSTNAME_MISMATCH || result == X509_V_ERR_IP_ADDRESS_MISMATCH) {
        return fmt::format("TLS: {}'s certificate is not for host {}", other.name, name);
    }
    const auto words = find(certificate_rows, result);
    return words.empty() ? fmt::format("TLS: {}'s certificate: {}", other.name,
                                       X509_verify_cert_error_string(result))
                         : "TLS: " + about(words, other);
}

std::string tls_fault(unsigned long error, const std::string& least, const counterpart& other,
                      bool agreed) {
    const auto reason = reason_of(error);
    if (agreed && reason == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE) {
        // Under TLS 1.3 our certificate is looked at last, and a careful server says no more.
        return "TLS: " + about(ours_refused, other);
    }
    if (is_old_version(reason)) {
        return fmt::format("TLS: {} does not speak TLS {}", other.name, least);
    }
    const auto words = find(reason_rows, reason);
    return "TLS: " + (words.empty() ? own_words(error) : about(words, other));
}

std::string client_certificate_fault(int result, bool above) {
    const std::string_view whose = above ? "a certificate above it" : "it";
    const auto words = find(client_certificate_rows, result);
    return words.empty() ? fmt::format("{}: {}", whose, X509_verify_cert_error_string(result))
                         : fmt::format(fmt::runtime(words), whose);
}

std::string client_fault(unsigned long error, const std::string& least) {
    const auto reason = reason_of(error);
    if (is_old_version(reason)) {
        return "TLS " + least + " was not spoken";
    }
    const auto words = find(client_rows, reason);
    return words.empty() ? own_words(error) : std::string{words};
}

}  // namespace iaq::tls
