#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/ids.hpp"
#include "model/input.hpp"
#include "model/settings.hpp"

#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace iaq::tls {
class server_profile;
}  // namespace iaq::tls

/// Clients over the Unix socket, known by SO_PEERCRED, and over the network under TLS, known by
/// their certificates: their frames in, our frames out. It translates and has no opinion. Default
/// deny: who is no principal is not let in.
namespace iaq::intake {

/// What a server needs of the world around it. All are called on the loop.
struct surroundings {
    std::function<void(model::inputs::input)> tell;
    std::function<instant()> clock;
};

/// Sockets that listen already because the service manager holds them; -1: there is none.
struct inherited_sockets {
    int local = -1, network = -1;
};

class server {
public:
    /// `profile`: what `settings.intake_tls` asks for; none where it asks for nothing. Lifetime:
    /// `loop` outlives the server. Nothing of `settings` is kept.
    static std::unique_ptr<server> make(boost::asio::io_context& loop,
                                        const model::settings& settings,
                                        std::shared_ptr<const tls::server_profile> profile,
                                        surroundings around);
    virtual ~server() = default;

    /// Begins to take connections at all places of the settings; `inherited` ones stand for those
    /// that the settings name. Errors: a sentence.
    virtual result<void, std::string> listen(const inherited_sockets& inherited) = 0;

    /// Returns where clients over the network come in, `192.0.2.7:7443`; empty: nowhere. Requires:
    /// it listens.
    [[nodiscard]] virtual std::string network_place() const = 0;

    /// Puts new principals, limits, certificates and revocation lists in force for all who come
    /// from now on. Who is in stays in, unless its principal is gone or its certificate would be
    /// refused for more than its age: that session is closed, and its end told. Places to listen
    /// at do not change; without a `profile` nobody comes over the network any more.
    ///
    /// Requires: the engine hears of the new principals first; a `session_opened` from here on
    /// counts places in `now_in_force.principals`.
    virtual void adopt(const model::settings& now_in_force,
                       std::shared_ptr<const tls::server_profile> profile) = 0;

    /// Queues a frame for the session; nothing when it is gone. `pushed`: a delivery, told back by
    /// `session_drained` once it has left. A peer too slow for
    /// `limits::session_backlog_bytes_max` is closed.
    virtual void write(model::session_id session, std::string frame, bool pushed) = 0;

    /// Closes the session once what is queued has been written. `cause`: for the journal.
    virtual void close(model::session_id session, std::string cause) = 0;

    /// Takes no more connections and removes the socket file.
    virtual void stop_accepting() = 0;
    /// True while frames wait to be written.
    [[nodiscard]] virtual bool is_writing() const = 0;
    virtual void close_all() = 0;
};

}  // namespace iaq::intake
