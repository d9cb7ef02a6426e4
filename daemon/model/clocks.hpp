#pragma once

#include "base/time.hpp"

#include <cstdint>

/// The clocks of an inquiry: each is an absolute time in the journal and fires once.
namespace iaq::model::records {

enum class clock_kind : std::uint8_t {
    unspecified,
    delayed,
    send_expiry,
    no_receipt,
    overdue,
    contact,    // rule CONTACT
    query_36h,  // rule QUERY48
    query_47h   // rule QUERY48
};

/// A clock and when it is due.
struct clock_due {
    clock_kind clock = clock_kind::unspecified;
    utc_time due{};
    friend bool operator==(const clock_due&, const clock_due&) = default;
};

}  // namespace iaq::model::records
