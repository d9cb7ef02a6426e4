#pragma once

#include "iaqctl/commands.hpp"
#include "iaqctl/screen/terminal.hpp"

#include <iaq/v1/intake.pb.h>

#include <functional>
#include <optional>
#include <string>

/// The gateway as `ask` needs it: calls that Ctrl-C can leave, and always a definite last word on
/// whether anything was submitted.
namespace iaq::ctl {

class exchange {
public:
    /// Lifetime: all outlive it.
    exchange(const surroundings& around, const interrupts& stop, std::string acting_user)
        : around_(around), stop_(stop), acting_user_(std::move(acting_user)) {}

    /// Connects and says hello. Returns the welcome, or what stands in the way.
    result<v1::Welcome, std::string> begin();
    result<v1::Description, std::string> describe(const std::string& ori);
    /// A dry run of the request. Returns the answer: accepted, refused or an error.
    result<v1::ServerFrame, std::string> check(const v1::SubmitInquiry& request);

    /// What became of a submission.
    struct outcome {
        std::optional<v1::ServerFrame> answer;  // absent: there is none
        bool may_have_left = false;             // without an answer: it may have been accepted
        std::string trouble{};                  // why there is none
    };
    /// Submits, once more over a new connection when one breaks, under the same key. When the
    /// person leaves while the answer is awaited, it waits three seconds more for it, unless asked
    /// to leave again.
    outcome submit(const v1::SubmitInquiry& request);

    /// Returns the next delivery for the inquiry; nothing when the person left. Connects anew by
    /// itself; `tell` hears of it.
    std::optional<v1::Delivery> next(const std::string& inquiry_id,
                                     const std::function<void(const std::string&)>& tell);
    /// Tells the gateway that a person read this answer. Returns what went wrong, or nothing.
    std::string seen(const v1::Delivery& answer);

private:
    result<v1::ServerFrame, client::trouble> call(v1::ClientFrame frame,
                                                  std::chrono::milliseconds patience);
    std::optional<client::trouble> subscribe();
    std::optional<client::trouble> connect();

    const surroundings& around_;
    const interrupts& stop_;
    std::string acting_user_;
    std::optional<client::connection> gateway_;
    std::string heard_to_;  // cursor: everything of ours lies behind it
    bool subscribed_ = false;
};

}  // namespace iaq::ctl
