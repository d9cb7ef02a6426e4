#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"
#include "seal/openssl.hpp"
#include "tls/pem_file.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <optional>
#include <string>
#include <vector>

/// What both ends of a line under TLS share: which TLS it is, and what may stand in a PEM file. For
/// .cpp files of this room only. Complaints are sentences that begin with the file's path.
namespace iaq::tls {

using certificate = seal::handle<X509, X509_free>;
using revocation_list = seal::handle<X509_CRL, X509_CRL_free>;
using context_handle = seal::handle<SSL_CTX, SSL_CTX_free>;

/// Demands of `to` what the rooms's profiles promise: versions, suites, groups, signatures; nothing
/// resumed, early, renegotiated or compressed. Returns whether OpenSSL offers all of it, as its
/// configuration and properties are.
bool restrict(SSL_CTX& to, model::tls_floor least);

/// Returns all certificates of the file, at least one.
result<std::vector<certificate>, std::string> certificates_of(const pem_file& file);
/// Returns all revocation lists of the file, at least one.
result<std::vector<revocation_list>, std::string> lists_of(const pem_file& file);

/// Without a `now` nothing has expired and everything has begun.
bool has_expired(const X509& one, std::optional<utc_time> now);
bool has_begun(const X509& one, std::optional<utc_time> now);
/// Returns the moment in UTC; the last that `utc_time` holds for what is later.
utc_time moment_of(const ASN1_TIME* written);

/// True for P-256, P-384 and RSA of 2048 bits or more.
bool is_usable(const EVP_PKEY& key);
/// True for a signature over SHA-256, SHA-384 or SHA-512.
bool is_sound_digest(int digest_nid);

enum class use : std::uint8_t { client, server };
/// Makes `to` show the certificate, what is behind it in the file, and prove it by the key.
result<void, std::string> show(SSL_CTX& to, const pem_file& shown, const pem_file& key, use as,
                               std::optional<utc_time> now);

}  // namespace iaq::tls
