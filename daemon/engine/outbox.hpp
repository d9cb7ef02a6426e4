#pragma once

#include "model/action.hpp"
#include "model/ids.hpp"

#include <algorithm>
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
        const auto end = std::ranges::upper_bound(held_, durable, {}, &held::after);
        out.reserve(out.size() + static_cast<std::size_t>(end - held_.begin()));
        for (auto each = held_.begin(); each != end; ++each) {
            out.push_back(std::move(each->effect));
        }
        held_.erase(held_.begin(), end);
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
