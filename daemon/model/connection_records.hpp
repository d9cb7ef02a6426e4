#pragma once

#include "model/ids.hpp"

#include <cstdint>
#include <string>

/// The journal's records of connections: to the switch, and of clients (CJIS AU-2, AU-3(1)).
namespace iaq::model::records {

struct link_up {
    connection_id connection = connection_id::none;
    std::string peer;  // host:port
    std::uint32_t frame_bytes_max = 0, idle_seconds = 0, timeout_seconds = 0;
    bool operator==(const link_up&) const = default;
};
struct link_down {
    connection_id connection = connection_id::none;
    std::string peer, cause;
    std::uint64_t bytes_in = 0, bytes_out = 0;
    std::uint64_t milliseconds = 0;
    bool operator==(const link_down&) const = default;
};

/// A client's connection: a log-on, at its first call. Its peer is in the envelope.
struct session_opened {
    session_id session = session_id::none;
    std::string program, version;  // as Hello said
    std::string tls;               // version and suite; empty over the Unix socket
    bool operator==(const session_opened&) const = default;
};
struct session_closed {
    session_id session = session_id::none;
    std::string cause;
    bool operator==(const session_closed&) const = default;
};
/// Log-ons of one peer that failed within one minute (G7).
struct session_refused {
    std::string cause;
    std::uint64_t count = 0;
    bool operator==(const session_refused&) const = default;
};

}  // namespace iaq::model::records
