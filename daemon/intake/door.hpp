#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "intake/stream.hpp"
#include "model/settings.hpp"

#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace iaq::tls {
class server_profile;
}  // namespace iaq::tls

/// Where clients come in: known by their Unix user, or by their certificate.
namespace iaq::intake {

/// A client that is known by name.
struct arrival {
    std::unique_ptr<stream> line;
    std::string principal;     // URI or "uid:N"
    std::string default_user;  // the Unix user's name; empty over the network
    std::string source;        // "unix:pid=N", "192.0.2.1:50000"
    std::string peer;          // as refusals are counted by: "unix:uid=N", "192.0.2.1"
    std::string target;        // where it came in: "unix:PATH", "192.0.2.7:7443"
    std::string tls;           // version and suite; empty over the Unix socket
    std::shared_ptr<const iaq::tls::server_profile> judged_by = {};  // over the network
};

class door {
public:
    door() = default;
    door(const door&) = delete;
    door& operator=(const door&) = delete;
    virtual ~door() = default;

    /// Begins to take connections: off `inherited`, which listens already and stays as it is in
    /// the file system, or off a socket of its own when it is -1. Errors: a sentence.
    virtual result<void, std::string> listen(int inherited) = 0;
    /// Returns the path, or address and port. Requires: it listens.
    [[nodiscard]] virtual std::string place() const = 0;
    /// Takes no more, and lets go of whoever is not known yet.
    virtual void stop() = 0;
    /// Ends what takes too long. Called four times a second.
    virtual void look_at_the_time(mono_time now) { static_cast<void>(now); }
};

/// Clients of this machine, known by SO_PEERCRED. The socket has mode 0660. A stale socket file is
/// replaced; one that another process listens on is an error. Lifetime: `loop` outlives the door.
std::unique_ptr<door> make_unix_door(boost::asio::io_context& loop, std::string path,
                                     std::function<void(arrival)> arrived);

struct tls_surroundings {
    std::function<void(arrival)> arrived;
    /// Somebody is not let in. `certificate`: the fingerprint of what was shown, if anything.
    std::function<void(const std::string& peer, const std::string& cause,
                       const std::string& certificate)>
        refused;
    std::function<instant()> clock;
    /// What is in force; none: nobody is let in.
    std::function<std::shared_ptr<const tls::server_profile>()> profile;
};

/// Clients over the network, known by their certificates.
std::unique_ptr<door> make_tls_door(boost::asio::io_context& loop, model::host_address at,
                                    tls_surroundings around);

}  // namespace iaq::intake
