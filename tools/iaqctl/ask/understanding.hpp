#pragma once

#include "iaqctl/find_code.hpp"

#include <iaq/v1/intake.pb.h>

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a person typed into one field, understood: `mexico` as MM, `1/31/1990` as 1990-01-31.
namespace iaq::ctl {

struct understood {
    std::string value;  // as a submission takes it; a time in seconds since 1970
    std::string words;  // what it was taken as, to be said back; empty: the value says it
    std::string hint;   // what to know of it
    std::string fault;  // what is wrong, and what would do; empty: nothing
    std::vector<found_code> candidates;  // the codes it may mean, when it is not clear which
};

/// Returns the table of this name, or nullptr.
const v1::CodeTable* table_of(const v1::Description& form, std::string_view name);

/// Understands what was typed. Nothing typed is nothing said, whatever the field.
///
/// `now` and the zone set by `set_zone` give times of day their day. Lifetime: candidates are the
/// form's.
understood understand(const v1::Description& form, const v1::FieldDescription& field,
                      std::string_view typed, std::time_t now);

/// Returns the value in words for people: of a code its name, of a time the time of the zone.
std::string words_of(const v1::Description& form, const v1::FieldDescription& field,
                     const std::string& value);

/// Returns YYYY-MM-DD of a day written year first, as month/day/year, or in eight digits either
/// way; nothing when it is no day, or its year has two digits.
std::optional<std::string> day_of(std::string_view typed);

/// Returns the moment of `now`, `+15m`, `14:30`, or a day and a time. A time of day alone is the
/// nearest one: at most 12 hours away.
std::optional<std::time_t> moment_of(std::string_view typed, std::time_t now);

/// Returns the whole years from the day to `now`, by the zone's calendar.
int age_on(std::string_view day, std::time_t now);

}  // namespace iaq::ctl
