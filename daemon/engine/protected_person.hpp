#pragma once

#include "base/time.hpp"
#include "model/inquiry.hpp"

#include <string>

namespace iaq::engine {

/// A person refused as a victim or witness: known by a keyed digest only (rule ROLE).
struct protected_person {
    std::string digest;
    model::subject_role role = model::subject_role::unspecified;
    utc_time at{};
    std::string incident;
};

}  // namespace iaq::engine
