#pragma once

#include "model/clocks.hpp"
#include "model/delivery.hpp"
#include "model/heard.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <string>

/// The journal's records of what the switch said, and of where it belongs: by a rule, or by a
/// person's word.
namespace iaq::model::records {

/// One whole message of the switch, exact bytes, before it is acknowledged (G3).
struct reply_heard {
    std::string bytes;
    payload_kind payload = payload_kind::ofml;
    std::uint32_t frame_id = 0;  // FoxTalk exchange id, DMPP validation
    connection_id connection = connection_id::none;
    heard_header header{};  // as parsed from `bytes`; for readers of the journal, not for the fold
    bool operator==(const reply_heard&) const = default;
};
/// `reply` belongs to `inquiry_id`, and what it is. Follows its `reply_heard` in the same batch.
struct matched {
    std::string inquiry_id;
    sequence reply = sequence::none;
    match_evidence evidence;
    classification classed = classification::unspecified;
    delivery_kind kind = delivery_kind::unspecified;  // as which it is delivered
    bool possible_duplicate = false;
    utc_time resend_at{};  // SM .01, .04: the profile's rule sends it again then; zero: it does not
    unseen_due unseen{};
    bool operator==(const matched&) const = default;
};
struct unmatched {
    sequence reply = sequence::none;
    match_evidence evidence;
    classification classed = classification::unspecified;
    bool possible_duplicate = false;
    bool operator==(const unmatched&) const = default;
};

/// A person's word that the reply belongs to the inquiry: who is in the envelope.
struct assigned {
    std::string inquiry_id;
    sequence reply = sequence::none;
    classification classed = classification::unspecified;
    delivery_kind kind = delivery_kind::unspecified;  // as which it is delivered
    std::string reason;
    bool possible_duplicate = false;
    utc_time overdue_at{};  // when OVERDUE is due of one that nobody acknowledged; zero: it was
    unseen_due unseen{};
    bool operator==(const assigned&) const = default;
};

/// A person took a wrong match back: the reply is none to the inquiry any more. An `unmatched` of
/// the same reply follows.
struct withdrawn {
    std::string inquiry_id;
    sequence reply = sequence::none;
    inquiry_state state = inquiry_state::unspecified;  // of the inquiry, without that reply
    std::string reason;
    bool operator==(const withdrawn&) const = default;
};
/// A person's word on what a reply is.
struct classified {
    std::string inquiry_id;
    sequence reply = sequence::none;
    classification classed = classification::unspecified;
    delivery_kind kind = delivery_kind::unspecified;  // as which it is delivered now
    std::string reason;
    unseen_due unseen{};  // none: as it stands
    bool operator==(const classified&) const = default;
};

}  // namespace iaq::model::records
