#include "tls/certificates.hpp"

#include "base/assert.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

namespace iaq::tls {
namespace {

using private_key = seal::handle<EVP_PKEY, EVP_PKEY_free>;
using source = seal::handle<BIO, BIO_free>;

constexpr const char* suites_1_3 = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256";
constexpr const char* suites_1_2 =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr const char* groups = "P-256:P-384";
constexpr const char* signatures =
    "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:"
    "RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512";
constexpr int security_level = 2;  // 112 bits
constexpr int rsa_bits_least = 2048;

/// What the system's openssl.cnf may have turned on for everyone.
constexpr std::uint64_t barred = SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_IGNORE_UNEXPECTED_EOF |
                                 SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION |
                                 SSL_OP_ALLOW_CLIENT_RENEGOTIATION | SSL_OP_ALLOW_NO_DHE_KEX |
                                 SSL_OP_NO_EXTENDED_MASTER_SECRET | SSL_OP_CRYPTOPRO_TLSEXT_BUG;
constexpr std::uint64_t demanded = SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE;

source reading(const std::string& text) {
    source opened{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
    ensure(opened != nullptr);
    return opened;
}

/// A key under a passphrase is none of ours: nobody is here to type it.
int no_passphrase(char* /*into*/, int /*size*/, int /*writing*/, void* /*given*/) { return -1; }

/// Reads what stands in the file one after the other, until nothing more begins.
template <class Held, auto Read>
result<std::vector<Held>, std::string> all_of(const pem_file& file, const std::string& what) {
    const seal::expected_failure end_of_file;
    const auto from = reading(file.text);
    std::vector<Held> found;
    while (Held next{Read(from.get(), nullptr, no_passphrase, nullptr)}) {
        found.push_back(std::move(next));
    }
    const auto last = ERR_peek_last_error();
    if (ERR_GET_LIB(last) != ERR_LIB_PEM || ERR_GET_REASON(last) != PEM_R_NO_START_LINE) {
        return file.path + ": " + what + " " + std::to_string(found.size() + 1) +
               " in it cannot be read; write it anew as PEM";
    }
    if (found.empty()) {
        return file.path + ": holds no " + what + " in PEM";
    }
    return found;
}

bool is_before(const ASN1_TIME* moment, utc_time now) {
    auto seconds = static_cast<std::time_t>(
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
    return X509_cmp_time(moment, &seconds) < 0;
}

}  // namespace

bool restrict(SSL_CTX& to, model::tls_floor least) {
    const bool old = least == model::tls_floor::tls_1_2;
    SSL_CTX_set_security_level(&to, std::max(security_level, SSL_CTX_get_security_level(&to)));
    SSL_CTX_clear_options(&to, barred);
    SSL_CTX_set_options(&to, demanded);
    SSL_CTX_set_session_cache_mode(&to, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(&to, SSL_MODE_NO_AUTO_CHAIN);  // shown is what stands in the file
    SSL_CTX_set_post_handshake_auth(&to, 0);
    SSL_CTX_set_verify(&to, SSL_VERIFY_PEER, nullptr);
    return SSL_CTX_set_min_proto_version(&to, old ? TLS1_2_VERSION : TLS1_3_VERSION) == 1 &&
           SSL_CTX_set_max_proto_version(&to, TLS1_3_VERSION) == 1 &&
           SSL_CTX_set_num_tickets(&to, 0) == 1 && SSL_CTX_set_max_early_data(&to, 0) == 1 &&
           SSL_CTX_set_ciphersuites(&to, suites_1_3) == 1 &&
           SSL_CTX_set_cipher_list(&to, suites_1_2) == 1 &&
           SSL_CTX_set1_groups_list(&to, groups) == 1 &&
           SSL_CTX_set1_sigalgs_list(&to, signatures) == 1;
}

result<std::vector<certificate>, std::string> certificates_of(const pem_file& file) {
    return all_of<certificate, PEM_read_bio_X509>(file, "certificate");
}

result<std::vector<revocation_list>, std::string> lists_of(const pem_file& file) {
    return all_of<revocation_list, PEM_read_bio_X509_CRL>(file, "revocation list");
}

bool has_expired(const X509& one, std::optional<utc_time> now) {
    return now && is_before(X509_get0_notAfter(&one), *now);
}

bool has_begun(const X509& one, std::optional<utc_time> now) {
    return !now || is_before(X509_get0_notBefore(&one), *now);
}

utc_time moment_of(const ASN1_TIME* written) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(written, &parts) != 1) {
        return {};
    }
    const std::chrono::sys_seconds moment{std::chrono::seconds{::timegm(&parts)}};
    constexpr auto last = std::chrono::floor<std::chrono::seconds>(utc_time::max());
    constexpr auto first = std::chrono::ceil<std::chrono::seconds>(utc_time::min());
    return std::clamp(moment, first, last);
}

bool is_usable(const EVP_PKEY& key) {
    if (EVP_PKEY_is_a(&key, "RSA") == 1) {
        return EVP_PKEY_get_bits(&key) >= rsa_bits_least;
    }
    std::array<char, 64> group{};
    std::size_t size = 0;
    return EVP_PKEY_is_a(&key, "EC") == 1 &&
           EVP_PKEY_get_group_name(&key, group.data(), group.size(), &size) == 1 &&
           (group.data() == std::string_view{"prime256v1"} ||
            group.data() == std::string_view{"secp384r1"});
}

bool is_sound_digest(int digest_nid) {
    return digest_nid == NID_sha256 || digest_nid == NID_sha384 || digest_nid == NID_sha512;
}

result<void, std::string> show(SSL_CTX& to, const pem_file& shown, const pem_file& key, use as,
                               std::optional<utc_time> now) {
    const seal::expected_failure refused;
    const auto& path = shown.path;
    IAQ_TRY(const auto chain, certificates_of(shown));
    auto* const ours = chain.front().get();
    if (has_expired(*ours, now)) {
        return path + ": the certificate has expired; ask for a new one";
    }
    if (!has_begun(*ours, now)) {
        return path + ": the certificate is not yet valid; compare the clocks";
    }
    const bool serves = as == use::server;
    if (X509_check_purpose(ours, serves ? X509_PURPOSE_SSL_SERVER : X509_PURPOSE_SSL_CLIENT, 0) !=
        1) {
        return path + ": the certificate is not one for TLS " + (serves ? "servers" : "clients");
    }
    const private_key proof{
        PEM_read_bio_PrivateKey(reading(key.text).get(), nullptr, no_passphrase, nullptr)};
    if (proof == nullptr) {
        return key.path + ": holds no private key in PEM that opens without a passphrase";
    }
    if (!is_usable(*proof)) {
        return key.path + ": the key is neither P-256, P-384 nor RSA of 2048 bits or more";
    }
    if (SSL_CTX_use_certificate(&to, ours) != 1) {
        return path + ": the certificate is signed or keyed too weakly";
    }
    if (X509_check_private_key(ours, proof.get()) != 1 ||
        SSL_CTX_use_PrivateKey(&to, proof.get()) != 1) {
        return key.path + ": is not the key of " + path;
    }
    for (auto each = chain.begin() + 1; each != chain.end(); ++each) {
        if (SSL_CTX_add1_chain_cert(&to, each->get()) != 1) {
            return path + ": a certificate in it is signed or keyed too weakly";
        }
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::tls
