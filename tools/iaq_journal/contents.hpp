#pragma once

#include <optional>
#include <string>

namespace iaq::journal_tool {

/// Returns all bytes of the file, or nothing when it cannot be opened.
std::optional<std::string> contents_of(const std::string& path);

}  // namespace iaq::journal_tool
