#pragma once

#include "iaq_journal/reading.hpp"

#include <string>
#include <string_view>

/// The commands that print what a journal holds.
namespace iaq::journal_tool {

struct cat_options {
    source from;
    std::uint64_t first = 1;
    bool json = false, redact = false;
};

/// Prints one record from `how.first` on. Errors: a sentence, when it cannot be shown.
result<void, std::string> print_record(const cat_options& how, model::sequence number,
                                       std::string_view bytes);
/// Prints what stands in the clear of a record that cannot be opened.
result<void, std::string> print_closed(const cat_options& how,
                                       const journal::closed_record& record);

/// Prints every record, one a line.
exit_code cat(const cat_options& how);
exit_code stats(const source& from);

}  // namespace iaq::journal_tool
