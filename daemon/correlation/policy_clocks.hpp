#pragma once

#include "model/clocks.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace iaq::correlation {

/// When the clocks of CONTACT and QUERY48 are due, as the last judgement said, and which of them
/// have fired: none fires twice, whatever is judged later.
class policy_clocks {
public:
    static constexpr std::array kinds{model::records::clock_kind::contact,
                                      model::records::clock_kind::query_36h,
                                      model::records::clock_kind::query_47h};

    /// From here these run, and no other.
    void set(const std::vector<model::records::clock_due>& run) {
        due_ = {};
        for (const auto& each : run) {
            if (is_one(each.clock)) {
                due_[place(each.clock)] = each.due;
            }
        }
    }
    void fire(model::records::clock_kind kind) {
        if (is_one(kind)) {
            fired_[place(kind)] = true;
        }
    }
    /// Returns when it is due; zero when it does not run, or has fired.
    [[nodiscard]] utc_time due(model::records::clock_kind kind) const {
        return has_fired(kind) ? utc_time{} : due_[place(kind)];
    }
    [[nodiscard]] bool has_fired(model::records::clock_kind kind) const {
        return fired_[place(kind)];
    }
    /// Returns those that run.
    [[nodiscard]] std::vector<model::records::clock_due> running() const {
        std::vector<model::records::clock_due> run;
        for (const auto kind : kinds) {
            if (due(kind) != utc_time{}) {
                run.push_back({kind, due(kind)});
            }
        }
        return run;
    }
    static bool is_one(model::records::clock_kind kind) {
        return kind == kinds[0] || kind == kinds[1] || kind == kinds[2];
    }

    /// For writer and reader of the canonical form alike.
    template <class Io, class Clocks>
    static void shape(Io& io, Clocks& c) {
        for (auto& due : c.due_) {
            io.time(due);
        }
        for (auto& fired : c.fired_) {
            io.flag(fired);
        }
    }

private:
    /// Requires: `is_one(kind)`.
    static std::size_t place(model::records::clock_kind kind) {
        return static_cast<std::size_t>(kind) - static_cast<std::size_t>(kinds[0]);
    }

    std::array<utc_time, 3> due_{};
    std::array<bool, 3> fired_{};
};

}  // namespace iaq::correlation
