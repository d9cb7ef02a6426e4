#pragma once

#include "model/settings.hpp"
#include "seal/line_cipher.hpp"
#include "switch_sim/scene.hpp"

#include <optional>

namespace iaq::testing {

/// Sets a station as the scene's switch expects it: its protocol, and what dmpp2020 does not
/// negotiate.
inline void agree(model::station_settings& station, const switch_sim::scene& told) {
    station.protocol = told.protocol;
    if (told.protocol == model::line_protocol::dmpp2020) {
        station.frame_bytes_max = told.offered.frame_bytes_max;
        station.keep_alive = std::chrono::seconds{told.offered.idle_seconds};
        station.acknowledge_wait = std::chrono::seconds{told.offered.timeout_seconds};
        station.window = told.offered.window;
    }
}

/// Returns the cipher that the scene's key is for.
inline std::optional<seal::line_cipher> agreed_cipher(const switch_sim::scene& told) {
    return told.key.empty() ? std::nullopt : std::optional(seal::line_cipher{told.key});
}

}  // namespace iaq::testing
