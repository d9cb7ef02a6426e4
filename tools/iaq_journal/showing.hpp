#pragma once

#include "iaq_journal/reading.hpp"

/// The commands that print what a journal holds.
namespace iaq::journal_tool {

struct cat_options {
    source from;
    std::uint64_t first = 1;
    bool json = false, redact = false;
};

/// Prints every record, one a line.
exit_code cat(const cat_options& how);
exit_code stats(const source& from);

}  // namespace iaq::journal_tool
