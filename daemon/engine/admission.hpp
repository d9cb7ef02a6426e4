#pragma once

#include "model/limits.hpp"

#include <cstddef>

namespace iaq::engine {

/// Whether new inquiries are let in: paused at full, resumed at 80 % (hysteresis, G7).
class admission {
public:
    /// Weighs the load anew.
    void weigh(std::size_t unsent, std::size_t records_in_flight) {
        using namespace model::limits;
        const auto over = [](std::size_t load, std::size_t max) { return load >= max; };
        const auto under = [](std::size_t load, std::size_t max) {
            return load * 100 <= max * resume_percent;
        };
        if (over(unsent, queued_inquiries_max) || over(records_in_flight, records_in_flight_max)) {
            paused_ = true;
        } else if (under(unsent, queued_inquiries_max) &&
                   under(records_in_flight, records_in_flight_max)) {
            paused_ = false;
        }
    }
    [[nodiscard]] bool is_paused() const { return paused_; }

private:
    bool paused_ = false;
};

}  // namespace iaq::engine
