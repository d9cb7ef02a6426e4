#pragma once

#include "base/time.hpp"
#include "model/inquiry.hpp"
#include "model/record.hpp"

#include <vector>

/// What has become of an inquiry, and what follows from it for those who wait. Policy's part of
/// an inquiry's life: the engine keeps the facts, what they mean is said here.
namespace iaq::policy {

/// The life of one inquiry so far, as its records tell it. As made: of one that is not admitted.
struct life {
    model::inquiry_state state = model::inquiry_state::unspecified;
    utc_time admitted_at{};
    bool may_have_left = false;        // a byte of it, whatever the state says
    bool answer_came = false;          // an IAR; not one that is UNCLASSIFIED
    bool contact_over = false;         // a person said so (`contact_ended`), however it ended
    bool released = false;             // and that the person was let go
    bool ice_called = false;           // ICE was reached by telephone (`ice_contact`)
    bool detainer_authorized = false;  // by ICE during the contact (II.B.4.c)
    bool consular_done = false;
    std::vector<model::records::clock_kind> fired{};  // clocks; none fires twice
};

/// True for arrestee, charged and committed: arrested or in jail, not a contact.
bool is_booked(model::subject_role role);

/// True while an enforcement contact has neither been said to be over nor run out of its time.
/// `now`: the request as it stands, with what updates changed.
bool contact_stands(const model::inquiry_request& now, const life& so_far);

/// True while the order's sentence on release (II.B.5) is due when ICE cannot be reached in time:
/// the contact stands, there is no charge, no answer came, and ICE authorized no detainer.
bool contact_waits(const model::inquiry_request& now, const life& so_far);

/// True while the officer waits for an answer: the contact or the custody stands. A person let go
/// is waited for by nobody.
bool officer_waits(const model::inquiry_request& now, const life& so_far);

/// True when the switch has it, or a person keyed it by hand: RSMo 544.472 is satisfied.
bool has_been_asked(model::inquiry_state state);

/// Returns the request as it stands once its contact ended BOOKED at `at`: an arrestee, presented
/// for incarceration, in custody, confined since then unless said before. The charge follows from
/// the role unless it is said, or ICE authorized a detainer: then there may be none.
model::inquiry_request booked(model::inquiry_request request, const life& so_far, utc_time at);

}  // namespace iaq::policy
