#pragma once

#include "iaq_journal/reading.hpp"

#include <string>

/// `verify` as a stranger's judgement: no key of the journal, no lock, no code of the writer.
namespace iaq::journal_tool {

struct judging {
    std::string directory;
    std::string vkey;      // the key's text, or @FILE
    std::string at_least;  // file of a checkpoint seen earlier; may be empty
    bool after_crash = false;
};

/// Prints what was found, line by line, the verdict last.
exit_code judge(const judging& asked);

}  // namespace iaq::journal_tool
