#pragma once

#include "base/result.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"

#include <cstdint>
#include <memory>
#include <string>

/// What every command of iaq-journal shares: the folder, the key, the words of a refusal.
namespace iaq::journal_tool {

/// Exit codes (product.md section 6).
enum class exit_code : int { good = 0, damaged = 1, usage = 2, unreadable = 3 };

/// A journal to be read.
struct source {
    std::string directory;   // <state_dir>/journal, or a copy
    std::string master_key;  // file of 32 bytes; empty: sealed records stay closed
};

/// Says on stderr why, and returns the code for it.
exit_code complain(const journal::trouble& why);
exit_code unreadable(const std::string& why);
/// A folder without a segment is no journal, and one whose only segment was still being made when
/// the machine stopped holds no record: nothing was checked, nothing may be called good.
exit_code no_journal(const std::string& directory);
/// Good, once everything printed is written.
exit_code printed();

/// Returns the keys that open the journal. Errors: an exit code, already said.
result<std::unique_ptr<journal::keys>, exit_code> keys_of(const source& from);

/// Notes that personal data are about to be read. Errors: it could not be noted; then nothing may
/// be shown.
result<void, exit_code> note_reading(const source& from, const std::string& command);

}  // namespace iaq::journal_tool
