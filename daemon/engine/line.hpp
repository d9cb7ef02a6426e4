#pragma once

#include "base/time.hpp"
#include "engine/admission.hpp"
#include "engine/breaker.hpp"
#include "engine/send_counts.hpp"
#include "model/ids.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace iaq::engine {

/// One station as the engine drives it: what waits for it and what is in flight. Not part of
/// the state: rebuilt from the book at every start.
struct line {
    struct flight {
        model::send_token token = model::sequence::none;  // the first attempt on this connection
        model::inquiry_index inquiry = model::inquiry_index::none;
    };
    /// Earliest send_before first, then in order of admission.
    using place = std::tuple<utc_time, model::sequence, model::inquiry_index>;
    struct retry {
        mono_time not_before{};
        nanoseconds wait{};
    };

    static constexpr nanoseconds alert_after = 60s;  // down for longer is a condition

    model::station_index id{};  // never used again for another
    bool up = false;
    model::connection_id connection = model::connection_id::none;
    std::string peer, tls;                        // as the line came up
    utc_time since{};                             // of the present up or down
    std::optional<mono_time> alert_due;           // when a line that stays down becomes an alert
    std::vector<flight> in_flight;                // at most the station's window, oldest first
    std::deque<model::inquiry_index> unresolved;  // SENDING, unacknowledged: resent first
    std::set<place> waiting;
    admission intake;                               // of inquiries for this line
    bool said_full = false;                         // the condition stands
    std::map<model::inquiry_index, retry> retries;  // refused for now by the switch
    breaker pause;
    send_counts counts;  // of what the switch sends to it

    /// Forgets the inquiries of which this is true: they were closed long ago.
    template <class Gone>
    void forget(Gone gone) {
        std::erase_if(unresolved, gone);
        std::erase_if(waiting, [&](const place& p) { return gone(std::get<2>(p)); });
        std::erase_if(retries, [&](const auto& each) { return gone(each.first); });
        std::erase_if(in_flight, [&](const flight& f) { return gone(f.inquiry); });
    }
    [[nodiscard]] bool holds(model::inquiry_index i) const {
        return std::ranges::find(in_flight, i, &flight::inquiry) != in_flight.end();
    }
    [[nodiscard]] bool holds(model::send_token token) const {
        return std::ranges::find(in_flight, token, &flight::token) != in_flight.end();
    }
    /// Takes the flight of this token out and returns its inquiry, or nothing: it has landed.
    std::optional<model::inquiry_index> land(model::send_token token) {
        const auto found = std::ranges::find(in_flight, token, &flight::token);
        if (found == in_flight.end()) {
            return std::nullopt;
        }
        const auto inquiry = found->inquiry;
        in_flight.erase(found);
        return inquiry;
    }
};

}  // namespace iaq::engine
