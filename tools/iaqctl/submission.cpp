#include "iaqctl/submission.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace iaq::ctl {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto follow_time = 75min;  // the order's hour, and some
constexpr int tries_min = 3;

/// Nothing was taken, and the same may be taken later.
bool is_passing(const v1::ServerFrame& answer) {
    const auto code = answer.error().code();
    return answer.has_error() &&
           (code == v1::ERROR_CODE_BUSY || code == v1::ERROR_CODE_UNAVAILABLE);
}

/// Returns the kind of delivery that told of the state.
v1::DeliveryKind told_by(v1::InquiryState state) {
    switch (state) {
        case v1::INQUIRY_STATE_SENDING: return v1::DELIVERY_KIND_SENT;
        case v1::INQUIRY_STATE_ACKNOWLEDGED: return v1::DELIVERY_KIND_SWITCH_ACKNOWLEDGED;
        case v1::INQUIRY_STATE_RECEIVED: return v1::DELIVERY_KIND_LESC_RECEIVED;
        case v1::INQUIRY_STATE_ANSWERED: return v1::DELIVERY_KIND_ANSWERED;
        case v1::INQUIRY_STATE_REJECTED: return v1::DELIVERY_KIND_REJECTED;
        case v1::INQUIRY_STATE_EXPIRED: return v1::DELIVERY_KIND_EXPIRED;
        case v1::INQUIRY_STATE_CANCELLED: return v1::DELIVERY_KIND_CANCELLED;
        case v1::INQUIRY_STATE_FAILED: return v1::DELIVERY_KIND_FAILED;
        case v1::INQUIRY_STATE_IN_DOUBT: return v1::DELIVERY_KIND_IN_DOUBT;
        default: return v1::DELIVERY_KIND_UNSPECIFIED;
    }
}

/// Whether nothing more comes of itself after it.
bool is_terminal(v1::DeliveryKind kind) {
    return kind == v1::DELIVERY_KIND_REJECTED || kind == v1::DELIVERY_KIND_EXPIRED ||
           kind == v1::DELIVERY_KIND_CANCELLED || kind == v1::DELIVERY_KIND_FAILED ||
           kind == v1::DELIVERY_KIND_IN_DOUBT;
}

}  // namespace

submission::submission(const surroundings& around, wish what)
    : around_(around), what_(std::move(what)) {}

exit_code submission::run() {
    for (int breaks = 0;;) {
        const auto answer = attempt();
        if (answer) {
            if (is_passing(answer.value()) && wait_to_try_again(answer.value())) {
                continue;
            }
            return settle(answer.value());
        }
        gateway_.reset();
        ++breaks;
        const bool in_time = steady_clock::now() < begun_ + what_.patience.value_or(answer_time);
        const bool broke = answer.error().what != client::trouble::kind::timed_out;
        if (!maybe_accepted_ || !broke || (breaks > tries_min && !in_time)) {
            return give_up(answer.error());
        }
        std::this_thread::sleep_for(1s);
    }
}

/// Connects when there is no connection, and submits. Returns the answer, or the error that
/// stood in its way.
result<v1::ServerFrame, client::trouble> submission::attempt() {
    if (!gateway_) {
        IAQ_TRY(auto opened, open(around_));
        gateway_.emplace(std::move(opened));
        IAQ_TRY(auto welcome, greet(*gateway_));
        auto hindrance = std::optional{std::move(welcome)};
        if (hindrance->has_welcome()) {
            IAQ_TRY(hindrance, listen());
        }
        if (hindrance) {
            gateway_.reset();
            return *std::move(hindrance);
        }
    }
    if (what_.fresh_key && !maybe_accepted_) {
        name_the_key("");
    }
    maybe_accepted_ = true;
    const auto due = begun_ + what_.patience.value_or(answer_time);
    return gateway_->call(what_.frame, std::max(due, steady_clock::now() + 1s));
}

/// Subscribes, when something is waited for. The first time what came before is read over and
/// taken, so that the next run starts there; over a new connection it goes on where it began.
result<std::optional<v1::ServerFrame>, client::trouble> submission::listen() {
    using answered = std::optional<v1::ServerFrame>;
    if (what_.awaited == v1::DELIVERY_KIND_UNSPECIFIED) {
        return answered{};
    }
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("iaqctl-submit");
    if (!heard_from_.empty()) {
        subscribe.mutable_subscribe()->set_from(heard_from_);
    }
    IAQ_TRY(auto answer, gateway_->call(subscribe, answer_due()));
    if (answer.has_error()) {
        return answered{std::move(answer)};
    }
    if (!heard_from_.empty()) {
        return answered{};
    }
    while (!answer.has_caught_up()) {
        IAQ_TRY(answer, gateway_->receive(answer_due()));
    }
    heard_from_ = answer.caught_up().cursor();
    v1::ClientFrame take;
    take.mutable_take()->set_consumer("iaqctl-submit");
    take.mutable_take()->set_cursor(heard_from_);
    // Its answer may be an error: then the next run has more to read over, and nothing is lost.
    IAQ_TRY(gateway_->call(take, answer_due()));
    return answered{};
}

void submission::name_the_key(const std::string& what) const {
    const auto& key = what_.frame.submit().idempotency_key();
    std::fputs(wrapped("iaqctl: " + what + "the key of this submission is " + key, 0).c_str(),
               stderr);
}

exit_code submission::give_up(const client::trouble& why) const {
    const auto code = fail(why);
    if (!maybe_accepted_) {
        complain("nothing was submitted", code);
        return code;
    }
    name_the_key(
        "it may have been accepted; it must be submitted again with this key "
        "(--idempotency-key), so that nothing is asked twice; ");
    return code == exit_code::timed_out ? code : exit_code::unreachable;
}

/// Waits as long as the gateway advises; false when --timeout does not allow that.
bool submission::wait_to_try_again(const v1::ServerFrame& answer) {
    const auto advice = std::chrono::milliseconds{answer.error().retry_after_ms()};
    const auto wait = advice == 0ms ? 1s : advice;
    if (!what_.patience || steady_clock::now() + wait >= begun_ + *what_.patience) {
        return false;
    }
    std::this_thread::sleep_for(wait);
    if (answer.request_id() == 0) {
        gateway_.reset();  // turned away: that connection is closed
    }
    return true;
}

exit_code submission::settle(const v1::ServerFrame& answer) {
    const auto code = tell(around_, answer);
    if (!on_paper()) {
        return complain("the answer could not be written", exit_code::refused);
    }
    if (is_passing(answer)) {
        name_the_key("submit it again with this key (--idempotency-key); ");
    }
    if (!answer.has_accepted() || what_.awaited == v1::DELIVERY_KIND_UNSPECIFIED) {
        return code;
    }
    if (answer.accepted().state() == v1::INQUIRY_STATE_EXEMPT) {
        return complain("it is exempt: nothing is sent, so there is nothing to wait for",
                        exit_code::done);
    }
    const auto& id = answer.accepted().inquiry_id();
    if (!what_.fresh_key) {
        if (const auto there = already_there(id)) {
            return *there;
        }
    }
    return follow(id);
}

/// A key that was used before: what is waited for may have come long ago.
std::optional<exit_code> submission::already_there(const std::string& id) {
    v1::ClientFrame frame;
    frame.mutable_get()->set_inquiry_id(id);
    const auto answer = gateway_->call(frame, answer_due());
    if (!answer) {
        return fail(answer.error());
    }
    if (!answer.value().has_inquiry()) {
        return tell(around_, answer.value());
    }
    const auto told = told_by(answer.value().inquiry().state());
    const bool past = told <= v1::DELIVERY_KIND_ANSWERED && told >= what_.awaited;
    if (told == what_.awaited || past) {
        return tell(around_, answer.value());
    }
    if (!is_terminal(told)) {
        return std::nullopt;
    }
    tell(around_, answer.value());
    return ended_as(told);
}

exit_code submission::ended_as(v1::DeliveryKind kind) const {
    return complain(
        "it ended as " + name_of(kind) + "; " + name_of(what_.awaited) + " will not come",
        exit_code::refused);
}

/// Prints what comes for this inquiry until the awaited kind does.
exit_code submission::follow(const std::string& id) {
    const auto until = begun_ + what_.patience.value_or(follow_time);
    for (;;) {
        const auto next = gateway_->receive(until);
        if (!next) {
            const auto code = fail(next.error());
            return complain("it was accepted; iaqctl explain " + clean(id) + " says how it stands",
                            code);
        }
        const auto& d = next.value().delivery();
        if (!next.value().has_delivery() || d.inquiry_id() != id) {
            continue;
        }
        tell(around_, next.value());
        if (!on_paper()) {
            return complain("a delivery could not be written", exit_code::refused);
        }
        if (d.kind() == what_.awaited) {
            return exit_code::done;
        }
        if (is_terminal(d.kind())) {
            return ended_as(d.kind());
        }
    }
}

}  // namespace iaq::ctl
