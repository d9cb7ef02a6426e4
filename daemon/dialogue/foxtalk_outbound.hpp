#pragma once

#include "model/ids.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iaq::dialogue {

/// Exchange ids of our side: 16 bits, from 1, round and round, never 0.
class exchange_counter {
public:
    std::uint16_t next() {
        last_ = last_ == 0xFFFF ? std::uint16_t{1} : static_cast<std::uint16_t>(last_ + 1);
        return last_;
    }

private:
    std::uint16_t last_ = 0;
};

/// The one message of ours that may wait for an acknowledgement on a connection (FoxTalk's
/// stop-and-wait). It never sends again by itself: a resend needs a record first (G5).
class foxtalk_outbound {
public:
    /// Returns the message's frames as bytes, to be written. Under the exchange of the message in
    /// flight when it is that one again, by its token or its payload. Another message takes its
    /// place: then the caller has forgotten the first (it was meant for an earlier connection), and
    /// an answer to that one counts for nothing.
    std::string send(model::send_token token, std::string payload, exchange_counter& exchanges,
                     std::uint32_t frame_bytes_max, mono_time acknowledge_by);

    /// Everything has left the process: only now the switch can answer.
    void left(mono_time acknowledge_by);

    void abandon(model::send_token token);

    /// An acknowledgement or a refusal of `exchange` came. Returns whose it was, and nothing is in
    /// flight any more; or nothing, when it answers no message in flight.
    std::optional<model::send_token> answered(std::uint16_t exchange);

    /// Returns when the acknowledgement is due; nothing when none is, or it is overdue already.
    [[nodiscard]] std::optional<mono_time> due() const;

    /// Returns the token of an acknowledgement that is due at `now`, once per attempt.
    std::optional<model::send_token> overdue(mono_time now);

private:
    struct flight {
        model::send_token token = model::sequence::none;
        std::uint16_t exchange = 0;
        std::string payload;
        mono_time acknowledge_by{};
        bool overdue = false;
        bool left = false;
    };
    std::optional<flight> flight_;
};

}  // namespace iaq::dialogue
