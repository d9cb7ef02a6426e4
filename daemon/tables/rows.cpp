#include "tables/rows.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::tables {
namespace {

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); });
}

std::string shown(std::string_view header) {
    std::string names{header};
    std::ranges::replace(names, '\t', ' ');
    return names;
}

}  // namespace

void complain(std::vector<complaint>& complaints, std::string_view file, std::size_t line,
              std::string_view what) {
    complaints.push_back({fmt::format("{}:{}: {}", file, line, what)});
}

void for_each_row(const table_text& table, std::vector<complaint>& complaints,
                  const std::function<void(const row&)>& each) {
    const auto lines = text::lines(table.text);
    if (lines.empty() || lines.front() != table.header) {
        complain(complaints, table.file, 1,
                 fmt::format("the first line must name the columns, tab-separated: {}",
                             shown(table.header)));
        return;
    }
    if (lines.size() == 1) {
        complain(complaints, table.file, 1, "holds no row");
    }
    if (lines.size() > table_rows_max) {
        complain(complaints, table.file, table_rows_max,
                 fmt::format("more than {} lines", table_rows_max));
        return;
    }
    const auto columns = text::split(table.header, '\t').size();
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const row found{i + 1, text::split(lines[i], '\t')};
        if (lines[i].size() > table_line_bytes_max || !is_printable(lines[i])) {
            complain(
                complaints, table.file, found.line,
                fmt::format("a row holds printable ASCII, at most {} bytes", table_line_bytes_max));
        } else if (found.cells.size() != columns) {
            complain(complaints, table.file, found.line,
                     fmt::format("{} columns, must be {}: {}", found.cells.size(), columns,
                                 shown(table.header)));
        } else {
            each(found);
        }
    }
}

}  // namespace iaq::tables
