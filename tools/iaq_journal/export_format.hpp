#pragma once

#include "contract/records.hpp"
#include "journal/file_journal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Records as other programs take them in. Each is written by itself: the same record always gives
/// the same bytes, which is what an export that goes on relies on.
namespace iaq::journal_tool {

enum class export_format : std::uint8_t {
    csv,       // RFC 4180, one row a record under a head of names
    json,      // the protobuf JSON mapping, one object a line
    protobuf,  // each iaq.v1.Record behind its length, as a varint
};

std::optional<export_format> format_named(std::string_view name);

/// Returns what stands before the first record.
std::string head_of(export_format to);

/// Returns the record in its form. `redact`: without personal data. Errors: the bytes are none.
result<std::string, contract::unreadable> written(std::string_view bytes, export_format to,
                                                  bool redact);

/// Returns a record that cannot be opened: number, time and kind (in protobuf number and time).
std::string written_closed(const journal::closed_record& record, export_format to);

/// Returns the number of a record in its form; 0 when it is none.
std::uint64_t number_in(std::string_view record, export_format to);

}  // namespace iaq::journal_tool
