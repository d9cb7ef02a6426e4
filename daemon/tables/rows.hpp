#pragma once

#include "tables/code_tables.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Tab-separated text with a header line, row by row.
namespace iaq::tables {

constexpr std::size_t table_rows_max = 10'000;
constexpr std::size_t table_line_bytes_max = 1'000;

/// One line: where it stands and its cells, as many as the header has.
struct row {
    std::size_t line = 0;  // from 1
    std::vector<std::string_view> cells;
};

/// One table's text, the name it is complained about by, and the header it must have.
struct table_text {
    std::string_view file;
    std::string_view text;
    std::string_view header;  // names separated by tabs
};

/// Calls `each` for every sound row. What is not sound becomes a complaint.
void for_each_row(const table_text& table, std::vector<complaint>& complaints,
                  const std::function<void(const row&)>& each);

/// Adds `file:line: what`.
void complain(std::vector<complaint>& complaints, std::string_view file, std::size_t line,
              std::string_view what);

}  // namespace iaq::tables
