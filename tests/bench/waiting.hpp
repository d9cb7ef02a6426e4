#pragma once

#include "bench/contender.hpp"

#include <chrono>
#include <functional>
#include <string>

/// Waiting for what another process does.
namespace iaq::bench {

/// Asks every millisecond whether it is so. Returns false when it was not within `at_most`.
bool wait_until(const std::function<bool()>& is_so, std::chrono::seconds at_most);

/// Waits until somebody listens on the Unix socket at `path`. Errors: nobody did within half a
/// minute; the text names `log`, where the reason may stand.
result<void, trouble> wait_for_listener(const std::string& path, const std::string& log);

}  // namespace iaq::bench
