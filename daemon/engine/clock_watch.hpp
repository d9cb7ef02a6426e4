#pragma once

#include "base/time.hpp"

#include <algorithm>
#include <optional>

namespace iaq::engine {

/// Tells when the system's clock is set, by the one that never steps; and for how long nobody has
/// kept it right.
class clock_watch {
public:
    static constexpr nanoseconds alert_after = 60s;      // without a time service
    static constexpr nanoseconds cleared_after = 10min;  // of quiet since the last step

    void begin(instant now) { seen_ = now; }
    /// Takes note of this moment; returns by how much the clock was set since the last one, or
    /// nothing. A time service that slews moves it by less than a thousandth.
    std::optional<nanoseconds> look(instant now) {
        const auto lived = now.mono - seen_.mono;
        const auto moved = (now.utc - seen_.utc) - lived;
        seen_ = now;
        const auto tolerated = 1s + lived / 1000;
        if (moved < tolerated && moved > -tolerated) {
            return std::nullopt;
        }
        stepped_ = now.mono;
        return moved;
    }
    /// It was found set at the start.
    void was_set(mono_time now) { stepped_ = now; }
    void told(bool synchronised, mono_time now) {
        if (synchronised) {
            lost_.reset();
        } else if (!lost_) {
            lost_ = now;
        }
    }

    /// True once, when it has not been set for long enough.
    bool calmed_down(mono_time now) {
        const bool calm = stepped_ && now - *stepped_ >= cleared_after;
        if (calm) {
            stepped_.reset();
        }
        return calm;
    }
    [[nodiscard]] bool is_lost(mono_time now) const { return lost_ && now - *lost_ >= alert_after; }
    /// The next moment at which one of these may change by itself.
    [[nodiscard]] std::optional<mono_time> next_look() const {
        std::optional<mono_time> first;
        if (stepped_) {
            first = *stepped_ + cleared_after;
        }
        if (lost_ && !is_lost(seen_.mono)) {
            const auto due = *lost_ + alert_after;
            first = first ? std::min(*first, due) : due;
        }
        return first;
    }

private:
    instant seen_{};
    std::optional<mono_time> stepped_, lost_;
};

}  // namespace iaq::engine
