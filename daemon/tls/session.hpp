#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "tls/client_profile.hpp"
#include "tls/server_profile.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// One TLS conversation without a socket: bytes go in, bytes come out.
namespace iaq::tls {

class session {
public:
    /// Speaks first. `host`: as the configuration writes it. Lifetime: `with` outlives it.
    session(const client_profile& with, const std::string& host);
    /// Waits for a client, whose certificate is judged as of `now`.
    session(std::shared_ptr<const server_profile> with, utc_time now);
    ~session();
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    struct heard {
        std::string plain;                 // what the peer said, possibly nothing
        std::optional<std::string> cause;  // why nothing can follow: in words, without names
    };
    /// Goes on with bytes of the peer, the handshake first; who speaks first begins with none.
    /// Afterwards what `take_output` returns is owed to the peer, even when there is a cause.
    heard hear(std::string_view sealed);

    /// True once the peer is who it must be and both sides have agreed; never false again.
    [[nodiscard]] bool is_secure() const { return secure_; }
    /// Returns version and suite: `TLSv1.3 TLS_AES_256_GCM_SHA384`. Requires: secure.
    [[nodiscard]] std::string terms() const;
    /// True while a part of a record has come and the rest has not.
    [[nodiscard]] bool holds_part() const;

    /// Returns `plain` as records for the peer, or nothing once something went wrong: then the
    /// connection can only be ended. Requires: secure.
    std::optional<std::string> seal(std::string_view plain);

    /// Returns bytes for the peer that stand for nothing we said: handshake, alerts.
    std::string take_output();
    /// Returns the last bytes for a peer that is left: whatever is owed, and that we close.
    std::string part();

    /// What a client's certificate came to; of who waits only.
    struct visit {
        utc_time now{};
        judgement came_to = {};
    };
    [[nodiscard]] const judgement& client() const { return visit_.came_to; }
    /// Returns why the client would be refused under `now_in_force`, or nothing. Age alone is no
    /// reason. Requires: secure, and it was the client who spoke first.
    [[nodiscard]] std::string why_no_longer(const server_profile& now_in_force, utc_time now) const;

    /// Returns the cause of a connection that ended before the handshake did.
    static std::string cut_off(const std::string& network_cause, const counterpart& other);

private:
    struct conversation;
    [[nodiscard]] std::string why(int outcome) const;

    std::shared_ptr<const server_profile> serves_;  // none: speaks first
    std::unique_ptr<conversation> on_;
    std::string name_;
    counterpart other_ = the_switch;
    visit visit_;
    bool takes_1_2_;
    bool secure_ = false, broken_ = false;
};

}  // namespace iaq::tls
