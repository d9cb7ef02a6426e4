#include "dialogue/foxtalk_link.hpp"

#include <algorithm>

/// When the link must act although nothing happens.
namespace iaq::dialogue {

using std::chrono::seconds;

void foxtalk_link::look_at_clock() {
    switch (state_) {
        case state::idle:
        case state::stopped: return;
        case state::waiting:
            if (now_ >= due_) {
                open_next();
            }
            return;
        case state::connecting:
            if (now_ >= due_) {
                drop("no connection within the connect timeout");
            }
            return;
        case state::negotiating:
            if (now_ >= due_) {
                drop("no connect reply within the connect timeout");
            }
            return;
        case state::up: look_at_clock_up(); return;
    }
}

void foxtalk_link::look_at_clock_up() {
    if (line_->echo_by && now_ >= *line_->echo_by) {
        drop("heartbeat not echoed within the default timeout");
        return;
    }
    if (const auto at = silence_due(); at && now_ >= *at) {
        drop("nothing heard for twice the idle time");
        return;
    }
    if (const auto token = line_->out.overdue(now_)) {
        wanted_.emplace_back(actions::send_unacknowledged{*token});
    }
    if (const auto at = heartbeat_due(); at && now_ >= *at) {
        line_->heartbeat = exchanges_.next();
        line_->echo_by = now_ + seconds(line_->terms.timeout_seconds);
        say({.exchange = *line_->heartbeat,
             .type = framing::foxtalk::type::heartbeat,
             .last = true,
             .payload = {}});
    }
}

/// The client's heartbeat is due when neither side has spoken for the idle time.
std::optional<mono_time> foxtalk_link::heartbeat_due() const {
    if (line_->terms.idle_seconds == 0 || line_->echo_by) {
        return std::nullopt;
    }
    return std::max(line_->last_heard, line_->last_sent) + seconds(line_->terms.idle_seconds);
}

std::optional<mono_time> foxtalk_link::silence_due() const {
    if (line_->terms.idle_seconds == 0) {
        return std::nullopt;
    }
    return line_->last_heard + 2 * seconds(line_->terms.idle_seconds);
}

std::optional<mono_time> foxtalk_link::next_due() const {
    switch (state_) {
        case state::idle:
        case state::stopped: return std::nullopt;
        case state::waiting:
        case state::connecting:
        case state::negotiating: return due_;
        case state::up: return next_due_up();
    }
    return std::nullopt;
}

std::optional<mono_time> foxtalk_link::next_due_up() const {
    std::optional<mono_time> first;
    for (const auto& due : {line_->echo_by, silence_due(), heartbeat_due(), line_->out.due()}) {
        if (due && (!first || *due < *first)) {
            first = due;
        }
    }
    return first;
}

}  // namespace iaq::dialogue
