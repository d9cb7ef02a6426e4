#pragma once

#include <source_location>

/// Assertions about ourselves. Never about what a client, the switch or a file may say.
namespace iaq {

/// Stops the process with the place on stderr when `condition` is false: we have a bug, and going
/// on could lose or invent an inquiry. Stays on in every build.
void ensure(bool condition, std::source_location place = std::source_location::current()) noexcept;

}  // namespace iaq
