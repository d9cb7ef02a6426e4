#pragma once

#include "correlation/entry.hpp"
#include "correlation/phase.hpp"

#include "base/time.hpp"

#include <cstdint>

/// What each step of an inquiry's life does to its counts, and a life told again with a reply left
/// out or counted as another.
namespace iaq::correlation {

// What the fold notes beside the state, step by step. `note_reply` comes behind the state.
void note_begun(entry& e, std::uint32_t attempt);
void note_refused(entry& e);
void note_resend_ordered(entry& e, bool was_in_doubt);
void note_reply(entry& e, const placed_reply& placed, bool was_rejected);

/// Returns the inquiry as its life up to and including `upto` has it: state and counts told anew,
/// without the replies that were taken back and without the acknowledgements that only those
/// showed. A life that nobody changed gives the entry itself.
///
/// Where a step does not follow any more, because of what is left out, it counts all the same.
entry relived(entry e, utc_time upto = utc_time::max());

/// Returns the state in which `told_anew` leaves an inquiry that stood in `before`. What the
/// machine would have to send again on account of it is in doubt instead: a person decides.
model::inquiry_state settled(model::inquiry_state told_anew, model::inquiry_state before);

}  // namespace iaq::correlation
