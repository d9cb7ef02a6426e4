#pragma once

#include "model/ids.hpp"

#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace iaq::dialogue {

/// The numbers of our side: from 1, round and round, never 0. FoxTalk's exchange ids have 16 bits,
/// DMPP's validations 32.
class round_counter {
public:
    explicit round_counter(std::uint32_t most) : most_(most) {}
    std::uint32_t next() {
        last_ = last_ == most_ ? 1 : last_ + 1;
        return last_;
    }

private:
    std::uint32_t most_;
    std::uint32_t last_ = 0;
};

/// The messages of ours that wait for an acknowledgement on a connection, as many as the window has
/// room for; with a window of one, FoxTalk's stop-and-wait. It never sends again by itself: a
/// resend needs a record first (G5).
class outbound {
public:
    /// Requires: a window of 1 or more.
    explicit outbound(std::size_t window) : window_(window) {}

    /// Returns the number the message goes under: that of the message in flight when it is that
    /// one again, by its token or its payload. Where the window is full the oldest is forgotten:
    /// the caller has forgotten it (it was meant for an earlier connection), and an answer to it
    /// counts for nothing.
    std::uint32_t send(model::send_token token, std::string_view payload, round_counter& numbers,
                       mono_time acknowledge_by);

    /// Everything has left the process: only now the switch can answer.
    void left(mono_time acknowledge_by);

    void abandon(model::send_token token);

    /// An acknowledgement or a refusal of `number` came. Returns whose it was, and it is no
    /// longer in flight; or nothing, when it answers no message in flight.
    std::optional<model::send_token> answered(std::uint32_t number);

    /// Returns when the first acknowledgement is due; nothing when none is, or all that are were
    /// called overdue already.
    [[nodiscard]] std::optional<mono_time> due() const;

    /// Returns the token of an acknowledgement that is due at `now`, once per attempt.
    std::optional<model::send_token> overdue(mono_time now);

private:
    struct flight {
        model::send_token token = model::sequence::none;
        std::uint32_t number = 0;
        std::string payload;
        mono_time acknowledge_by{};
        bool overdue = false;
        bool left = false;
    };
    std::size_t window_;
    std::deque<flight> flights_;  // oldest first
};

}  // namespace iaq::dialogue
