#pragma once

#include "dialogue/line.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// A line machine of any protocol with a clock of its own, told its events one by one.
namespace iaq::dialogue {

/// Returns the actions of one kind, in order.
template <class Action>
std::vector<Action> all(const actions::list& wanted) {
    std::vector<Action> found;
    for (const auto& a : wanted) {
        if (const auto* one = std::get_if<Action>(&a)) {
            found.push_back(*one);
        }
    }
    return found;
}

template <class Action>
std::size_t count(const actions::list& wanted) {
    return all<Action>(wanted).size();
}

/// Returns why the connection was closed from our side, or nothing.
inline std::string closed_for(const actions::list& wanted) {
    const auto found = all<actions::close_connection>(wanted);
    return found.empty() ? "" : found.front().cause;
}

struct told_line {
    /// Tells `happened`, then that every write it asked for has left.
    actions::list tell(const events::event& happened) {
        auto wanted = spoken->step(happened, now);
        note_wake(wanted);
        for (std::size_t i = count<actions::write>(wanted); leaving && i > 0; --i) {
            auto more = spoken->step(events::write_finished{}, now);
            note_wake(more);
            wanted.insert(wanted.end(), more.begin(), more.end());
        }
        return wanted;
    }

    actions::list hear(const std::string& bytes) { return tell(events::bytes_heard{bytes}); }

    /// Lets time go by. The machine is woken when it asked for it and never else.
    actions::list wait(nanoseconds span) {
        const auto end = now + span;
        actions::list wanted;
        while (wake && *wake <= end) {
            now = std::max(now, *wake);
            wake.reset();
            auto more = tell(events::time_passed{});
            wanted.insert(wanted.end(), more.begin(), more.end());
        }
        now = end;
        return wanted;
    }

    std::uint64_t connections = 0;
    std::unique_ptr<line> spoken;
    mono_time now{1'000'000'000};
    std::optional<mono_time> wake;
    bool leaving = true;  // writes leave at once

private:
    void note_wake(const actions::list& wanted) {
        for (const auto& w : all<actions::wake_at>(wanted)) {
            wake = w.at;
        }
    }
};

constexpr model::send_token token_a{11};
constexpr model::send_token token_b{12};

}  // namespace iaq::dialogue
