#pragma once

#include "model/ids.hpp"

#include "base/time.hpp"

#include <string>
#include <vector>

namespace iaq::model::records {

/// Somebody has reviewed the records of a span (AU-6): who is in the envelope.
struct review_signed {
    utc_time from{}, to{};
    std::string ori;  // as it was said; empty: all of the principal's
    std::string findings;
    std::vector<std::string> oris;   // that it is about
    sequence head = sequence::none;  // the last record that was durable then
    bool operator==(const review_signed&) const = default;
};

}  // namespace iaq::model::records
