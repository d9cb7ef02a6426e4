#pragma once

#include "model/ids.hpp"
#include "model/input.hpp"
#include "model/settings.hpp"
#include "seal/line_cipher.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace iaq::tls {
class client_profile;
}  // namespace iaq::tls

namespace iaq::link {

/// What a driver needs of the world around it. All are called on the loop.
struct surroundings {
    std::function<void(model::inputs::input)> report;  // may call the driver
    std::function<mono_time()> clock;
    std::function<model::connection_id()> next_connection;  // one counter for all stations
    std::function<std::uint32_t()> random;  // spreads the reconnects; nothing secret
    std::function<std::string(std::size_t)> secret_bytes = {};  // for a line with a cipher
    std::optional<seal::line_cipher> cipher = {};               // of the station's encryption_key
    const iaq::tls::client_profile* tls =
        nullptr;  // of its tls_ca, outlives the driver; none: no TLS
};

/// The hand of one station's line: holds the socket and obeys the dialogue machine, without an
/// opinion of its own. Everything happens on the loop.
class driver {
public:
    /// Returns a driver at rest. `loop` must outlive it.
    ///
    /// Requires: at least one host in `settings`; a `tls::client_profile` exactly where they ask
    /// for TLS.
    static std::unique_ptr<driver> make(boost::asio::io_context& loop, model::station_index station,
                                        const model::station_settings& settings,
                                        surroundings around);

    driver() = default;
    driver(const driver&) = delete;
    driver& operator=(const driver&) = delete;
    virtual ~driver() = default;

    /// Begins to connect, and keeps at it for ever.
    virtual void start() = 0;
    /// Sends the payload as one message; the same token again is a resend. Dropped when the line is
    /// down: `link_went_down` was or will be reported.
    virtual void send(model::send_token token, std::string payload) = 0;
    virtual void abandon(model::send_token token) = 0;
    /// Acknowledges to the switch what was heard on this connection under this exchange id or
    /// validation, if it still stands.
    virtual void acknowledge(model::connection_id connection, std::uint32_t exchange) = 0;
    /// Closes the connection, reports it down, and leaves nothing on the loop.
    virtual void stop() = 0;

    /// Returns how many frames of the switch made no sense where they came.
    [[nodiscard]] virtual std::uint64_t curiosities() const = 0;
};

}  // namespace iaq::link
