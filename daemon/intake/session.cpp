#include "intake/session.hpp"

#include "contract/frames.hpp"
#include "model/limits.hpp"
#include "observe/log.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

namespace iaq::intake {

namespace limits = model::limits;
using model::answers::error_code;

namespace {

constexpr std::size_t frames_at_once = 64;

constexpr auto frame_wait_seconds =
    std::chrono::duration_cast<std::chrono::seconds>(limits::frame_wait).count();

}  // namespace

session::session(std::unique_ptr<stream> line, client who, surroundings around)
    : line_(std::move(line)),
      who_(std::move(who)),
      around_(std::move(around)),
      own_(around_.metered.of(who_.principal)),
      called_(around_.clock()),
      taken_up_(called_) {
    add({.sessions = 1, .networked = who_.networked ? 1U : 0U});
}

session::~session() = default;

/// True when the client first has to take up, or wait for, what it asked for already.
bool session::is_behind() const {
    return in_flight_.size() >= limits::calls_in_flight_max ||
           queued_bytes_ > limits::session_backlog_bytes_max / 4;
}

void session::read_on() {
    if (!open_ || reading_ || closing_) {
        return;
    }
    const bool others = around_.metered.is_full(own_);
    if (is_behind() || others) {
        part_since_.reset();  // it is we who do not read
        if (others && !std::exchange(waits_, true)) {
            around_.waits(who_.id);
        }
        return;
    }
    if (!part_since_ && holds_part()) {
        part_since_ = around_.clock();
    }
    reading_ = true;
    line_->read(shared_from_this());
}

void session::resume() {
    waits_ = false;
    read_on();
}

void session::heard(std::string_view bytes) {
    reading_ = false;
    if (!open_) {
        return;
    }
    bytes_in_ += bytes.size();
    inbox_.append(bytes);
    add({.bytes = bytes.size()});
    take_frames();
    read_on();
}

void session::take_frames() {
    std::size_t at = 0;
    while (open_ && !closing_) {
        const auto rest = std::string_view{inbox_}.substr(at);
        const auto prefix = contract::read_prefix(rest);
        if (prefix.found == contract::prefix::state::too_long ||
            (prefix.found == contract::prefix::state::complete &&
             prefix.length > limits::request_bytes_max)) {
            dismiss(error_code::too_large,
                    "a frame has at most 65536 bytes; the connection is closed",
                    "a frame was too long");
            break;
        }
        if (prefix.found == contract::prefix::state::incomplete ||
            rest.size() < prefix.size + prefix.length) {
            break;
        }
        serve(rest.substr(prefix.size, prefix.length));
        at += prefix.size + prefix.length;
    }
    if (!open_) {
        return;
    }
    if (at > 0 || !holds_part()) {
        part_since_.reset();  // what is left has begun just now
    }
    inbox_.erase(0, at);
    drop({.bytes = at});
}

void session::serve(std::string_view bytes) {
    auto frame = contract::read_client_frame(bytes);
    in_flight_.push_back(bytes.size());
    add({.calls = 1, .bytes = bytes.size()});
    if (!std::holds_alternative<model::calls::ping>(frame.call)) {
        called_ = around_.clock();
    }
    around_.tell(model::inputs::call_received{who_.id, frame.request_id,
                                              std::move(frame.acting_user), std::move(frame.call)});
}

void session::write(std::string frame, bool pushed) {
    if (open_ && !closing_) {
        if (pushed && !std::exchange(follows_, true)) {
            line_->hold_little();
        }
        queue({std::move(frame), pushed ? kind::pushed : kind::answer});
    }
}

void session::queue(outgoing next) {
    if (is_quiet()) {
        taken_up_ = around_.clock();
    }
    queued_bytes_ += next.frame.size();
    add({.bytes = next.frame.size()});
    (next.is == kind::answer ? answers_ : pushed_).push_back(std::move(next));
    if (queued_bytes_ > limits::session_backlog_bytes_max) {
        cut("it takes up too slowly what it asked for");
        return;
    }
    if (around_.metered.is_over(own_)) {
        around_.over();
    }
    write_on();
}

/// Answers go first: a client that says one `take` for each delivery before it reads the next gets
/// room for its calls only by them, and would wait for us as we wait for it. For the same reason
/// the system holds little for one that follows the stream: fewer deliveries than it may make
/// calls. Half of what leaves is left to deliveries, so that who asks without end hears of them as
/// well.
void session::choose_leaving() {
    const auto move_from = [this](std::deque<outgoing>& from, std::size_t upto) {
        while (leaving_.size() < upto && !from.empty()) {
            leaving_.push_back(std::move(from.front()));
            from.pop_front();
        }
    };
    move_from(answers_, closing_ ? frames_at_once : frames_at_once / 2);
    if (!closing_ || answers_.empty()) {
        move_from(pushed_, frames_at_once);
    }
    move_from(answers_, frames_at_once);
}

void session::write_on() {
    if (!open_ || !leaving_.empty() || is_quiet()) {
        return;
    }
    choose_leaving();
    std::vector<std::string_view> frames;
    frames.reserve(leaving_.size());
    for (const auto& each : leaving_) {
        frames.emplace_back(each.frame);
    }
    line_->write(frames, shared_from_this());
}

void session::taken(bool all) {
    if (!open_) {
        return;
    }
    taken_up_ = around_.clock();
    if (all) {
        written();
    }
}

void session::written() {
    std::size_t pushed = 0;
    load less;
    for (const auto& [frame, is] : leaving_) {
        queued_bytes_ -= frame.size();
        bytes_out_ += frame.size();
        less.bytes += frame.size();
        pushed += is == kind::pushed ? 1U : 0U;
        if (is == kind::answer && !in_flight_.empty()) {
            // Answers come in any order; which call each was for does not matter to the sum.
            less.bytes += in_flight_.front();
            less.calls += 1;
            in_flight_.pop_front();
        }
    }
    leaving_.clear();
    drop(less);
    if (pushed > 0) {
        around_.tell(model::inputs::session_drained{who_.id, pushed});
    }
    if (is_quiet() && closing_) {
        close_now(why_closing_);
        return;
    }
    write_on();
    read_on();
    around_.eased();
}

void session::dismiss(error_code code, std::string text, const std::string& cause) {
    if (!open_ || closing_) {
        return;
    }
    observe::say(observe::event::session_cut,
                 {static_cast<std::uint64_t>(who_.id), observe::plain{who_.principal},
                  observe::plain{cause}});
    model::answers::error refusal;
    refusal.code = code;
    refusal.message = std::move(text);
    queue({contract::write_answer(0, refusal), kind::last_word});
    close_after_writing(cause);
}

void session::close_after_writing(std::string cause) {
    if (!open_ || closing_) {
        return;
    }
    closing_ = true;
    why_closing_ = std::move(cause);
    part_since_.reset();
    if (is_quiet()) {
        close_now(why_closing_);
    }
}

void session::cut(const std::string& cause) {
    if (open_) {
        observe::say(observe::event::session_cut,
                     {static_cast<std::uint64_t>(who_.id), observe::plain{who_.principal},
                      observe::plain{cause}});
        close_now(cause);
    }
}

void session::close_now(const std::string& cause) {
    if (!open_) {
        return;
    }
    open_ = false;
    load less{.sessions = 1,
              .networked = who_.networked ? 1U : 0U,
              .calls = in_flight_.size(),
              .bytes = inbox_.size() + queued_bytes_};
    for (const auto bytes : in_flight_) {
        less.bytes += bytes;
    }
    drop(less);
    line_->part({});
    around_.gone({who_.id, cause, bytes_in_, bytes_out_});
    around_.eased();
}

void session::look_at_the_time(instant now) {
    if (!is_quiet() && open_) {
        // The system tells of room for more only after a good part has left: see for ourselves.
        const auto held = line_->on_its_way();
        taken_up_ = held < on_its_way_ ? now.mono : taken_up_;
        on_its_way_ = held;
    }
    if (part_since_ && now.mono - *part_since_ >= limits::frame_wait) {
        dismiss(error_code::invalid,
                "a frame must be whole within " + std::to_string(frame_wait_seconds) +
                    " s of its first byte; the connection is closed",
                "a frame was not whole in time");
    } else if (!is_quiet() && now.mono - taken_up_ >= limits::take_up_wait) {
        cut("it takes up nothing of what it asked for");
    } else if (who_.idle > nanoseconds{0} && now.mono - called_ >= who_.idle) {
        dismiss(error_code::unavailable,
                "no call for too long a time; the connection is closed, connect again",
                "it stood idle");
    } else if (now.utc >= line_->known_until()) {
        dismiss(error_code::unavailable, "the time of this connection is over; connect again",
                "its certificate has expired meanwhile");
    }
}

}  // namespace iaq::intake
