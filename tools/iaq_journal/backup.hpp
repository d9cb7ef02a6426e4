#pragma once

#include "iaq_journal/reading.hpp"

namespace iaq::journal_tool {

/// Copies a journal, which a daemon may be writing, up to its newest signed head into the new
/// folder `to`: segments, sidecars, the tree, the head. No key is needed and none is copied; the
/// file BACKUP.txt says which one opens it and how to restore.
///
/// The copy is complete and synced, or it is not there under its name.
exit_code backup(const std::string& directory, const std::string& to);

}  // namespace iaq::journal_tool
