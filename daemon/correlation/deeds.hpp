#pragma once

#include "base/time.hpp"
#include "model/act.hpp"
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
};

/// Returns the last hand-over, offered or accepted; nullptr when there was none.
/// Lifetime: as the deeds.
const deed* transfer_in(const std::vector<deed>& deeds);
/// Returns the hand-over that waits to be accepted, or nullptr.
const deed* offer_in(const std::vector<deed>& deeds);
/// Returns the officer to whom it was handed over; empty: to none.
std::string_view officer_in(const std::vector<deed>& deeds);

}  // namespace iaq::correlation
