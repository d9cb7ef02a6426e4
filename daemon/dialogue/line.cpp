#include "dialogue/line.hpp"

#include "model/limits.hpp"

#include <utility>
#include <variant>

namespace iaq::dialogue {
namespace {

constexpr std::size_t unfinished_bytes_max = 4 * model::limits::message_bytes_max;

}  // namespace

line::line(const line_options& options, std::function<model::connection_id()> next_connection,
           random_source random)
    : options_(options),
      next_connection_(std::move(next_connection)),
      schedule_(options_.hosts, options_.reconnect_wait, std::move(random)) {}

actions::list line::step(const events::event& happened, mono_time now) {
    now_ = now;
    std::visit([this](const auto& e) { on(e); }, happened);
    look_at_clock();
    flush();
    const auto due = next_due();
    if (due && due != woken_at_) {
        want(actions::wake_at{*due});
    }
    woken_at_ = due;
    return std::exchange(wanted_, {});
}

void line::on(const events::started&) {
    if (state_ == state::idle) {
        open_next();
    }
}

void line::on(const events::connected&) {
    if (state_ != state::connecting) {
        return;
    }
    state_ = state::negotiating;
    due_ = now_ + options_.connect_timeout;
    greet();
}

void line::on(const events::connect_failed& e) {
    if (state_ == state::connecting) {
        lost(e.cause);
    }
}

void line::on(const events::bytes_heard& e) {
    if (!has_connection()) {
        return;
    }
    wire_->last_heard = now_;
    wire_->bytes_in += e.bytes.size();
    feed(e.bytes);
    const auto heard_on = wire_->id;
    bool more = true;
    // A frame may end the connection; what came after it then belongs to nobody.
    while (more && wire_ && wire_->id == heard_on) {
        more = take_frame();
    }
}

void line::on(const events::write_finished&) {
    if (!wire_ || wire_->unfinished.empty()) {
        return;
    }
    const auto size = wire_->unfinished.front();
    wire_->unfinished.pop_front();
    wire_->unfinished_bytes -= size;
    wire_->bytes_out += size;
    if (wire_->unfinished.empty() && state_ == state::up) {
        all_left();
    }
}

void line::on(const events::connection_closed& e) {
    if (has_connection()) {
        lost(e.cause);
    }
}

void line::on(const events::time_passed&) {
    woken_at_.reset();  // the timer behind it is spent, be it early
}

void line::on(const events::send& e) {
    if (state_ == state::up) {
        send(e);
    }
}

void line::on(const events::abandon& e) {
    if (state_ == state::up) {
        abandon(e.token);
    }
}

void line::on(const events::acknowledge& e) {
    if (state_ == state::up && wire_->id == e.connection) {
        acknowledge(e.exchange);
    }
}

void line::on(const events::stopped&) {
    if (wire_) {
        want(actions::close_connection{"stopped"});
        forget_wire("stopped");
    }
    state_ = state::stopped;
}

/// When the line must act although nothing happens.
void line::look_at_clock() {
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
                drop(options_.no_answer);
            }
            return;
        case state::up: look_at_clock_up(); return;
    }
}

std::optional<mono_time> line::next_due() const {
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

void line::open_next() {
    const auto [host, not_before] = schedule_.next(now_);
    if (now_ < not_before) {
        state_ = state::waiting;
        due_ = not_before;
        return;
    }
    wire fresh;
    fresh.host = host;
    fresh.id = next_connection_();
    wire_ = std::move(fresh);
    begin();
    state_ = state::connecting;
    due_ = now_ + options_.connect_timeout;
    want(actions::open_connection{host, wire_->id});
}

void line::come_up(const actions::link_terms& terms, nanoseconds timeout) {
    wire_->up_since = now_;
    schedule_.finished(wire_->host, timeout);
    state_ = state::up;
    want(actions::came_up{wire_->id, terms});
}

void line::drop(std::string_view cause) {
    want(actions::close_connection{std::string(cause)});
    lost(cause);
}

/// The connection, or the attempt at one, is no more: goes on to the next address.
void line::lost(std::string_view cause) {
    forget_wire(cause);
    open_next();
}

void line::forget_wire(std::string_view cause) {
    const auto gone = *std::exchange(wire_, std::nullopt);
    saying_.clear();
    if (state_ == state::up) {
        want(actions::went_down{gone.id, std::string(cause), gone.bytes_in, gone.bytes_out,
                                now_ - gone.up_since});
    }
    schedule_.ended(gone.host, now_);
}

/// All that one step says leaves as one write.
void line::flush() {
    if (saying_.empty()) {
        return;
    }
    if (wire_->unfinished_bytes + saying_.size() > unfinished_bytes_max) {
        drop("the switch does not take what is written to it");
        return;
    }
    wire_->last_sent = now_;
    wire_->unfinished.push_back(saying_.size());
    wire_->unfinished_bytes += saying_.size();
    want(actions::write{std::exchange(saying_, {})});
}

bool line::has_connection() const { return state_ == state::negotiating || state_ == state::up; }

}  // namespace iaq::dialogue
