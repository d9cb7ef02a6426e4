#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"
#include "tls/admission.hpp"
#include "tls/pem_file.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

struct ssl_ctx_st;

namespace iaq::tls {

struct server_files {
    pem_file certificate, key;
    admission_files clients;
};

/// What the daemon's own door takes: as `client_profile`, and of every client a certificate that
/// `admission` takes. A client whose certificate is not taken gets one and the same alert,
/// handshake_failure, whatever is wrong with it. No client can ask for anything costly twice on a
/// connection.
///
/// Where OpenSSL is restricted to validated algorithms (`seal::require_fips`), so is this.
class server_profile {
public:
    /// `uris`: those of the principals. Errors and `now`: as in `client_profile` and `admission`.
    static result<std::unique_ptr<const server_profile>, std::string> make(
        const model::network_intake& wanted, std::vector<std::string> uris,
        const server_files& files, std::optional<utc_time> now);
    ~server_profile();
    server_profile(const server_profile&) = delete;
    server_profile& operator=(const server_profile&) = delete;

    [[nodiscard]] bool takes_1_2() const { return least_ == model::tls_floor::tls_1_2; }
    [[nodiscard]] const admission& clients() const { return *clients_; }
    /// Returns until when our own certificate is valid.
    [[nodiscard]] utc_time until() const { return until_; }
    [[nodiscard]] ssl_ctx_st* context() const { return context_; }

private:
    server_profile(model::tls_floor least, std::unique_ptr<admission> clients, utc_time until,
                   ssl_ctx_st* context);

    model::tls_floor least_;
    std::unique_ptr<admission> clients_;
    utc_time until_;
    ssl_ctx_st* context_;
};

}  // namespace iaq::tls
