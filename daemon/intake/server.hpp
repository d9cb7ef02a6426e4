#pragma once

#include "base/result.hpp"
#include "model/ids.hpp"
#include "model/input.hpp"
#include "model/settings.hpp"

#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

/// Clients over the Unix socket: who they are by SO_PEERCRED, their frames in, our frames out. It
/// translates and has no opinion. Default deny: an unknown peer hears so and is closed.
namespace iaq::intake {

class server {
public:
    using report = std::function<void(model::inputs::input)>;

    /// Lifetime: `loop` and `settings` outlive the server. `tell` is called on the loop.
    static std::unique_ptr<server> make(boost::asio::io_context& loop,
                                        const model::settings& settings, report tell);
    virtual ~server() = default;

    /// Binds the socket (mode 0660) and begins to accept. A stale socket file is replaced; one that
    /// another process listens on is an error.
    virtual result<void, std::string> listen() = 0;

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
