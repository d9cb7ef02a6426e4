#pragma once

#include <string>

namespace iaq::journal_tool {

/// Writes who reads what into `<state_dir>/access/`, synced, before any personal data are shown
/// (CJIS AU-2). `directory` is the journal's, or a link to it; its parent is the state folder.
/// Returns why it could not be written, or an empty text.
std::string note_access(const std::string& directory, const std::string& command);

}  // namespace iaq::journal_tool
