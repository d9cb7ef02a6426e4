#include "dialogue/foxtalk_link.hpp"

#include "model/limits.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace iaq::dialogue {

using framing::foxtalk::frame;
namespace foxtalk = framing::foxtalk;

namespace {

constexpr std::uint32_t frame_bytes_min = 64;  // an acknowledgement and a little text must fit
constexpr std::size_t unfinished_bytes_max = 4 * model::limits::message_bytes_max;

}  // namespace

std::optional<std::string_view> unacceptable(const foxtalk::connect_terms& terms) {
    if (terms.major != 1) {
        return "connect reply names another protocol version";
    }
    if (terms.encryption) {
        return "connect reply asks for FoxTalk's own encryption";
    }
    if (terms.frame_bytes_max < frame_bytes_min) {
        return "connect reply allows frames below 64 bytes only";
    }
    if (terms.timeout_seconds == 0) {
        return "connect reply has no default timeout";
    }
    return std::nullopt;
}

foxtalk_link::foxtalk_link(foxtalk_options options,
                           std::function<model::connection_id()> next_connection,
                           random_source random)
    : options_(std::move(options)),
      next_connection_(std::move(next_connection)),
      schedule_(options_.hosts, options_.reconnect_wait, std::move(random)) {
    ensure(options_.frame_bytes_max >= frame_bytes_min);
}

actions::list foxtalk_link::step(const events::event& happened, mono_time now) {
    now_ = now;
    std::visit([this](const auto& e) { on(e); }, happened);
    look_at_clock();
    flush();
    const auto due = next_due();
    if (due && due != woken_at_) {
        wanted_.emplace_back(actions::wake_at{*due});
    }
    woken_at_ = due;
    return std::exchange(wanted_, {});
}

void foxtalk_link::on(const events::started&) {
    if (state_ == state::idle) {
        open_next();
    }
}

void foxtalk_link::on(const events::connected&) {
    if (state_ != state::connecting) {
        return;
    }
    state_ = state::negotiating;
    due_ = now_ + options_.connect_timeout;
    say(frame{.exchange = exchanges_.next(),
              .type = foxtalk::type::connect,
              .last = true,
              .payload = foxtalk::encode(
                  foxtalk::connect_terms{.major = 1,
                                         .minor = options_.version_minor,
                                         .frame_bytes_max = options_.frame_bytes_max,
                                         .idle_seconds = 0,
                                         .timeout_seconds = 0,
                                         .encryption = false,
                                         .coding = options_.coding,
                                         .newline = options_.newline})});
}

void foxtalk_link::on(const events::connect_failed& e) {
    if (state_ == state::connecting) {
        lost(e.cause);
    }
}

void foxtalk_link::on(const events::connection_closed& e) {
    if (state_ == state::negotiating || state_ == state::up) {
        lost(e.cause);
    }
}

void foxtalk_link::on(const events::write_finished&) {
    if (!line_ || line_->unfinished.empty()) {
        return;
    }
    const auto size = line_->unfinished.front();
    line_->unfinished.pop_front();
    line_->unfinished_bytes -= size;
    line_->bytes_out += size;
    if (line_->unfinished.empty() && state_ == state::up) {
        line_->out.left(now_ + std::chrono::seconds(line_->terms.timeout_seconds));
    }
}

void foxtalk_link::on(const events::time_passed&) {
    woken_at_.reset();  // the timer behind it is spent, be it early
}

void foxtalk_link::on(const events::send& e) {
    if (state_ != state::up) {
        return;
    }
    saying_ += line_->out.send(e.token, e.payload, exchanges_, line_->terms.frame_bytes_max,
                               now_ + std::chrono::seconds(line_->terms.timeout_seconds));
}

void foxtalk_link::on(const events::abandon& e) {
    if (state_ == state::up) {
        line_->out.abandon(e.token);
    }
}

void foxtalk_link::on(const events::acknowledge& e) {
    if (state_ != state::up || line_->id != e.connection) {
        return;
    }
    if (const auto acknowledgement = line_->in.durable(e.exchange)) {
        say(*acknowledgement);
    }
}

void foxtalk_link::on(const events::stopped&) {
    if (line_) {
        wanted_.emplace_back(actions::close_connection{"stopped"});
        forget_line("stopped");
    }
    state_ = state::stopped;
}

void foxtalk_link::open_next() {
    const auto [host, not_before] = schedule_.next(now_);
    if (now_ < not_before) {
        state_ = state::waiting;
        due_ = not_before;
        return;
    }
    line_ = std::make_unique<connection>(host, next_connection_(), options_.frame_bytes_max);
    state_ = state::connecting;
    due_ = now_ + options_.connect_timeout;
    wanted_.emplace_back(actions::open_connection{host, line_->id});
}

/// Ends the connection from our side.
void foxtalk_link::drop(std::string_view cause) {
    wanted_.emplace_back(actions::close_connection{std::string(cause)});
    lost(cause);
}

/// The connection, or the attempt at one, is no more: goes on to the next address.
void foxtalk_link::lost(std::string_view cause) {
    forget_line(cause);
    open_next();
}

void foxtalk_link::forget_line(std::string_view cause) {
    const auto gone = std::move(line_);
    saying_.clear();
    if (state_ == state::up) {
        wanted_.emplace_back(actions::went_down{gone->id, std::string(cause), gone->bytes_in,
                                                gone->bytes_out, now_ - gone->up_since});
    }
    schedule_.ended(gone->host, now_);
}

void foxtalk_link::say(const frame& f) { saying_ += foxtalk::encode(f); }

/// All that one step says leaves as one write.
void foxtalk_link::flush() {
    if (saying_.empty()) {
        return;
    }
    if (line_->unfinished_bytes + saying_.size() > unfinished_bytes_max) {
        drop("the switch does not take what is written to it");
        return;
    }
    line_->last_sent = now_;
    line_->unfinished.push_back(saying_.size());
    line_->unfinished_bytes += saying_.size();
    wanted_.emplace_back(actions::write{std::exchange(saying_, {})});
}

bool foxtalk_link::has_connection() const {
    return state_ == state::negotiating || state_ == state::up;
}

}  // namespace iaq::dialogue
