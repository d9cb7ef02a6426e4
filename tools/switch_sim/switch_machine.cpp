#include "switch_sim/switch_machine.hpp"

#include "switch_sim/spoiling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iaq::switch_sim {

switch_machine::switch_machine(lesc& shared, std::size_t account)
    : shared_(shared),
      connection_(shared.connected(account)),
      tongue_(tongue_of(shared.options().told, shared.chance())) {}

switch_machine::~switch_machine() { end("the switch stops"); }

reaction switch_machine::step(const switch_event& happened, instant now) {
    made_ = {};
    now_ = now;
    if (state_ == state::ended) {
        return {};
    }
    shared_.advance(now);
    if (shared_.is_down(now.mono)) {
        end("the switch is down");
    }
    if (state_ != state::ended) {
        std::visit([this](const auto& e) { on(e); }, happened);
    }
    if (state_ != state::ended) {
        plan(shared_.take_timed(connection_));
        carry_out_due();
    }
    if (state_ != state::ended && now.mono - last_heard_at_ >= idle_limit()) {
        end("nothing heard for twice the idle time");
    }
    if (state_ == state::open) {
        give_up_or_resend();
    }
    if (state_ == state::open) {
        speak();
    }
    if (state_ != state::ended) {
        made_.wake_at = next_wake();
    }
    return std::move(made_);
}

void switch_machine::on(const opened&) { last_heard_at_ = now_.mono; }

void switch_machine::on(const bytes_heard& heard) {
    last_heard_at_ = now_.mono;
    tongue_->feed(heard.bytes);
    while (state_ != state::ended) {
        const auto next = tongue_->next();
        if (!next) {
            return;
        }
        hear(*next);
    }
}

void switch_machine::on(const ordered& order) {
    switch (order.told.does) {
        case deed::acknowledge:
        case deed::refuse:
        case deed::close:
        case deed::garbage:
        case deed::down: carry_out(order.told, last_); return;
        case deed::silent:
        case deed::not_ready: return;
        case deed::receipt:
        case deed::answer:
        case deed::error:
        case deed::status:
        case deed::send:
            if (!shared_.say(order.told, order.reference, order.device, now_)) {
                fault("a script speaks of a reference that was never heard");
            }
            return;
    }
}

void switch_machine::hear(const utterance& u) {
    if (u.what == meaning::oddity) {
        oddity_heard(u);
        return;
    }
    const bool is_greeting = u.what == meaning::greeting;
    if (is_greeting != (state_ == state::negotiating)) {
        fault(is_greeting ? "a second connect exchange" : "a frame before the connect exchange");
        end("out of turn");
        return;
    }
    if (!is_greeting && u.frame_size > agreed_.frame_bytes_max) {
        fault(fmt::format("a frame above the agreed {} bytes", agreed_.frame_bytes_max));
    }
    switch (u.what) {
        case meaning::greeting: greeting_heard(u); return;
        case meaning::heartbeat: heartbeat_heard(u); return;
        case meaning::message: message_heard(u); return;
        case meaning::acknowledged: acknowledgement_heard(u.number); return;
        case meaning::refused: refusal_heard(u); return;
        case meaning::part:
        case meaning::oddity: return;
    }
}

void switch_machine::oddity_heard(const utterance& u) {
    fault(u.why);
    if (u.is_the_end) {
        end("no frame can be read");
    } else if (!u.reply.empty()) {
        write(u.reply, effect{});
    }
}

void switch_machine::greeting_heard(const utterance& u) {
    last_.exchange = u.number;
    const auto deeds = shared_.on_link(occasion::connect, connection_, now_.mono);
    if (deeds.empty()) {
        welcome(u);
    } else {
        plan(deeds);
    }
}

void switch_machine::welcome(const utterance& u) {
    auto said = tongue_->welcome(u);
    if (!said.fault.empty()) {
        fault(std::move(said.fault));
        end("no terms");
        return;
    }
    agreed_ = said.on;
    write(std::move(said.reply), effect{});
    state_ = state::open;
    make_note({.what = noted::connected, .exchange = u.number});
}

void switch_machine::heartbeat_heard(const utterance& u) {
    make_note({.what = noted::heartbeat, .exchange = u.number});
    const auto deeds = shared_.on_link(occasion::heartbeat, connection_, now_.mono);
    if (deeds.empty()) {
        write(tongue_->echo(u), effect{});
    } else {
        last_.exchange = u.number;
        plan(deeds);
    }
}

void switch_machine::message_heard(const utterance& u) {
    const bool waited = last_.settled || now_.mono - last_.at >= timeout();
    if (!waited && shared_.options().told.offered.window == 1) {
        fault("a message before the one before it was acknowledged");
    }
    const auto a = read_asked(u.bytes);
    const auto verdict = shared_.hear(connection_, a, now_);
    last_ = {.exchange = u.number,
             .reference = a.reference,
             .device = a.device,
             .key = a.key,
             .at = now_.mono,
             .settled = false};
    make_note({.what = noted::heard,
               .device = a.device,
               .reference = a.reference,
               .key = a.key,
               .exchange = u.number,
               .attempt = verdict.attempt,
               .bytes = u.bytes.size()});
    plan(verdict.deeds);
    carry_out_due();
}

void switch_machine::plan(const std::vector<link_deed>& deeds) {
    for (const auto& d : deeds) {
        timeline_.emplace(d.due, planned{d.told, last_});
    }
}

void switch_machine::carry_out_due() {
    while (state_ != state::ended && !timeline_.empty() && timeline_.begin()->first <= now_.mono) {
        const auto next = std::move(timeline_.begin()->second);
        timeline_.erase(timeline_.begin());
        carry_out(*next.told, next.about);
    }
}

void switch_machine::carry_out(const effect& told, const heard_last& about) {
    switch (told.does) {
        case deed::acknowledge: acknowledge(told, about); return;
        case deed::refuse: refuse(told, about); return;
        case deed::close: end("the scene closes"); return;
        case deed::garbage: made_.writes.push_back(garbage(told.bytes, shared_.chance())); return;
        case deed::down:
            shared_.go_down(told.lasting, now_.mono);
            end("the switch is down");
            return;
        case deed::not_ready: write(tongue_->not_ready(about.exchange), told); return;
        case deed::silent:
        case deed::receipt:
        case deed::answer:
        case deed::error:
        case deed::status:
        case deed::send: return;
    }
}

void switch_machine::acknowledge(const effect& told, const heard_last& about) {
    static const effect plainly;
    const auto exchange = about.exchange + (told.wrong_exchange ? 0x4000 : 0);
    const bool is_true = !told.wrong_exchange && !told.cut;
    if (is_true && last_.exchange == about.exchange) {
        last_.settled = true;
    }
    make_note({.what = noted::acknowledged,
               .device = about.device,
               .reference = about.reference,
               .key = about.key,
               .exchange = exchange,
               .text = is_true ? "" : "spoiled"});
    const auto again = told.twice ? tongue_->acknowledgement(exchange, plainly) : std::string{};
    write(tongue_->acknowledgement(exchange, told) + again, told);
}

void switch_machine::refuse(const effect& told, const heard_last& about) {
    last_.settled = last_.settled || last_.exchange == about.exchange;
    make_note({.what = noted::refused,
               .device = about.device,
               .reference = about.reference,
               .key = about.key,
               .exchange = about.exchange});
    write(tongue_->refusal(about.exchange, told), told);
}

void switch_machine::make_note(note n) {
    n.connection = connection_;
    made_.notes.push_back(std::move(n));
}

void switch_machine::fault(std::string why) {
    make_note({.what = noted::fault, .text = std::move(why)});
}

nanoseconds switch_machine::timeout() const {
    return std::chrono::seconds{agreed_.timeout_seconds};
}

nanoseconds switch_machine::idle_limit() const {
    return 2 * std::chrono::seconds{shared_.options().told.offered.idle_seconds};
}

std::optional<mono_time> switch_machine::next_wake() {
    auto next = last_heard_at_ + idle_limit();
    if (!timeline_.empty()) {
        next = std::min(next, timeline_.begin()->first);
    }
    if (flight_) {
        next = std::min(next, flight_->resend_at);
    }
    if (const auto due = shared_.next_timed()) {
        next = std::min(next, *due);
    }
    // While one message is on its way, the next cannot leave.
    if (state_ == state::open && !flight_) {
        next = std::min(next, shared_.next_due(connection_, now_.mono).value_or(next));
    }
    return next;
}

}  // namespace iaq::switch_sim
