#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"
#include "tls/server_profile.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace iaq::app {

/// Returns what the `[intake]` files of TLS make; nothing where `tls` is not said. Errors: every
/// complaint at once, each with option and path. Without a `now` what has expired is none.
///
/// Requires: `seal::require_fips` was asked before where the configuration demands it.
result<std::shared_ptr<const tls::server_profile>, std::vector<std::string>> load_intake_profile(
    const model::settings& settings, std::optional<utc_time> now);

}  // namespace iaq::app
