#include "engine/breaker.hpp"

#include <algorithm>

namespace iaq::engine {

bool breaker::failed(model::inquiry_index inquiry, const terms& by, mono_time now) {
    if (is_open()) {
        if (inquiry == trial_) {
            trial_ = model::inquiry_index::none;
            wait_ = std::min(wait_ * 2, wait_max_);
            next_trial_ = now + wait_;
        }
        return false;
    }
    if (by.pause_after == 0) {
        return false;
    }
    if (std::ranges::find(failed_, inquiry) == failed_.end()) {
        failed_.push_back(inquiry);
    }
    if (failed_.size() < by.pause_after) {
        return false;
    }
    failed_.clear();
    trial_ = model::inquiry_index::none;
    wait_ = by.wait;
    wait_max_ = by.wait * wait_growth_max;
    next_trial_ = now + wait_;
    return true;
}

bool breaker::worked() {
    failed_.clear();
    const bool was_open = is_open();
    next_trial_.reset();
    return was_open;
}

void breaker::line_came_up(mono_time now) {
    if (is_open()) {
        next_trial_ = now;
    }
}

void breaker::begun(model::inquiry_index inquiry, mono_time now) {
    if (is_open()) {
        trial_ = inquiry;
        next_trial_ = now + wait_;
    }
}

bool breaker::lets_through(std::size_t in_flight, mono_time now) const {
    return !next_trial_ || (in_flight == 0 && *next_trial_ <= now);
}

}  // namespace iaq::engine
