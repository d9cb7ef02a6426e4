#pragma once

#include "engine/state.hpp"
#include "model/segments.hpp"
#include "model/settings.hpp"

#include <optional>

/// Retention: which of the journal's segments may go.
namespace iaq::engine {

struct retention {
    model::journal_segments there;              // as the journal last told; none: look at nothing
    std::optional<model::sequence> made_ready;  // the first record to keep, under way
    mono_time next_look{};
    bool clock_leapt = false;  // at this start: what seems old may not be
};

/// True when the clock at a start is so far ahead of the last record that it may be wrong: what is
/// dropped by a wrong clock is gone for good.
bool has_leapt(utc_time last_record, utc_time now);

/// What may be dropped now.
struct drop_choice {
    model::sequence first_kept = model::sequence::none;  // none: nothing
    bool over_size = false;  // more than wanted stays: it is too young, open, or on legal hold
};

/// Chooses whole segments from the first on: by age each one that is older than `retention_age`,
/// by size so many that the rest is within `retention_size`. Nothing younger than `retention_min`
/// goes, and no inquiry that is open, on legal hold, or was moved within that time.
drop_choice choose_drop(const model::journal_segments& there, const model::settings& how,
                        const state& known, utc_time now);

}  // namespace iaq::engine
