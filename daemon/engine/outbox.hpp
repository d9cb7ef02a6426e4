#pragma once

#include "model/action.hpp"
#include "model/ids.hpp"

#include <deque>

namespace iaq::engine {

/// Effects held back until the record they rest on is on stable storage: G1, G2, G3 and G6 in one
/// place. Nothing leaves the engine but through here.
class outbox {
public:
    /// Holds `effect` until `after` is durable. Requires: `after` never falls.
    void hold(model::sequence after, model::actions::action effect) {
        held_.push_back({after, std::move(effect)});
    }

    /// Moves every effect that rests on records up to `durable` to `out`, in order.
    void release(model::sequence durable, model::actions::list& out) {
        while (!held_.empty() && held_.front().after <= durable) {
            out.push_back(std::move(held_.front().effect));
            held_.pop_front();
        }
    }

    [[nodiscard]] bool empty() const { return held_.empty(); }

private:
    struct held {
        model::sequence after;
        model::actions::action effect;
    };
    std::deque<held> held_;
};

}  // namespace iaq::engine
