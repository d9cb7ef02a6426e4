#pragma once

#include <cstdint>
#include <string>

namespace iaq::journal_tool {

/// Writes who reads what into `<state_dir>/access/`, synced, before any personal data are shown
/// (CJIS AU-2). `directory` is the journal's, or a link to it; its parent is the state folder.
/// Returns why it could not be written, or an empty text.
std::string note_access(const std::string& directory, const std::string& command);

/// Writes in the same place that a copy of so many records was made, and where to: it holds the
/// keys of its time, which whoever shreds an inquiry must know. Returns as `note_access`.
std::string note_backup(const std::string& directory, std::uint64_t records, const std::string& to);

}  // namespace iaq::journal_tool
