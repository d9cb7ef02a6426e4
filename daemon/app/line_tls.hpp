#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"
#include "tls/client_profile.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace iaq::app {

/// For each station the TLS of its line; nothing for one without.
using line_profiles = std::vector<std::unique_ptr<tls::client_profile>>;

/// Returns what the stations' `tls_ca`, `tls_certificate` and `tls_key` files make. Errors: every
/// complaint at once, each with station, option and path; never a plain line instead. Without a
/// `now` what has expired is none.
///
/// Requires: `seal::require_fips` was asked before where the configuration demands it.
result<line_profiles, std::vector<std::string>> load_line_profiles(const model::settings& settings,
                                                                   std::optional<utc_time> now);

}  // namespace iaq::app
