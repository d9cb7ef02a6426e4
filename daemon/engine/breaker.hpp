#pragma once

#include "base/time.hpp"
#include "model/ids.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace iaq::engine {

/// A circuit breaker: whether a station's queue goes on, told by what became of its last sends.
/// After several inquiries in a row without an acknowledgement it opens, so that what is queued
/// stays queued; from then on one at a time is let through, as a trial. Pure.
class breaker {
public:
    struct terms {
        std::uint32_t pause_after = 3;  // inquiries in a row; 0: it never opens
        nanoseconds wait{60s};          // before a trial; doubles with each that fails
    };
    static constexpr int wait_growth_max = 10;  // times `terms::wait`

    /// An inquiry ended in doubt, or was refused for now. Returns true when this opened it. While
    /// it is open only the trial counts: what left before it did says nothing new.
    bool failed(model::inquiry_index inquiry, const terms& by, mono_time now);
    /// The switch has one, or has refused one for good: it works. Returns true when this closed it.
    bool worked();
    /// A connection came up: one may be tried at once.
    void line_came_up(mono_time now);
    /// The first byte of an inquiry may leave: as the trial, while it is open.
    void begun(model::inquiry_index inquiry, mono_time now);

    [[nodiscard]] bool is_open() const { return next_trial_.has_value(); }
    /// `in_flight`: inquiries on the line that are not acknowledged.
    [[nodiscard]] bool lets_through(std::size_t in_flight, mono_time now) const;
    /// Returns when the next trial may leave; nothing while it is closed.
    [[nodiscard]] std::optional<mono_time> next_trial() const { return next_trial_; }

private:
    std::vector<model::inquiry_index> failed_;  // since the last that worked, each once
    nanoseconds wait_{}, wait_max_{};
    std::optional<mono_time> next_trial_;
    model::inquiry_index trial_ = model::inquiry_index::none;
};

}  // namespace iaq::engine
