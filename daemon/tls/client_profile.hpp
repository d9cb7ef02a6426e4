#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"
#include "tls/causes.hpp"
#include "tls/pem_file.hpp"

#include <memory>
#include <optional>
#include <string>

struct ssl_ctx_st;

/// The one room that says what TLS is here: to the state switch, and at the daemon's own door.
namespace iaq::tls {

struct client_files {
    pem_file ca;
    pem_file certificate, key;  // without text: none of ours is shown
};

/// What one who speaks first offers and takes: TLS 1.3 with AES-GCM, 1.2 only when the floor says
/// so and then with ECDHE and AES-GCM; P-256 and P-384; nothing resumed, nothing early, nothing
/// renegotiated, nothing compressed. The server is who the certificates of `ca` vouch for by the
/// name asked for; no other authority is trusted. Revocation is not looked up.
///
/// Where OpenSSL is restricted to validated algorithms (`seal::require_fips`), so is this.
/// Lifetime: as long as the sessions of it.
class client_profile {
public:
    /// `other`: how complaints and causes call the server. Errors: OpenSSL does not offer it all;
    /// or a sentence with the path of the file that holds no PEM, is a key of another certificate,
    /// or is a certificate that has expired or is not for this use. Of an authority several
    /// certificates may stand in the file; one that is in force is enough. Without a `now` no date
    /// is looked at.
    static result<std::unique_ptr<client_profile>, std::string> make(
        const model::tls_settings& wanted, const client_files& files, std::optional<utc_time> now,
        const counterpart& other = the_switch);
    ~client_profile();
    client_profile(const client_profile&) = delete;
    client_profile& operator=(const client_profile&) = delete;

    /// Returns what the certificate of a server at `host` must be for.
    [[nodiscard]] std::string name_for(const std::string& host) const {
        return name_.empty() ? host : name_;
    }
    [[nodiscard]] bool takes_1_2() const { return least_ == model::tls_floor::tls_1_2; }
    [[nodiscard]] const counterpart& other() const { return other_; }
    [[nodiscard]] ssl_ctx_st* context() const { return context_; }

private:
    client_profile(const model::tls_settings& wanted, const counterpart& other, ssl_ctx_st* context)
        : name_(wanted.name), least_(wanted.least), other_(other), context_(context) {}

    std::string name_;
    model::tls_floor least_;
    counterpart other_;
    ssl_ctx_st* context_;
};

}  // namespace iaq::tls
