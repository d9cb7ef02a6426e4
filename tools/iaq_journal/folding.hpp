#pragma once

#include "iaq_journal/reading.hpp"

/// The commands that fold a journal again, as the daemon does.
namespace iaq::journal_tool {

/// Checks frames, order and, where the records can be opened, the fold. `after_crash`: a torn tail
/// at the very end is no damage.
exit_code check(const source& from, bool after_crash);
/// Folds the journal again up to record `to` (0: all) and prints the state digest there.
exit_code replay(const source& from, std::uint64_t to);

}  // namespace iaq::journal_tool
