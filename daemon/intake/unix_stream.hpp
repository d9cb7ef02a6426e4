#pragma once

#include "intake/stream.hpp"

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace iaq::intake {

/// Takes over the connected Unix socket `descriptor`. Lifetime: `loop` outlives the stream.
std::unique_ptr<stream> make_unix_stream(boost::asio::io_context& loop, int descriptor);

}  // namespace iaq::intake
