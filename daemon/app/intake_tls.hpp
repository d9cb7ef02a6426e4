#pragma once

#include "app/line_tls.hpp"
#include "base/result.hpp"
#include "model/settings.hpp"
#include "tls/server_profile.hpp"

#include <memory>
#include <string>
#include <vector>

namespace iaq::app {

/// Returns what the `[intake]` files of TLS make; nothing where `tls` is not said. Errors: every
/// complaint at once, each with option and path.
///
/// Requires: `seal::require_fips` was asked before where the configuration demands it.
result<std::shared_ptr<const tls::server_profile>, std::vector<std::string>> load_intake_profile(
    const model::settings& settings, const judged_as_of& date);

}  // namespace iaq::app
