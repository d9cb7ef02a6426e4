#pragma once

#include <iaq/v1/intake.pb.h>

#include <string>

/// A report of the gateway in the forms in which it is handed on.
namespace iaq::ctl {

/// Whose report it is: what its head says.
struct report_head {
    std::string title;    // `Shift log`
    std::string agency;   // its name and ORI
    std::string made_by;  // principal, and the human behind it
    std::string made_at;  // time with offset
    bool test = false;    // of a daemon in the environment "test"
};

/// A cell for people: a time stands in the agency's own.
std::string cell_on_paper(const std::string& cell);

/// For a printer: lines of at most 100 columns.
std::string report_as_text(const v1::Report& report, const report_head& head);

/// One page of HTML that needs nothing from anywhere else: tables with captions and headings, the
/// reply times as a picture with its numbers beside it, made to be printed and signed.
std::string report_as_html(const v1::Report& report, const report_head& head);

/// RFC 4180, each section a block: its title, its headings, its rows, an empty line. No cell is
/// read as a formula by a spreadsheet.
std::string report_as_csv(const v1::Report& report);

/// Returns the section's rows as a picture of bars (SVG), or nothing when it has no numbers: the
/// first column says what, the last how many.
std::string bars_of(const v1::ReportSection& section);

}  // namespace iaq::ctl
