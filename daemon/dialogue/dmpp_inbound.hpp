#pragma once

#include "dialogue/dmpp_envelope.hpp"
#include "dialogue/heard_memory.hpp"
#include "framing/dmpp_joiner.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace iaq::dialogue {

/// What one connection's switch has said: joins the data blocks of a message, hands each message on
/// once, and knows a repeat (same validation, same bytes). A message is acknowledged once it is
/// durable and not before (G3); a part of one that asks for it, at once: it only says that the next
/// part may come.
class dmpp_inbound {
public:
    struct message {
        std::uint32_t validation = 0;
        std::string bytes;
    };
    struct outcome {
        std::optional<message> heard;         // new: to be made durable
        bool acknowledges = false;            // the block's validation, at once
        std::optional<dmpp_refusal> refused;  // the block, or the message it ends
    };

    dmpp_inbound();

    /// Takes a data block with plain data.
    outcome take(framing::dmpp::block b);

    /// A block was refused before it came here.
    void passed_over(framing::dmpp::function does, std::uint32_t validation) {
        joiner_.spoil(does, validation);
    }

    /// The switch was silent for so long that it may say again what it had begun.
    void paused() { joiner_.paused(); }

    /// The oldest message heard under `validation` is durable. True when it is to be acknowledged.
    bool durable(std::uint32_t validation) { return memory_.durable(validation); }

private:
    void take_whole(framing::dmpp::joiner::whole& said, outcome& out);

    framing::dmpp::joiner joiner_;
    heard_memory memory_;
};

}  // namespace iaq::dialogue
