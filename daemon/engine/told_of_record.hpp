#pragma once

#include "model/record.hpp"

#include <string_view>
#include <vector>

/// What a record tells beside what it does.
namespace iaq::engine {

/// Returns the inquiry whose state the record moves; empty when it moves none.
/// Lifetime: as long as `body`.
std::string_view inquiry_moved_by(const model::records::body& body);
/// Returns the sidecars that the record tells the digests of.
std::vector<model::records::wrapped_sidecar> sidecars_told(const model::record& entry);

}  // namespace iaq::engine
