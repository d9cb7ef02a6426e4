#pragma once

#include "iaq_journal/export_format.hpp"
#include "iaq_journal/reading.hpp"

#include <optional>
#include <string>

/// `export`: the records for other programs.
namespace iaq::journal_tool {

struct export_options {
    source from;
    std::string format;  // csv, json, protobuf
    std::string out;     // a file that is gone on with; empty: stdout
    std::uint64_t first = 1;
    bool redact = false;
};

/// Writes the records from `first` on, or behind the last whole one in `out`.
exit_code export_records(const export_options& how);

}  // namespace iaq::journal_tool
