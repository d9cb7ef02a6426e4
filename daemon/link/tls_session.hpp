#pragma once

#include "base/result.hpp"
#include "link/tls_profile.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// One TLS conversation with the switch, without a socket: bytes go in, bytes come out.
namespace iaq::link {

class tls_session {
public:
    /// `host`: as the configuration writes it. Nothing of `with` is kept but what OpenSSL counts.
    tls_session(const tls_profile& with, const std::string& host);
    ~tls_session();
    tls_session(const tls_session&) = delete;
    tls_session& operator=(const tls_session&) = delete;

    struct heard {
        std::string plain;                 // what the switch said, possibly nothing
        std::optional<std::string> cause;  // why nothing can follow: in words, without names
    };
    /// Goes on with bytes of the switch, the handshake first; begins with none. Afterwards what
    /// `take_output` returns is owed to the switch, even when there is a cause.
    heard hear(std::string_view sealed);

    /// True once the switch is who it must be and both sides have agreed; never false again.
    [[nodiscard]] bool is_secure() const { return secure_; }
    /// Returns version and suite: `TLSv1.3 TLS_AES_256_GCM_SHA384`. Requires: secure.
    [[nodiscard]] std::string terms() const;

    /// Returns `plain` as records for the switch, or nothing once something went wrong: then the
    /// connection can only be ended. Requires: secure.
    std::optional<std::string> seal(std::string_view plain);

    /// Returns bytes for the switch that stand for nothing we said: handshake, alerts.
    std::string take_output();
    /// Returns the last bytes for a switch that is left: whatever is owed, and that we close.
    std::string part();

    /// Returns the cause of a connection that ended before the handshake did.
    static std::string cut_off(const std::string& network_cause);

private:
    struct conversation;
    [[nodiscard]] std::string why(int outcome) const;

    std::unique_ptr<conversation> on_;
    std::string name_;
    bool takes_1_2_;
    bool secure_ = false, broken_ = false;
};

}  // namespace iaq::link
