#pragma once

#include "base/time.hpp"
#include "model/act.hpp"
#include "model/ids.hpp"

#include <string>

namespace iaq::correlation {

/// One thing that a person did to an inquiry, as its record tells it.
struct deed {
    model::sequence record = model::sequence::none;
    utc_time at{};
    std::string principal, acting_user;
    model::acts::act what;
};

}  // namespace iaq::correlation
