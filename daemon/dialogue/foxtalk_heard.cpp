#include "dialogue/foxtalk_link.hpp"
#include "dialogue/printable.hpp"

#include <algorithm>
#include <utility>
#include <variant>

/// What the link does with the frames it hears.
namespace iaq::dialogue {

using framing::foxtalk::flaw;
using framing::foxtalk::frame;
namespace type = framing::foxtalk::type;

void foxtalk_link::feed(std::string_view bytes) { talk_->reader.feed(bytes); }

bool foxtalk_link::take_frame() {
    auto got = talk_->reader.next();
    if (auto* f = std::get_if<frame>(&got)) {
        frame_heard(std::move(*f));
        return true;
    }
    if (const auto* bad = std::get_if<flaw>(&got)) {
        drop(framing::foxtalk::words(*bad));
    }
    return false;
}

void foxtalk_link::frame_heard(frame f) {
    if (current() == state::negotiating) {
        connect_reply_heard(f);
    } else {
        frame_heard_up(std::move(f));
    }
}

/// The server's terms rule; the client takes them or leaves (FoxTalk 1.1).
void foxtalk_link::connect_reply_heard(const frame& f) {
    if (f.type != type::connect) {
        drop("another frame than the connect reply came first");
        return;
    }
    const auto terms = framing::foxtalk::parse_terms(f.payload);
    if (!terms) {
        drop("connect reply cannot be read");
        return;
    }
    if (const auto why = unacceptable(*terms)) {
        drop(*why);
        return;
    }
    talk_->terms = {.frame_bytes_max = std::min(options_.frame_bytes_max, terms->frame_bytes_max),
                    .idle_seconds = terms->idle_seconds,
                    .timeout_seconds = terms->timeout_seconds};
    come_up(talk_->terms, std::chrono::seconds(terms->timeout_seconds));
}

void foxtalk_link::frame_heard_up(frame f) {
    if (f.type == type::data) {
        data_heard(std::move(f));
    } else if (f.type == type::heartbeat) {
        heartbeat_heard(f);
    } else if (f.type == type::acknowledge || f.type == type::refuse) {
        answer_heard(f);
    } else {
        // A second connect reply, or a feature that we did not ask for.
        note_curious();
        if (f.type == type::connect) {
            return;
        }
        talk_->in.passed_over(f.exchange, f.last);
        if (f.last) {
            say_frame(refusal(f.exchange, "not negotiated"));
        }
    }
}

void foxtalk_link::answer_heard(const frame& f) {
    const auto token = talk_->out.answered(f.exchange);
    if (!token) {
        note_curious();
    } else if (f.type == type::acknowledge) {
        want(actions::send_acknowledged{*token});
    } else {
        want(actions::send_refused{*token, printable(f.payload)});
    }
}

void foxtalk_link::data_heard(frame f) {
    const std::chrono::seconds timeout{talk_->terms.timeout_seconds};
    if (std::exchange(talk_->last_data, now()) + timeout <= now()) {
        talk_->in.paused();
    }
    auto taken = talk_->in.take(std::move(f));
    if (taken.reply) {
        say_frame(*taken.reply);
    }
    if (taken.heard) {
        want(actions::heard{connection(), taken.heard->exchange, std::move(taken.heard->bytes)});
    }
}

void foxtalk_link::heartbeat_heard(const frame& f) {
    if (talk_->heartbeat != f.exchange) {
        say_frame(f);
        return;
    }
    // A second echo of ours is not echoed back: two such sides would never end.
    if (!talk_->echo_by) {
        note_curious();
    }
    talk_->echo_by.reset();
}

}  // namespace iaq::dialogue
