#pragma once

namespace iaq::app {

/// Exit codes of `iaqd` (product.md section 2). systemd must not restart after 70 and 71.
enum class exit_code : int {
    good = 0,
    other = 1,
    usage = 64,
    configuration = 65,
    journal_damaged = 70,
    fenced = 71,
    disk = 74
};

}  // namespace iaq::app
