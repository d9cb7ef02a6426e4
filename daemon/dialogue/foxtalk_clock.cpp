#include "dialogue/foxtalk_link.hpp"

#include <algorithm>

/// When a line that is up must act although nothing happens.
namespace iaq::dialogue {

using std::chrono::seconds;

void foxtalk_link::look_at_clock_up() {
    if (talk_->echo_by && now() >= *talk_->echo_by) {
        drop("heartbeat not echoed within the default timeout");
        return;
    }
    if (const auto at = silence_due(); at && now() >= *at) {
        drop("nothing heard for twice the idle time");
        return;
    }
    if (const auto token = talk_->out.overdue(now())) {
        want(actions::send_unacknowledged{*token});
    }
    if (const auto at = heartbeat_due(); at && now() >= *at) {
        talk_->heartbeat = next_exchange();
        talk_->echo_by = now() + seconds(talk_->terms.timeout_seconds);
        say_frame({.exchange = *talk_->heartbeat,
                   .type = framing::foxtalk::type::heartbeat,
                   .last = true,
                   .payload = {}});
    }
}

/// The client's heartbeat is due when neither side has spoken for the idle time.
std::optional<mono_time> foxtalk_link::heartbeat_due() const {
    if (talk_->terms.idle_seconds == 0 || talk_->echo_by) {
        return std::nullopt;
    }
    return std::max(last_heard(), last_sent()) + seconds(talk_->terms.idle_seconds);
}

std::optional<mono_time> foxtalk_link::silence_due() const {
    if (talk_->terms.idle_seconds == 0) {
        return std::nullopt;
    }
    return last_heard() + 2 * seconds(talk_->terms.idle_seconds);
}

std::optional<mono_time> foxtalk_link::next_due_up() const {
    std::optional<mono_time> first;
    for (const auto& due : {talk_->echo_by, silence_due(), heartbeat_due(), talk_->out.due()}) {
        if (due && (!first || *due < *first)) {
            first = due;
        }
    }
    return first;
}

}  // namespace iaq::dialogue
