#include "iaqctl/report/report_text.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/report/text_table.hpp"

#include <google/protobuf/util/time_util.h>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace iaq::ctl {
namespace {

table_text table_of(const v1::ReportSection& section) {
    table_text made;
    made.columns.assign(section.columns().begin(), section.columns().end());
    for (const auto& row : section.rows()) {
        auto& cells = made.rows.emplace_back();
        std::ranges::transform(row.cells(), std::back_inserter(cells), cell_on_paper);
    }
    return made;
}

std::string csv_cell(const std::string& text) {
    std::string out = "\"";
    // What begins so is a formula to a spreadsheet.
    const bool formula = !text.empty() && (text[0] == '=' || text[0] == '+' || text[0] == '-' ||
                                           text[0] == '@' || text[0] == '\t' || text[0] == '\r');
    out += formula ? "'" : "";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string{c};
    }
    return out + "\"";
}

template <class Cells>
std::string csv_row(const Cells& cells) {
    std::string out;
    for (const auto& cell : cells) {
        out += (out.empty() ? "" : ",") + csv_cell(cell);
    }
    return out + "\r\n";
}

}  // namespace

std::string cell_on_paper(const std::string& cell) {
    constexpr std::size_t day = 10, shortest = 20;  // 2026-11-24T06:40:00Z
    const bool may_be_time = cell.size() >= shortest && cell[day] == 'T' && cell.ends_with('Z');
    google::protobuf::Timestamp at;
    return may_be_time && google::protobuf::util::TimeUtil::FromString(cell, &at) ? local_time(at)
                                                                                  : cell;
}

std::string report_as_text(const v1::Report& report, const report_head& head) {
    auto out = line((head.test ? "TEST  " : "") + head.title + "  " + head.agency);
    out += fmt::format("from {}\nto   {}\n", local_time(report.from()), local_time(report.to()));
    out += line("made " + head.made_at + " by " + head.made_by);
    for (const auto& section : report.sections()) {
        out += "\n" + line(section.title());
        out += section.rows_size() == 0 ? "  nothing\n" : as_lines(table_of(section), columns, 2);
    }
    if (report.more()) {
        out += "\nThe report was CUT at the size of a frame: ask for a shorter time.\n";
    }
    return out;
}

std::string report_as_csv(const v1::Report& report) {
    std::string out;
    for (const auto& section : report.sections()) {
        out += csv_cell(section.title()) + "\r\n" + csv_row(section.columns());
        for (const auto& row : section.rows()) {
            out += csv_row(row.cells());
        }
        out += "\r\n";
    }
    return out;
}

}  // namespace iaq::ctl
