#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace iaq::dialogue {

/// The last whole messages of one connection, each under the number that the switch gave it: knows
/// a repeat (same number, same bytes), and owes an acknowledgement for what is durable (G3). Only
/// what is acknowledged may be forgotten.
class heard_memory {
public:
    enum class verdict : std::uint8_t {
        fresh,         // to be made durable
        waiting,       // repeated, and the first is not durable yet
        acknowledged,  // repeated: acknowledge it again
        full           // nothing can be forgotten in its favour: not kept
    };

    /// Takes a message. One that wants no acknowledgement is never called a repeat, nor is it ever
    /// too much: nobody would say it again. A repeat is acknowledged once no later message under
    /// its number waits, for which the acknowledgement would speak too.
    verdict take(std::uint32_t number, std::string_view bytes, bool wants_ack = true);

    /// Takes the end of a message alone: `fresh` unless the newest message under `number` ends so
    /// and is longer; then as `take` of that whole message again.
    [[nodiscard]] verdict take_end(std::uint32_t number, std::string_view bytes) const;

    /// True while a message under `number` that wants an acknowledgement is not durable.
    [[nodiscard]] bool waits(std::uint32_t number) const;

    /// The oldest message that waits under `number` is durable. Returns true when the number is to
    /// be acknowledged now: not while a later message under it still waits, for which the
    /// acknowledgement would speak too.
    bool durable(std::uint32_t number);

private:
    struct message {
        std::uint32_t number = 0;
        std::string bytes;
        bool wants_ack = true;
        bool is_durable = false;
    };
    [[nodiscard]] verdict again(const message& known) const;
    bool make_room(std::size_t size);

    std::deque<message> kept_;  // oldest first
    std::size_t asking_ = 0;    // of those, how many want an acknowledgement
    std::size_t kept_bytes_ = 0;
};

}  // namespace iaq::dialogue
