#pragma once

#include "dialogue/foxtalk_link.hpp"
#include "framing/foxtalk.hpp"

#include <string>
#include <utility>
#include <vector>

/// A link machine with a clock of its own, told its events one by one.
namespace iaq::dialogue {

namespace foxtalk = framing::foxtalk;

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

/// Returns the frames of everything written.
inline std::vector<foxtalk::frame> written(const actions::list& wanted) {
    foxtalk::reader reader(0xFFFFFFFF);
    std::vector<foxtalk::frame> frames;
    for (const auto& w : all<actions::write>(wanted)) {
        reader.feed(w.bytes);
    }
    for (auto got = reader.next(); auto* f = std::get_if<foxtalk::frame>(&got);
         got = reader.next()) {
        frames.push_back(std::move(*f));
    }
    return frames;
}

/// Returns why the connection was closed from our side, or nothing.
inline std::string closed_for(const actions::list& wanted) {
    const auto found = all<actions::close_connection>(wanted);
    return found.empty() ? "" : found.front().cause;
}

inline foxtalk::frame data(std::uint16_t exchange, std::string payload, bool last = true) {
    return {exchange, foxtalk::type::data, last, std::move(payload)};
}
inline foxtalk::frame plain(char type, std::uint16_t exchange, std::string payload = {}) {
    return {exchange, type, true, std::move(payload)};
}

struct told_link {
    explicit told_link(foxtalk_options options = {}, std::uint32_t random = 100)
        : link(
              std::move(options), [this] { return model::connection_id{++connections}; },
              [random] { return random; }) {}

    /// Tells `happened`, then that every write it asked for has left.
    actions::list tell(const events::event& happened) {
        auto wanted = link.step(happened, now);
        note_wake(wanted);
        for (std::size_t i = count<actions::write>(wanted); leaving && i > 0; --i) {
            auto more = link.step(events::write_finished{}, now);
            note_wake(more);
            wanted.insert(wanted.end(), more.begin(), more.end());
        }
        return wanted;
    }

    actions::list hear(const foxtalk::frame& f) { return hear(foxtalk::encode(f)); }
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

    /// From rest to up: 8000 byte frames, 180 s idle, 30 s timeout, as in the published example.
    actions::list come_up(foxtalk::connect_terms terms = published_terms()) {
        tell(events::started{});
        tell(events::connected{});
        return hear(plain(foxtalk::type::connect, 1, foxtalk::encode(terms)));
    }

    static foxtalk::connect_terms published_terms() {
        foxtalk::connect_terms terms;
        terms.frame_bytes_max = 8000;
        terms.idle_seconds = 180;
        terms.timeout_seconds = 30;
        return terms;
    }

    std::uint64_t connections = 0;
    foxtalk_link link;
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
