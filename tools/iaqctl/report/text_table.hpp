#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// A table as lines of text: columns under their headings, long cells broken below themselves.
namespace iaq::ctl {

struct table_text {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;  // missing cells are empty
};

/// Returns the table in lines of at most `width` characters behind `margin` blanks. The widest
/// columns give way first. Cells are cleaned of what could steer a terminal.
std::string as_lines(const table_text& table, std::size_t width, std::size_t margin = 0);

}  // namespace iaq::ctl
