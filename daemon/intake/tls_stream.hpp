#pragma once

#include "intake/stream.hpp"
#include "tls/session.hpp"

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace iaq::intake {

/// Goes on with a client over the network once its handshake is good. Takes over the connected
/// socket `descriptor`. Lifetime: `loop` outlives the stream.
///
/// Requires:  `agreed` is secure, and what it owed the client is written.
/// `early`:   what the client said together with its last word of the handshake.
std::unique_ptr<stream> make_tls_stream(boost::asio::io_context& loop, int descriptor,
                                        std::unique_ptr<tls::session> agreed, std::string early);

}  // namespace iaq::intake
