#include "iaqctl/report/text_table.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/screen/picture.hpp"

#include <algorithm>
#include <numeric>

namespace iaq::ctl {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 6;

std::string cell_of(const std::vector<std::string>& row, std::size_t column) {
    return column < row.size() ? clean(row[column]) : std::string{};
}

std::vector<std::size_t> widths_of(const table_text& table, std::size_t width) {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        auto most = width_of(clean(table.columns[i]));
        for (const auto& row : table.rows) {
            most = std::max(most, width_of(cell_of(row, i)));
        }
        widths.push_back(most);
    }
    const auto gaps = widths.empty() ? 0 : gap * (widths.size() - 1);
    const auto room = width > gaps ? width - gaps : 1;
    while (std::accumulate(widths.begin(), widths.end(), std::size_t{0}) > room) {
        auto& widest = *std::ranges::max_element(widths);
        if (widest <= narrowest) {
            break;
        }
        --widest;
    }
    return widths;
}

void add_row(std::string& out, const std::vector<std::string>& row,
             const std::vector<std::size_t>& widths, std::size_t margin) {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        cells.push_back(folded(cell_of(row, i), widths[i]));
        height = std::max(height, cells.back().size());
    }
    for (std::size_t at = 0; at < height; ++at) {
        std::string line(margin, ' ');
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const auto piece = at < cells[i].size() ? cells[i][at] : std::string{};
            line += padded(piece, widths[i]) + std::string(i + 1 < widths.size() ? gap : 0, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
}

}  // namespace

std::string as_lines(const table_text& table, std::size_t width, std::size_t margin) {
    const auto widths = widths_of(table, width - std::min(width, margin));
    std::string out;
    add_row(out, table.columns, widths, margin);
    std::vector<std::string> rule;
    for (const auto each : widths) {
        rule.emplace_back(each, '-');
    }
    add_row(out, rule, widths, margin);
    for (const auto& row : table.rows) {
        add_row(out, row, widths, margin);
    }
    return out;
}

}  // namespace iaq::ctl
