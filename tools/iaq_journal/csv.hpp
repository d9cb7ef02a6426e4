#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Comma-separated values (RFC 4180).
namespace iaq::journal_tool {

/// Returns the line, CR LF at its end. A value with a comma, a quote or a line end is quoted.
std::string csv_line(const std::vector<std::string_view>& values);

}  // namespace iaq::journal_tool
