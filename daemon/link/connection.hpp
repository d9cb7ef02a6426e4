#pragma once

#include "model/settings.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace iaq::tls {
class client_profile;
}  // namespace iaq::tls

namespace iaq::link {

/// One TCP connection to the switch, plain or under TLS, from the attempt to its end. Its
/// destructor closes it; after that, and after `ended`, nothing is called any more.
class connection {
public:
    /// What was reached: `address:port`, and under TLS its version and suite.
    struct reached {
        std::string peer, tls;
    };
    /// Called on the loop, never before `open` has returned.
    struct listener {
        std::function<void(reached)> connected;        // under TLS only once the handshake is good
        std::function<void(std::string cause)> ended;  // also when it never came to be
        std::function<void(std::string_view bytes)> heard;  // valid during the call
        std::function<void()> written;                      // one for each `write`, in order
    };

    /// Lifetime: `with` outlives the connection; with none the line is plain.
    static std::unique_ptr<connection> open(boost::asio::io_context& loop,
                                            const model::host_address& to, listener tell,
                                            const tls::client_profile* with);

    connection() = default;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    virtual ~connection() = default;

    /// Writes `bytes` after all that was given before. Requires: `connected` was called.
    virtual void write(std::string bytes) = 0;
};

}  // namespace iaq::link
