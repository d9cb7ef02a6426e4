#pragma once

#include "model/record.hpp"

#include <string_view>

namespace iaq::engine {

/// Fills in what the body itself tells of its envelope: addresses, bytes, duration, outcome (AU-3,
/// AU-3(1)). `peer`: the switch's address on the record's station, empty when its line is down.
void complete_envelope(model::record& entry, std::string_view peer);

}  // namespace iaq::engine
