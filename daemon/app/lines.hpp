#pragma once

#include "app/key_ring.hpp"
#include "app/line_tls.hpp"
#include "link/driver.hpp"
#include "model/action.hpp"
#include "model/input.hpp"
#include "model/settings.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace boost::asio {
class io_context;
}

namespace iaq::app {

/// What guards the stations' lines: for each station one of each, or nothing.
struct line_guards {
    line_ciphers ciphers;
    line_profiles profiles;
};

/// The drivers of all stations' lines, under the engine's names for them.
class lines {
public:
    using report = std::function<void(model::inputs::input)>;

    /// Makes a line at rest for each station, named by its place. Lifetime: `loop` outlives it.
    lines(boost::asio::io_context& loop, const model::settings& settings, line_guards guards,
          report tell);
    ~lines();
    lines(const lines&) = delete;
    lines& operator=(const lines&) = delete;

    void start();
    /// Ends the lines that do not stay, begins the new ones. A line that stays takes its new
    /// certificates for its next connection.
    void adopt(const model::actions::put_in_force& change, const model::settings& settings,
               line_guards guards);
    void stop();

    /// Until when the certificates of the station's line are of use; nothing when it has none.
    [[nodiscard]] std::optional<utc_time> certified_until(const std::string& station) const;

    /// The line of this name, or nullptr: it ended.
    [[nodiscard]] link::driver* find(model::station_index id) const;

private:
    struct one {
        std::string station;
        std::unique_ptr<tls::client_profile> profile;
        std::unique_ptr<link::driver> driver;  // refers to `profile`
    };
    one make(model::station_index id, const model::station_settings& settings,
             std::optional<seal::line_cipher> cipher, std::unique_ptr<tls::client_profile> profile);

    boost::asio::io_context& loop_;
    report tell_;
    std::map<model::station_index, one> all_;
    std::uint64_t last_connection_ = 0;
};

}  // namespace iaq::app
