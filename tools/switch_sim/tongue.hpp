#pragma once

#include "switch_sim/mailbox.hpp"
#include "switch_sim/scene.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// How the switch hears and words what is said on a line: one tongue for each protocol. When what
/// is said is the business of the `switch_machine`.
namespace iaq::switch_sim {

enum class meaning : std::uint8_t {
    greeting,      // the first exchange: a connect frame, the first status request
    heartbeat,     // a later status request
    part,          // of a message that goes on, or nothing that is to be answered
    message,       // whole, in `bytes`
    acknowledged,  // ours
    refused,       // ours
    oddity         // a fault of the station's; `why` says which
};

/// One thing the station said.
struct utterance {
    meaning what = meaning::part;
    std::uint32_t number = 0;    // exchange id, or validation
    std::string bytes = {};      // of a message, or what a greeting offers
    std::size_t frame_size = 0;  // the frame it came in, or ended with
    std::string why = {};
    bool is_the_end = false;  // of an oddity: nothing can be read behind it
    std::string reply = {};   // of an oddity: what the station is to be told
};

/// What rules on the line once the greeting is answered.
struct agreement {
    std::uint32_t frame_bytes_max = 0;
    std::uint16_t timeout_seconds = 0;
};

class tongue {
public:
    tongue() = default;
    tongue(const tongue&) = delete;
    tongue& operator=(const tongue&) = delete;
    virtual ~tongue() = default;

    virtual void feed(std::string_view piece) = 0;
    /// Returns what was said next, or nothing until more is fed.
    virtual std::optional<utterance> next() = 0;

    /// Returns the answer to a greeting and sets what it agrees on; or why there is none.
    struct welcomed {
        std::string reply;
        std::string fault;  // empty: none
        agreement on;
    };
    virtual welcomed welcome(const utterance& greeting) = 0;
    virtual std::string echo(const utterance& heartbeat) = 0;
    /// Returns a heartbeat's or a greeting's answer that says: not now. Empty where there is none.
    virtual std::string not_ready(std::uint32_t number) = 0;
    virtual std::string acknowledgement(std::uint32_t number, const effect& how) = 0;
    virtual std::string refusal(std::uint32_t number, const effect& how) = 0;

    /// Returns a message in frames of at most `frame_bytes`, the last of them spoiled as `how`
    /// says; without it when `unfinished`.
    virtual std::string message(std::uint32_t number, std::string_view payload,
                                std::uint32_t frame_bytes, const effect& how, bool unfinished) = 0;
    /// Returns the number that our next message goes under.
    virtual std::uint32_t next_number() = 0;
    /// Returns how many acknowledgements such a message asks for besides its own: one for each
    /// part.
    [[nodiscard]] virtual std::size_t part_answers(std::string_view payload,
                                                   std::uint32_t frame_bytes,
                                                   const effect& how) const = 0;
    /// Returns what a frame costs besides the payload it carries.
    [[nodiscard]] virtual std::uint32_t overhead() const = 0;
};

/// Returns the tongue of the scene's protocol. Lifetime: both outlive it.
std::unique_ptr<tongue> tongue_of(const scene& told, dice& chance);

// One for each protocol.
std::unique_ptr<tongue> speak_foxtalk(const terms& offered);
std::unique_ptr<tongue> speak_dmpp(const terms& agreed, std::string_view key, dice& chance);

}  // namespace iaq::switch_sim
