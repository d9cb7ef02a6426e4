#include "iaqctl/ask/exchange.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace iaq::ctl {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto glance = 200ms;       // between two looks at whether the person left
constexpr auto last_moment = 3s;     // for an answer that a person no longer waits for
constexpr auto reconnect_wait = 2s;  // between two tries

std::string words_of(const v1::Error& error) {
    auto words = say(error);
    while (words.ends_with('\n')) {
        words.pop_back();
    }
    return words;
}

}  // namespace

std::optional<client::trouble> exchange::connect() {
    gateway_.reset();
    subscribed_ = false;
    auto opened = open(around_);
    if (!opened) {
        return opened.error();
    }
    gateway_.emplace(std::move(opened).value());
    return std::nullopt;
}

/// Waits for the answer in short pieces, so that Ctrl-C is noticed.
result<v1::ServerFrame, client::trouble> exchange::call(v1::ClientFrame frame,
                                                        std::chrono::milliseconds patience) {
    if (frame.body_case() != v1::ClientFrame::kHello) {
        frame.set_acting_user(acting_user_);
    }
    const auto asked_before = stop_.count();
    auto until = steady_clock::now() + patience;
    bool hurried = false;
    IAQ_TRY(const auto id, gateway_->send(std::move(frame)));
    for (;;) {
        auto answer = gateway_->answer_to(id, std::min(until, steady_clock::now() + glance));
        if (answer || answer.error().what != client::trouble::kind::timed_out ||
            steady_clock::now() >= until || stop_.count() > asked_before + 1) {
            return answer;
        }
        if (stop_.count() > asked_before && !std::exchange(hurried, true)) {
            until = std::min(until, steady_clock::now() + last_moment);
        }
    }
}

result<v1::Welcome, std::string> exchange::begin() {
    if (const auto trouble = connect()) {
        return trouble->text;
    }
    v1::ClientFrame hello;
    hello.mutable_hello()->set_program("iaqctl");
    const auto answer = call(hello, answer_time);
    if (!answer) {
        return answer.error().text;
    }
    if (!answer.value().has_welcome()) {
        return words_of(answer.value().error());
    }
    set_zone(answer.value().welcome().time_zone());
    return answer.value().welcome();
}

result<v1::Description, std::string> exchange::describe(const std::string& ori) {
    v1::ClientFrame frame;
    frame.mutable_describe()->set_ori(ori);
    const auto answer = call(frame, answer_time);
    if (!answer) {
        return answer.error().text;
    }
    if (!answer.value().has_description()) {
        return words_of(answer.value().error());
    }
    set_zone(answer.value().description().time_zone());
    return answer.value().description();
}

result<v1::ServerFrame, std::string> exchange::check(const v1::SubmitInquiry& request) {
    v1::ClientFrame frame;
    *frame.mutable_submit() = request;
    frame.mutable_submit()->set_dry_run(true);
    for (int tries = 0;; ++tries) {
        if (!gateway_) {
            if (auto again = begin(); !again) {
                return again.error();
            }
        }
        auto answer = call(frame, answer_time);
        if (answer) {
            return std::move(answer).value();
        }
        gateway_.reset();
        if (answer.error().what == client::trouble::kind::timed_out || tries > 0) {
            return answer.error().text;
        }
    }
}

std::optional<client::trouble> exchange::subscribe() {
    v1::ClientFrame frame;
    frame.mutable_subscribe()->set_consumer("iaqctl-ask");
    if (heard_to_.empty()) {
        frame.mutable_subscribe()->set_newest(0);
    } else {
        frame.mutable_subscribe()->set_from(heard_to_);
    }
    auto answer = call(frame, answer_time);
    if (answer && answer.value().has_error()) {
        return client::trouble{client::trouble::kind::protocol, words_of(answer.value().error())};
    }
    while (answer && heard_to_.empty()) {
        answer = gateway_->receive(answer_due());
        if (answer && answer.value().has_caught_up()) {
            heard_to_ = answer.value().caught_up().cursor();
        }
    }
    if (!answer) {
        return answer.error();
    }
    subscribed_ = true;
    return std::nullopt;
}

exchange::outcome exchange::submit(const v1::SubmitInquiry& request) {
    v1::ClientFrame frame;
    *frame.mutable_submit() = request;
    outcome made;
    for (int tries = 0; tries < 3 && !stop_.asked(); ++tries) {
        if (tries > 0) {
            std::this_thread::sleep_for(1s);
        }
        if (!gateway_ || tries > 0) {
            if (auto again = begin(); !again) {
                made.trouble = again.error();
                continue;
            }
        }
        if (!subscribed_) {
            static_cast<void>(subscribe());  // without it the answer is looked up, not followed
        }
        made.may_have_left = true;
        auto answer = call(frame, answer_time);
        if (answer) {
            return {std::move(answer).value()};
        }
        made.trouble = answer.error().text;
        gateway_.reset();
    }
    return made;
}

std::optional<v1::Delivery> exchange::next(const std::string& inquiry_id,
                                           const std::function<void(const std::string&)>& tell) {
    bool told = false;
    while (!stop_.asked()) {
        if (!gateway_ || !subscribed_) {
            const bool there = begin().has_value() && !subscribe();
            if (!there) {
                if (!std::exchange(told, true)) {
                    tell("The gateway cannot be reached. The inquiry is safe there; trying again.");
                }
                gateway_.reset();
                std::this_thread::sleep_for(reconnect_wait);
                continue;
            }
            if (std::exchange(told, false)) {
                tell("The gateway is there again.");
            }
        }
        auto frame = gateway_->receive(steady_clock::now() + glance);
        if (!frame) {
            if (frame.error().what != client::trouble::kind::timed_out) {
                gateway_.reset();
            }
            continue;
        }
        if (frame.value().has_delivery()) {
            heard_to_ = frame.value().delivery().cursor();
            if (frame.value().delivery().inquiry_id() == inquiry_id) {
                return frame.value().delivery();
            }
        }
    }
    return std::nullopt;
}

std::string exchange::seen(const v1::Delivery& answer) {
    v1::ClientFrame frame;
    frame.mutable_seen()->set_inquiry_id(answer.inquiry_id());
    frame.mutable_seen()->set_event_id(answer.event_id());
    if (!gateway_) {
        return "the gateway cannot be reached";
    }
    const auto said = call(frame, answer_time);
    if (!said) {
        return said.error().text;
    }
    return said.value().has_error() ? words_of(said.value().error()) : std::string{};
}

}  // namespace iaq::ctl
