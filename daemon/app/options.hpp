#pragma once

#include "app/exit_code.hpp"
#include "base/result.hpp"

#include <string>

namespace iaq::app {

/// What the command line asks (product.md section 2).
struct options {
    std::string config_path;
    bool check_only = false;
    bool adopt_restored = false;
    bool new_journal = false;
    std::string reason;  // of one of the above; given with it
};

/// Returns the options; or the exit code when the line asked for help, the version, or was wrong
/// (said on stdout or stderr).
result<options, exit_code> read_command_line(int count, char** words);

}  // namespace iaq::app
