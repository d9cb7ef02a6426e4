#pragma once

#include "model/limits.hpp"

#include <cstddef>

namespace iaq::engine {

/// Whether new inquiries are let in: paused at full, resumed at 80 % (hysteresis, G7).
class admission {
public:
    /// Weighs the load anew against the most there may be.
    void weigh(std::size_t load, std::size_t max) {
        if (load >= max) {
            paused_ = true;
        } else if (load * 100 <= max * model::limits::resume_percent) {
            paused_ = false;
        }
    }
    [[nodiscard]] bool is_paused() const { return paused_; }

private:
    bool paused_ = false;
};

}  // namespace iaq::engine
