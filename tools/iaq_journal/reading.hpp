#pragma once

#include <cstdint>
#include <string>

namespace iaq::journal_tool {

/// Exit codes (product.md section 6).
enum class exit_code : int { good = 0, damaged = 1, usage = 2, unreadable = 3 };

struct cat_options {
    std::string directory;
    std::uint64_t from = 1;
    bool json = false, redact = false;
};

/// Prints every record, one a line.
exit_code cat(const cat_options& how);
/// Checks frames, order and fold. `after_crash`: a torn tail at the very end is no damage.
exit_code verify(const std::string& directory, bool after_crash);
exit_code stats(const std::string& directory);
/// Folds the journal again up to record `to` (0: all) and prints the state digest there.
exit_code replay(const std::string& directory, std::uint64_t to);

}  // namespace iaq::journal_tool
