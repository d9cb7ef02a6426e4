#pragma once

#include "base/time.hpp"

/// The only place that reads a clock.
namespace iaq::host {

/// Returns this moment by the system's UTC clock and by the clock that never steps.
instant now();
/// Returns this moment by the clock that never steps.
mono_time mono_now();

}  // namespace iaq::host
