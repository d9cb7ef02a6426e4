#pragma once

#include "iaq_journal/showing.hpp"

/// `follow`: the records as they come.
namespace iaq::journal_tool {

/// Prints the records as `cat` does and waits for more, until SIGINT or SIGTERM, or until nobody
/// reads what is printed; all of them are a good end.
exit_code follow(const cat_options& how);

}  // namespace iaq::journal_tool
