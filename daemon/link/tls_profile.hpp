#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"

#include <memory>
#include <optional>
#include <string>

struct ssl_ctx_st;

/// The one place that says what TLS to the state switch is (reliability.md section 6).
namespace iaq::link {

/// The contents of one PEM file; the path is only printed.
struct pem_file {
    std::string path, text;
};

struct tls_files {
    pem_file ca;
    pem_file certificate, key;  // without text: none of ours is shown
};

/// What a line under TLS offers and takes: TLS 1.3 with AES-GCM, 1.2 only when the floor says so
/// and then with ECDHE and AES-GCM; P-256 and P-384; nothing resumed, nothing early, nothing
/// renegotiated, nothing compressed. The switch is who the files of `tls_ca` vouch for by the name
/// asked for; no other authority is trusted. Revocation is not looked up.
///
/// Where OpenSSL is restricted to validated algorithms (`seal::require_fips`), so is this.
/// Lifetime: as long as the sessions of it.
class tls_profile {
public:
    /// Errors: OpenSSL does not offer it all; or a sentence with the path of the file that holds no
    /// PEM, is a key of another certificate, or is a certificate that has expired or is not for
    /// this use. Of an authority several certificates may stand in the file; one that is in force
    /// is enough. Without a `now` no date is looked at.
    static result<std::unique_ptr<tls_profile>, std::string> make(const model::tls_settings& wanted,
                                                                  const tls_files& files,
                                                                  std::optional<utc_time> now);
    ~tls_profile();
    tls_profile(const tls_profile&) = delete;
    tls_profile& operator=(const tls_profile&) = delete;

    /// Returns what the certificate of a switch at `host` must be for.
    [[nodiscard]] std::string name_for(const std::string& host) const {
        return name_.empty() ? host : name_;
    }
    [[nodiscard]] bool takes_1_2() const { return least_ == model::tls_floor::tls_1_2; }
    [[nodiscard]] ssl_ctx_st* context() const { return context_; }

private:
    tls_profile(const model::tls_settings& wanted, ssl_ctx_st* context)
        : name_(wanted.name), least_(wanted.least), context_(context) {}

    std::string name_;
    model::tls_floor least_;
    ssl_ctx_st* context_;
};

}  // namespace iaq::link
