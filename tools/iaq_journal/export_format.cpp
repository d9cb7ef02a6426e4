#include "iaq_journal/export_format.hpp"

#include "base/text.hpp"
#include "contract/frames.hpp"
#include "iaq_journal/csv.hpp"
#include "iaq_journal/record_text.hpp"
#include "iaq_journal/table_row.hpp"
#include "ledger/sealed.hpp"

#include <fmt/format.h>

namespace iaq::journal_tool {
namespace {

using contract::unreadable;

constexpr std::string_view json_begins = R"({"sequence":")";

result<std::string, unreadable> row_written(std::string_view bytes) {
    const auto entry = contract::decode(bytes);
    if (!entry) {
        return unreadable{entry.error()};
    }
    return csv_line(row_of(entry.value(), name_of_kind(ledger::facts_of(bytes).kind)).values());
}

std::uint64_t number_before(std::string_view text, char end) {
    const auto number = text::number(text.substr(0, text.find(end)));
    return number ? static_cast<std::uint64_t>(*number) : 0;
}

}  // namespace

std::optional<export_format> format_named(std::string_view name) {
    if (name == "csv") {
        return export_format::csv;
    }
    if (name == "json") {
        return export_format::json;
    }
    return name == "protobuf" ? std::optional{export_format::protobuf} : std::nullopt;
}

std::string head_of(export_format to) {
    return to == export_format::csv ? csv_line({table_columns.begin(), table_columns.end()})
                                    : std::string{};
}

result<std::string, unreadable> written(std::string_view bytes, export_format to, bool redact) {
    if (to == export_format::json) {
        IAQ_TRY(auto line, contract::to_json(bytes, redact));
        return line + "\n";
    }
    std::string emptied;
    if (redact) {
        IAQ_TRY(emptied, contract::without_personal_data(bytes));
        bytes = emptied;
    }
    if (to == export_format::csv) {
        return row_written(bytes);
    }
    return contract::delimited(bytes);
}

std::string written_closed(const journal::closed_record& record, export_format to) {
    const utc_time at{nanoseconds{record.utc_ns}};
    switch (to) {
        case export_format::csv:
            return csv_line(closed_row(record.number, at, name_of_kind(record.kind)).values());
        case export_format::json: return closed_json(record) + "\n";
        case export_format::protobuf:
            return contract::delimited(contract::envelope_only(record.number, at));
    }
    return {};
}

std::uint64_t number_in(std::string_view record, export_format to) {
    switch (to) {
        case export_format::csv: return number_before(record, ',');
        case export_format::json:
            return record.starts_with(json_begins)
                       ? number_before(record.substr(json_begins.size()), '"')
                       : 0;
        case export_format::protobuf: {
            const auto length = contract::read_prefix(record);
            return length.found == contract::prefix::state::complete
                       ? contract::sequence_in(record.substr(length.size))
                       : 0;
        }
    }
    return 0;
}

}  // namespace iaq::journal_tool
