#pragma once

#include "app/exit_code.hpp"
#include "app/options.hpp"

namespace iaq::app {

/// Starts the daemon and runs it to its end: configuration, state folder, journal, engine, loop, in
/// the order of promises: nothing listens until the journal is open and replayed.
exit_code run(const options& asked);

}  // namespace iaq::app
