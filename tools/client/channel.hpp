#pragma once

#include "base/result.hpp"
#include "client/trouble.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace iaq::client {

using limit = std::optional<std::chrono::steady_clock::time_point>;

/// The bytes to and from a gateway, over whichever socket.
class channel {
public:
    channel() = default;
    channel(const channel&) = delete;
    channel& operator=(const channel&) = delete;
    virtual ~channel() = default;

    /// Sends all of it. Errors: `timed_out` when the gateway takes nothing up.
    virtual result<void, trouble> send(const std::string& bytes) = 0;
    /// Returns what comes next, at least a byte. Errors: `timed_out` at `until`; `unreachable` at
    /// the end.
    virtual result<std::string, trouble> receive(limit until) = 0;
    /// What to wait on for more.
    [[nodiscard]] virtual int waits_on() const = 0;
};

/// How a gateway is reached over a network: `host:port`, and PEM files.
struct network_place {
    std::string address;
    std::string certificate_file, key_file;  // ours
    std::string ca_file;                     // who may vouch for the gateway
};

/// Connects to the Unix socket at `path`. `patience`: for the connecting, and for each `send`
/// later; 0 is without end.
result<std::unique_ptr<channel>, trouble> open_unix(const std::string& path,
                                                    std::chrono::milliseconds patience);
/// Connects over TLS; the gateway must be who its certificate says. Errors: as above, and `usage`
/// when an address or a file is no good.
result<std::unique_ptr<channel>, trouble> open_network(const network_place& place,
                                                       std::chrono::milliseconds patience);

}  // namespace iaq::client
