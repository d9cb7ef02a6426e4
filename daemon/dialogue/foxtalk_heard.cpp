#include "dialogue/foxtalk_link.hpp"

#include <algorithm>
#include <utility>
#include <variant>

/// What the link does with the frames it hears.
namespace iaq::dialogue {

using framing::foxtalk::flaw;
using framing::foxtalk::frame;
namespace type = framing::foxtalk::type;

void foxtalk_link::on(const events::bytes_heard& e) {
    if (!has_connection()) {
        return;
    }
    line_->last_heard = now_;
    line_->bytes_in += e.bytes.size();
    line_->reader.feed(e.bytes);
    const auto heard_on = line_->id;
    // A frame may end the connection; what came after it then belongs to nobody.
    while (line_ && line_->id == heard_on) {
        auto got = line_->reader.next();
        if (auto* f = std::get_if<frame>(&got)) {
            frame_heard(std::move(*f));
        } else if (const auto* bad = std::get_if<flaw>(&got)) {
            drop(framing::foxtalk::words(*bad));
            return;
        } else {
            return;
        }
    }
}

void foxtalk_link::frame_heard(frame f) {
    if (state_ == state::negotiating) {
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
    line_->terms = {.frame_bytes_max = std::min(options_.frame_bytes_max, terms->frame_bytes_max),
                    .idle_seconds = terms->idle_seconds,
                    .timeout_seconds = terms->timeout_seconds};
    line_->up_since = now_;
    schedule_.finished(line_->host, std::chrono::seconds(terms->timeout_seconds));
    state_ = state::up;
    wanted_.emplace_back(actions::came_up{line_->id, line_->terms});
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
        ++curiosities_;
        if (f.type != type::connect && f.last) {
            say(refusal(f.exchange, "not negotiated"));
        }
    }
}

void foxtalk_link::answer_heard(const frame& f) {
    const auto token = line_->out.answered(f.exchange);
    if (!token) {
        ++curiosities_;
    } else if (f.type == type::acknowledge) {
        wanted_.emplace_back(actions::send_acknowledged{*token});
    } else {
        wanted_.emplace_back(actions::send_refused{*token, printable(f.payload)});
    }
}

void foxtalk_link::data_heard(frame f) {
    auto taken = line_->in.take(std::move(f));
    if (taken.reply) {
        say(*taken.reply);
    }
    if (taken.heard) {
        wanted_.emplace_back(
            actions::heard{line_->id, taken.heard->exchange, std::move(taken.heard->bytes)});
    }
}

void foxtalk_link::heartbeat_heard(const frame& f) {
    if (line_->heartbeat != f.exchange) {
        say(f);
        return;
    }
    // A second echo of ours is not echoed back: two such sides would never end.
    curiosities_ += line_->echo_by ? 0 : 1;
    line_->echo_by.reset();
}

}  // namespace iaq::dialogue
