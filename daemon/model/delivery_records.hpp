#pragma once

#include "model/ids.hpp"

#include <cstdint>
#include <string>

/// The journal's records of what consumers have taken, and of what is said to them again.
namespace iaq::model::records {

/// The consumer, of the principal in the envelope, has stored everything up to there: of all that
/// is owed to it, or of one replay.
struct delivery_taken {
    std::string consumer;
    cursor upto;
    sequence replay = sequence::none;  // its `replay begun`
    bool operator==(const delivery_taken&) const = default;
};

/// What a consumer had taken is said to it once more: who wants it is in the envelope.
struct replay_begun {
    std::string consumer, principal;  // whose
    sequence first = sequence::none;  // first record whose deliveries are said again, and last
    sequence last = sequence::none;
    std::string reason;
    bool operator==(const replay_begun&) const = default;
};
struct replay_ended {
    std::string consumer, principal;
    sequence begun = sequence::none;
    std::uint64_t deliveries = 0;  // said again and taken
    bool given_up = false;         // by a person, or for another replay
    bool operator==(const replay_ended&) const = default;
};

}  // namespace iaq::model::records
