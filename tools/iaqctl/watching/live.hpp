#pragma once

#include "iaqctl/commands.hpp"

/// `watch` as a screen that a person can leave open for a shift.
namespace iaq::ctl {

/// Shows the board until the person ends it; connects anew by itself for ever. `bell`: rings when
/// something new needs a person.
exit_code watch_live(const surroundings& around, bool bell);

}  // namespace iaq::ctl
