#pragma once

#include "framing/foxtalk.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace iaq::dialogue {

/// What one connection's switch has said: joins the data frames of a message, hands each message on
/// once, and knows a repeat (same exchange, same bytes) by the last ones it keeps. It acknowledges
/// nothing by itself but what was acknowledged before (G3).
class foxtalk_inbound {
public:
    struct outcome {
        std::optional<framing::foxtalk::joiner::whole> heard;  // new: to be made durable
        std::optional<framing::foxtalk::frame> reply;          // to be written at once
    };

    foxtalk_inbound();

    /// Takes a data frame.
    outcome take(framing::foxtalk::frame f);

    /// The oldest message heard under `exchange` is durable. Returns the acknowledgement, unless a
    /// later one under the same exchange still waits: it would speak for that one too.
    std::optional<framing::foxtalk::frame> durable(std::uint16_t exchange);

private:
    struct finished {
        std::uint16_t exchange = 0;
        std::string bytes;
        bool acknowledged = false;
    };
    [[nodiscard]] const finished* repeated(const framing::foxtalk::joiner::whole& w) const;
    bool make_room(std::size_t size);

    framing::foxtalk::joiner joiner_;
    std::deque<finished> finished_;  // oldest first
    std::size_t finished_bytes_ = 0;
};

/// Returns a NAK of `exchange` with `words`.
framing::foxtalk::frame refusal(std::uint16_t exchange, std::string_view words);

}  // namespace iaq::dialogue
