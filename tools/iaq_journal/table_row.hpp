#pragma once

#include "base/time.hpp"
#include "model/record.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// A record as one row of a table: what an auditor sorts by (CJIS AU-3: what happened, when, where,
/// from where, how it ended, who did it and about whom).
namespace iaq::journal_tool {

/// The columns, in this order for ever; a new one only ever comes behind the last.
constexpr std::array<std::string_view, 25> table_columns{
    "sequence",    "utc",           "kind",       "station",   "principal",
    "acting_user", "source",        "inquiry_id", "reference", "ori",
    "officer_id",  "operator_id",   "desk",       "incident",  "last_name",
    "first_name",  "date_of_birth", "outcome",    "words",     "sealed",
    "target",      "duration_ns",   "bytes_in",   "bytes_out", "result"};

struct table_row {
    std::string sequence, utc, kind, station, principal, acting_user, source, inquiry_id, reference,
        ori, officer_id, operator_id, desk, incident, last_name, first_name, date_of_birth, outcome,
        words, sealed, target, duration_ns, bytes_in, bytes_out, result;

    /// Lifetime: as long as the row.
    [[nodiscard]] std::vector<std::string_view> values() const;
};

/// Returns the row of a record. `kind`: its name.
table_row row_of(const model::record& r, std::string kind);

/// Returns the row of a record that cannot be opened.
table_row closed_row(model::sequence number, utc_time at, std::string kind);

}  // namespace iaq::journal_tool
