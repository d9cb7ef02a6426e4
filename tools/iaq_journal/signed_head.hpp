#pragma once

#include "evidence/checkpoint.hpp"
#include "iaq_journal/reading.hpp"

#include <optional>
#include <string>

namespace iaq::journal_tool {

/// The newest head of a journal. Its signature is not looked at: whoever gets it does that.
struct signed_head {
    std::string note;
    evidence::checkpoint says;
};

/// Errors: an exit code, already said.
result<signed_head, exit_code> head_of(const std::string& directory);

std::optional<std::string> contents_of(const std::string& path);

}  // namespace iaq::journal_tool
