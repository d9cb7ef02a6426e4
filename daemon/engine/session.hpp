#pragma once

#include "base/time.hpp"
#include "model/heard.hpp"
#include "model/ids.hpp"
#include "model/input.hpp"
#include "model/settings.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace iaq::engine {

/// One client connection as the engine knows it.
struct session {
    std::size_t principal = 0;  // place in settings.principals
    std::string principal_name, default_user, source, target, tls;
    mono_time since{};
    bool recorded = false;  // its log-on; its first call does it

    struct subscription {
        std::string consumer;
        std::size_t place = 0;                // in the mailbox stream: the next to look at
        std::deque<std::size_t> outstanding;  // bytes of text of each pushed, not yet written out
        std::size_t outstanding_bytes = 0;
        bool caught_up = false;
        model::sequence begins = model::sequence::none;  // nothing is pushed before this is durable
    };
    std::optional<subscription> stream;
};

/// Who acts in one call: what a record's envelope says.
struct actor {
    std::string principal = "iaqd";
    std::string user;
    std::string source, target{};
    nanoseconds duration{0};  // of the session that ended, with its bytes
    std::uint64_t bytes_in = 0, bytes_out = 0;
};

/// One client call being served. Lifetime: within one step.
struct asking {
    const model::inputs::call_received& in;
    session& from;
    const model::principal_settings& principal;
    actor who;
};

/// One message of the switch being taken. Lifetime: within one step.
struct hearing {
    std::size_t station = 0;  // place in settings.stations
    model::sequence record = model::sequence::none;
    const std::string& bytes;
    const model::heard& said;
    model::sequence repeats{};  // the record with the same count and bytes; none: no such
};

/// A digest of the state, and when it was taken: it reads the whole state.
struct digest_told {
    std::string digest;
    model::sequence at = model::sequence::none;
    std::optional<mono_time> taken;
};

/// Refusals of one principal within one minute (G7).
struct refusal_count {
    std::int64_t minute = 0;
    std::uint64_t recorded = 0, summed = 0;
};

}  // namespace iaq::engine
