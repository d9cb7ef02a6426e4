#include "engine/clock_watch.hpp"

#include "engine/engine.hpp"

#include <fmt/format.h>

/// The system's clock: set by somebody, or kept right by nobody.
namespace iaq::engine {

namespace {

constexpr auto stepped = "clock_stepped";
constexpr auto lost = "clock_unsynchronised";
constexpr nanoseconds expires_soon = std::chrono::hours{24 * 14};

std::string words_for(nanoseconds moved) {
    const auto milliseconds = std::chrono::round<std::chrono::milliseconds>(moved).count();
    return fmt::format("{} by {}.{:03} s", milliseconds < 0 ? "back" : "forward",
                       std::abs(milliseconds) / 1000, std::abs(milliseconds) % 1000);
}

}  // namespace

/// A clock behind the last record was set while nobody looked. One far ahead may as well be a long
/// time down: `clock_leapt` is about that.
void engine::begin_clock_watch() {
    clock_.begin(now_);
    const auto behind = state_.last_at() - now_.utc;
    if (behind > 1s) {
        clock_.was_set(now_.mono);
        append(model::records::condition_changed{
            stepped, true, words_for(-behind) + " behind the last record at the start"});
    }
}

/// Each step is told, with its size, while the condition stands as well.
void engine::watch_clock() {
    if (const auto moved = clock_.look(now_)) {
        append(model::records::condition_changed{stepped, true, words_for(*moved)});
    } else if (clock_.calmed_down(now_.mono)) {
        stand(stepped, {}, false);
    }
    if (clock_.is_lost(now_.mono)) {
        stand(lost, {}, true);
    }
}

void engine::on(const model::inputs::clock_told& in) {
    clock_.told(in.synchronised.value_or(true), now_.mono);
    if (in.synchronised.value_or(true)) {
        stand(lost, {}, false);
    }
    look_at_certificates();
}

void engine::on(const model::inputs::certificates_told& in) {
    if (in.until) {
        certificates_[in.station] = *in.until;
    } else {
        certificates_.erase(in.station);
    }
    look_at_certificates();
}

void engine::look_at_certificates() {
    for (const auto& [station, until] : certificates_) {
        stand("certificate_expires", station, until - now_.utc < expires_soon);
    }
}

}  // namespace iaq::engine
