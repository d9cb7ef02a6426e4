#pragma once

#include "iaqctl/commands.hpp"

#include <optional>
#include <string>

/// One submission, brought to its answer over as many connections as that takes.
namespace iaq::ctl {

/// What is to be submitted, and what is waited for.
struct wish {
    v1::ClientFrame frame;   // a `submit` with its key
    bool fresh_key = false;  // nobody can have submitted under this key before
    v1::DeliveryKind awaited = v1::DELIVERY_KIND_UNSPECIFIED;  // unspecified: no waiting
    std::optional<std::chrono::milliseconds> patience;         // absent: none was given
};

class submission {
public:
    /// Lifetime: `around` outlives it.
    submission(const surroundings& around, wish what);

    /// Submits, prints the answer and, when asked to, what comes until the awaited delivery does.
    ///
    /// A connection that breaks is replaced and the same key sent again, so that nothing is
    /// submitted twice. Whenever it stays open whether it was accepted, the key is said.
    exit_code run();

private:
    result<v1::ServerFrame, client::trouble> attempt();
    result<std::optional<v1::ServerFrame>, client::trouble> listen();
    exit_code give_up(const client::trouble& why) const;
    bool wait_to_try_again(const v1::ServerFrame& answer);
    exit_code settle(const v1::ServerFrame& answer);
    std::optional<exit_code> already_there(const std::string& id);
    exit_code follow(const std::string& id);
    [[nodiscard]] exit_code ended_as(v1::DeliveryKind kind) const;
    void name_the_key(const std::string& what) const;

    const surroundings& around_;
    wish what_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    std::optional<client::connection> gateway_;
    std::string heard_from_;  // cursor: everything of ours lies behind it
    bool maybe_accepted_ = false;
};

}  // namespace iaq::ctl
