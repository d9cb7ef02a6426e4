#pragma once

#include "dialogue/dmpp_envelope.hpp"
#include "dialogue/line.hpp"
#include "model/settings.hpp"
#include "seal/line_cipher.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace iaq::dialogue {

/// What a line takes from outside besides its settings.
struct line_needs {
    std::function<model::connection_id()> next_connection;  // a new one at every call
    random_source random;                                   // spreads the reconnects
    byte_source ivs;                                        // secret ones
    std::optional<seal::line_cipher> cipher;                // of the station's encryption_key
};

/// Returns the line that speaks the station's protocol.
///
/// Requires: settings that were checked.
std::unique_ptr<line> make_line(const model::station_settings& station, line_needs needs);

}  // namespace iaq::dialogue
