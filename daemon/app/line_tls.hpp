#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"
#include "tls/client_profile.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace iaq::app {

/// For each station the TLS of its line; nothing for one without.
using line_profiles = std::vector<std::unique_ptr<tls::client_profile>>;

/// As of when the certificates of a station's line are judged, of the way in with an empty name;
/// nothing: what has expired is no complaint.
using judged_as_of = std::function<std::optional<utc_time>(const std::string& station)>;

/// Returns what the stations' `tls_ca`, `tls_certificate` and `tls_key` files make. Errors: every
/// complaint at once, each with station, option and path; never a plain line instead.
///
/// Requires: `seal::require_fips` was asked before where the configuration demands it.
result<line_profiles, std::vector<std::string>> load_line_profiles(const model::settings& settings,
                                                                   const judged_as_of& date);

}  // namespace iaq::app
