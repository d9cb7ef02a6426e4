#pragma once

#include "dialogue/heard_memory.hpp"
#include "framing/foxtalk.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace iaq::dialogue {

/// What one connection's switch has said: joins the data frames of a message, hands each message on
/// once, and knows a repeat. It acknowledges nothing by itself but what was acknowledged before
/// (G3).
class foxtalk_inbound {
public:
    struct outcome {
        std::optional<framing::foxtalk::joiner::whole> heard;  // new: to be made durable
        std::optional<framing::foxtalk::frame> reply;          // to be written at once
    };

    foxtalk_inbound();

    /// Takes a data frame.
    outcome take(framing::foxtalk::frame f);

    /// A frame was refused before it came here.
    void passed_over(std::uint16_t exchange, bool last) { joiner_.spoil(exchange, last); }

    /// The switch was silent for so long that it may say again what it had begun.
    void paused() { joiner_.paused(); }

    /// The oldest message heard under `exchange` is durable. Returns the acknowledgement, unless a
    /// later one under the same exchange still waits: it would speak for that one too.
    std::optional<framing::foxtalk::frame> durable(std::uint16_t exchange);

private:
    framing::foxtalk::joiner joiner_;
    heard_memory memory_;
};

/// Returns a NAK of `exchange` with `words`.
framing::foxtalk::frame refusal(std::uint16_t exchange, std::string_view words);

}  // namespace iaq::dialogue
