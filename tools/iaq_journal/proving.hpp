#pragma once

#include "iaq_journal/reading.hpp"

/// The commands that give a journal's evidence away. They need no key.
namespace iaq::journal_tool {

/// Prints the newest signed head.
exit_code checkpoint(const std::string& directory);
/// Prints a portable proof that record `number` is under the newest head (c2sp.org/tlog-proof);
/// with `leaf_only` the record's leaf hash in hex.
exit_code prove(const std::string& directory, std::uint64_t number, bool leaf_only);

}  // namespace iaq::journal_tool
