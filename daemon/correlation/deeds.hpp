#pragma once

#include "base/time.hpp"
#include "correlation/shared.hpp"
#include "model/act.hpp"
#include "model/act_records.hpp"
#include "model/ids.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iaq::correlation {

/// One thing that a person did to an inquiry, as its record tells it.
struct deed {
    model::sequence record = model::sequence::none;
    utc_time at{};
    std::string principal, acting_user;
    model::acts::act what;
    share told = share::none;  // what the rules said to it: book::counsel_of
};

/// Returns what a record tells that a person did, where nothing else follows from it.
inline model::acts::act act_in(const model::records::note_written& r) { return r.note; }
inline model::acts::act act_in(const model::records::ice_contacted& r) { return r.contact; }
inline model::acts::act act_in(const model::records::consular_notified& r) { return r.done; }

/// Returns the last hand-over, offered or accepted; nullptr when there was none.
/// Lifetime: as the deeds.
const deed* transfer_in(const std::vector<deed>& deeds);
/// Returns the hand-over that waits to be accepted, or nullptr.
const deed* offer_in(const std::vector<deed>& deeds);
/// Returns the officer to whom it was handed over; empty: to none.
std::string_view officer_in(const std::vector<deed>& deeds);

}  // namespace iaq::correlation
