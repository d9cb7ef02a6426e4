#pragma once

#include "model/act_records.hpp"
#include "model/admission_records.hpp"
#include "model/clocks.hpp"
#include "model/connection_records.hpp"
#include "model/delivery.hpp"
#include "model/delivery_records.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "model/keeping_records.hpp"
#include "model/notice.hpp"
#include "model/reply_records.hpp"
#include "model/review_records.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// The journal's records as values: everything the daemon knows is a fold over these.
/// `record.proto` is their form on disk and defines the kinds of later steps too.
namespace iaq::model::records {

/// Written, and durable, before any byte of the attempt may leave (G2, G5).
struct send_begun {
    std::string inquiry_id, reference;
    std::uint32_t attempt = 1;
    bool possible_duplicate = false;
    std::string bytes;  // the exact payload, no framing
    bool operator==(const send_begun&) const = default;
};
/// The switch has it: link-level acknowledgement of attempt `begun`.
struct send_acknowledged {
    std::string inquiry_id;
    sequence begun = sequence::none;
    utc_time no_receipt_at{}, overdue_at{};  // when those clocks are due
    bool operator==(const send_acknowledged&) const = default;
};
/// The switch's NAK. `permanent` as the profile's `nak_temporary` patterns tell.
struct send_refused {
    std::string inquiry_id;
    sequence begun = sequence::none;
    std::string text;
    bool permanent = true;
    bool operator==(const send_refused&) const = default;
};
/// The limit of attempts is reached without an acknowledgement: IN_DOUBT; or FAILED.
struct send_given_up {
    std::string inquiry_id;
    inquiry_state state = inquiry_state::in_doubt;
    bool operator==(const send_given_up&) const = default;
};

struct clock_fired {
    std::string inquiry_id;
    clock_kind clock = clock_kind::unspecified;
    utc_time due{};
    std::string asked_instead{};  // QUERY48: the inquiry that asked about the same person since;
                                  // then nobody is told
    sequence reply = sequence::none;  // of the unseen clocks: the `reply_heard`
    bool operator==(const clock_fired&) const = default;
};

enum class operation : std::uint8_t {
    unspecified,
    hold,
    release,
    resend,
    fail,
    assign,
    withdraw,
    classify,
    replay,
    legal_hold,
    legal_release,
    replay_end
};
/// A person's act on the daemon: who is in the envelope.
struct operator_action {
    operation what = operation::unspecified;
    std::string station;
    std::string reason;
    bool operator==(const operator_action&) const = default;
};

/// A person's word on one that is in doubt or was not forwarded: who is in the envelope.
struct inquiry_resolved {
    std::string inquiry_id;
    operation what = operation::unspecified;           // resend or fail
    inquiry_state state = inquiry_state::unspecified;  // after it: QUEUED or FAILED
    std::string reason;
    bool operator==(const inquiry_resolved&) const = default;
};

/// Who read what (AU-2): call name and filter, without personal data.
struct access {
    std::string call, filter;
    bool offline = false;       // by `iaq-journal`, folded in from its access lines
    std::string reason{};       // of a search by person or a report
    std::uint64_t times = 0;    // so many times more, from `first_at` on; 0: once
    std::string ori{};          // of what was read, where it is one
    utc_time first_at{};        // summed: the first; offline: when it was read
    std::uint64_t read_to = 0;  // offline: bytes of the file of access lines that are folded in
    bool operator==(const access&) const = default;
};

/// A condition began or ended: told to operators once each.
struct condition_changed {
    std::string condition;  // link_down, in_doubt, queue_full
    bool standing = false;
    std::string words{};  // what of it, without personal data; most have none
    bool operator==(const condition_changed&) const = default;
};

/// A record kind that this build knows by its tag only.
struct foreign {
    std::uint32_t tag = 0;
    bool operator==(const foreign&) const = default;
};

using body = std::variant<
    started, stopped, configuration_loaded, admitted, refused, refusals_summed, cancelled,
    send_begun, send_acknowledged, send_refused, send_given_up, reply_heard, matched, unmatched,
    clock_fired, delivery_taken, operator_action, link_up, link_down, access, condition_changed,
    keys_shredded, master_key_rotated, legal_hold_changed, checkpoint_due, quarantined, restored,
    journal_adopted, inquiry_carried, segments_dropped, inquiry_resolved, note_written,
    ice_contacted, consular_notified, inquiry_transferred, contact_ended, inquiry_updated,
    manual_recorded, assigned, withdrawn, classified, replay_begun, replay_ended, review_signed,
    session_opened, session_closed, session_refused, answer_seen, answer_disseminated, foreign>;

}  // namespace iaq::model::records

namespace iaq::model {

/// How what a record tells ended; `unspecified`: its kind says it.
enum class outcome : std::uint8_t { unspecified, done, refused, failed };

/// One journal entry. `principal` is the authenticated peer, `acting_user` the human it names.
struct record {
    sequence at_sequence = sequence::none;
    instant at;
    std::string station;      // name; empty when no station is concerned
    std::string principal;    // URI, "uid:N", or "iaqd" for the daemon itself
    std::string acting_user;  // asserted human, or the Unix user's name
    std::string source;       // peer address: "unix:pid", "127.0.0.1:6099"
    std::string target;       // the same of where it goes; with `source` as far as known
    nanoseconds duration{0};  // of the session or connection that ended
    std::uint64_t bytes_in = 0, bytes_out = 0;
    outcome ended = outcome::unspecified;
    records::body body;
};

}  // namespace iaq::model
