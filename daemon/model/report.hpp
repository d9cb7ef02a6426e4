#pragma once

#include "model/ids.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What supervisors and auditors are told, as tables.
namespace iaq::model {

enum class report_kind : std::uint8_t { unspecified, shift_log, audit_pack, rights };

/// One table of a report. Cells are texts: numbers in decimal, times in RFC 3339, `*` for what is
/// hidden.
struct report_section {
    std::string name, title;  // for programs, for people
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> notes;  // plain sentences to be read with it
    std::uint64_t left_out = 0;      // rows that found no room
};
struct report {
    report_kind kind = report_kind::unspecified;
    std::optional<utc_time> from, to;  // at or after; before
    std::vector<report_section> sections;
    std::vector<std::string> agencies, oris;
    std::string desk, principal, acting_user, environment, time_zone, journal_id;
    utc_time made_at{};
    sequence at_sequence = sequence::none;
};

}  // namespace iaq::model
