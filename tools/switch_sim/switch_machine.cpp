#include "switch_sim/switch_machine.hpp"

#include "switch_sim/spoiling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iaq::switch_sim {

namespace foxtalk = framing::foxtalk;

namespace {

constexpr std::uint32_t frame_bytes_max = 16U * 1024 * 1024;
constexpr foxtalk::joiner::bounds message_bounds{.exchanges_open_max = 8,
                                                 .message_bytes_max = 4U * 1024 * 1024};

}  // namespace

switch_machine::switch_machine(lesc& shared, std::size_t account)
    : shared_(shared),
      connection_(shared.connected(account)),
      reader_(frame_bytes_max),
      joiner_(message_bounds) {}

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
    reader_.feed(heard.bytes);
    while (state_ != state::ended) {
        const auto next = reader_.next();
        if (const auto* const f = std::get_if<foxtalk::frame>(&next)) {
            frame_heard(*f);
        } else if (const auto* const flaw = std::get_if<foxtalk::flaw>(&next)) {
            fault(std::string(foxtalk::words(*flaw)));
            end("no frame can be read");
        } else {
            return;
        }
    }
}

void switch_machine::on(const ordered& order) {
    switch (order.told.does) {
        case deed::acknowledge:
        case deed::refuse:
        case deed::close:
        case deed::garbage:
        case deed::down: carry_out(order.told, last_); return;
        case deed::silent: return;
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

void switch_machine::frame_heard(const foxtalk::frame& f) {
    const bool is_connect = f.type == foxtalk::type::connect;
    if (is_connect != (state_ == state::negotiating)) {
        fault(is_connect ? "a second connect exchange" : "a frame before the connect exchange");
        end("out of turn");
        return;
    }
    if (!is_connect && f.payload.size() + foxtalk::overhead_bytes > agreed_.frame_bytes_max) {
        fault(fmt::format("a frame above the agreed {} bytes", agreed_.frame_bytes_max));
    }
    switch (f.type) {
        case foxtalk::type::connect: connect_heard(f); return;
        case foxtalk::type::heartbeat: heartbeat_heard(f); return;
        case foxtalk::type::data: data_heard(f); return;
        case foxtalk::type::acknowledge: acknowledgement_heard(f.exchange); return;
        case foxtalk::type::refuse: refusal_heard(f); return;
    }
    fault("a frame of a type that this switch does not take");
}

void switch_machine::connect_heard(const foxtalk::frame& f) {
    last_.exchange = f.exchange;
    const auto deeds = shared_.on_link(occasion::connect, connection_, now_.mono);
    if (deeds.empty()) {
        negotiate(f);
    } else {
        plan(deeds);
    }
}

void switch_machine::negotiate(const foxtalk::frame& f) {
    const auto offered = foxtalk::parse_terms(f.payload);
    if (!offered) {
        fault("connect terms that are no terms");
        end("no terms");
        return;
    }
    const auto& ours = shared_.options().told.offered;
    agreed_ = *offered;
    const bool is_lower =
        std::pair(ours.major, ours.minor) < std::pair(offered->major, offered->minor);
    agreed_.major = is_lower ? ours.major : offered->major;
    agreed_.minor = is_lower ? ours.minor : offered->minor;
    agreed_.frame_bytes_max = std::min(offered->frame_bytes_max, ours.frame_bytes_max);
    agreed_.idle_seconds = ours.idle_seconds;
    agreed_.timeout_seconds = ours.timeout_seconds;
    agreed_.encryption = false;
    if (agreed_.frame_bytes_max <= foxtalk::overhead_bytes) {
        fault("an offered frame size that holds no byte");
        end("no terms");
        return;
    }
    write(foxtalk::encode(foxtalk::frame{.exchange = f.exchange,
                                         .type = foxtalk::type::connect,
                                         .payload = foxtalk::encode(agreed_)}),
          effect{});
    state_ = state::open;
    make_note({.what = noted::connected, .exchange = f.exchange});
}

void switch_machine::heartbeat_heard(const foxtalk::frame& f) {
    make_note({.what = noted::heartbeat, .exchange = f.exchange});
    const auto deeds = shared_.on_link(occasion::heartbeat, connection_, now_.mono);
    if (deeds.empty()) {
        write(foxtalk::encode(f), effect{});
    } else {
        last_.exchange = f.exchange;
        plan(deeds);
    }
}

void switch_machine::data_heard(const foxtalk::frame& f) {
    const auto outcome = joiner_.take(f);
    if (const auto* const whole = std::get_if<foxtalk::joiner::whole>(&outcome)) {
        message_heard(*whole);
    } else if (std::holds_alternative<foxtalk::joiner::refusal>(outcome)) {
        fault("a message that is too large, or too many unfinished ones");
    }
}

void switch_machine::message_heard(const foxtalk::joiner::whole& w) {
    const bool waited = last_.settled || now_.mono - last_.at >= timeout();
    if (!waited) {
        fault("a message before the one before it was acknowledged");
    }
    const auto a = read_asked(w.bytes);
    const auto verdict = shared_.hear(connection_, a, now_);
    last_ = {.exchange = w.exchange,
             .reference = a.reference,
             .device = a.device,
             .key = a.key,
             .at = now_.mono,
             .settled = false};
    make_note({.what = noted::heard,
               .device = a.device,
               .reference = a.reference,
               .key = a.key,
               .exchange = w.exchange,
               .attempt = verdict.attempt,
               .bytes = w.bytes.size()});
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
        case deed::silent:
        case deed::receipt:
        case deed::answer:
        case deed::error:
        case deed::status:
        case deed::send: return;
    }
}

void switch_machine::acknowledge(const effect& told, const heard_last& about) {
    const auto exchange =
        static_cast<std::uint16_t>(about.exchange + (told.wrong_exchange ? 0x4000 : 0));
    const foxtalk::frame ack{
        .exchange = exchange, .type = foxtalk::type::acknowledge, .payload = {}};
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
    write(spoiled(ack, told) + (told.twice ? foxtalk::encode(ack) : ""), told);
}

void switch_machine::refuse(const effect& told, const heard_last& about) {
    last_.settled = last_.settled || last_.exchange == about.exchange;
    make_note({.what = noted::refused,
               .device = about.device,
               .reference = about.reference,
               .key = about.key,
               .exchange = about.exchange});
    write(foxtalk::encode(foxtalk::frame{
              .exchange = about.exchange, .type = foxtalk::type::refuse, .payload = told.text}),
          told);
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
