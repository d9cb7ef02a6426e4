#pragma once

#include "iaq_journal/reading.hpp"

#include <string>

/// `case`: one folder for a court.
namespace iaq::journal_tool {

struct case_options {
    source from;
    std::string inquiry_id;
    std::string out;  // empty: case-<inquiry id> where the command runs
};

/// Writes everything the journal holds of one inquiry, its proofs, and how to check them.
exit_code make_case(const case_options& how);

}  // namespace iaq::journal_tool
