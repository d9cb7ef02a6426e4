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
    contact,           // rule CONTACT
    query_36h,         // rule QUERY48
    query_47h,         // rule QUERY48
    unseen_desk,       // of one reply: nobody has confirmed to have read it
    unseen_supervisor  // of one reply: so long again
};

/// True for a clock that is of one reply, not of its inquiry.
constexpr bool is_unseen(clock_kind kind) {
    return kind == clock_kind::unseen_desk || kind == clock_kind::unseen_supervisor;
}

/// When a reply is told again while nobody has confirmed to have read it; zero: not.
struct unseen_due {
    utc_time desk{}, supervisor{};
    friend bool operator==(const unseen_due&, const unseen_due&) = default;
};

/// A clock and when it is due.
struct clock_due {
    clock_kind clock = clock_kind::unspecified;
    utc_time due{};
    friend bool operator==(const clock_due&, const clock_due&) = default;
};

}  // namespace iaq::model::records
