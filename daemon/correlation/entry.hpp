#pragma once

#include "base/time.hpp"
#include "correlation/kept_request.hpp"
#include "correlation/policy_clocks.hpp"
#include "correlation/shared.hpp"
#include "model/act.hpp"
#include "model/delivery.hpp"
#include "model/ids.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <ranges>
#include <string>
#include <vector>

/// One inquiry and one reply as the book holds them.
namespace iaq::correlation {

/// One step of an inquiry's life: the kind of its record, and a number that kind explains.
struct life_step {
    utc_time at{};
    model::sequence record = model::sequence::none;
    enum class kind : std::uint8_t {
        admitted,    // number: the state it began in
        send_begun,  // number: attempt
        send_acknowledged,
        send_refused,  // number: 1 permanent, 0 temporary
        given_up,
        reply,  // number: its place in `replies`
        clock,  // number: clock_kind; with `asked_instead` added, nobody was told; of a reply's,
                // `of_place` times its place in `replies` added
        cancelled,
        carried,      // from a journal that was set aside; number: as of `admitted`
        passed_over,  // a record of it is; it is in doubt
        resend_due,   // a reply after which the profile's rule sends it again; number as of `reply`
        resolved,     // by a person; number: operation
        assigned,     // a reply, by a person; number as of `reply`
        withdrawn,    // a reply taken back, by a person; number as of `reply`
        classified,   // a reply, by a person; number: 16 times its place, and the classification
        act           // of a person; number: 16 times its place among the deeds, and the state that
                      // the inquiry moved to, 0 when it did not move
    } what = kind::admitted;
    std::uint32_t number = 0;
};
/// Beside the kind of a clock: another inquiry had asked about the person.
constexpr std::uint32_t asked_instead = 256;
constexpr std::uint32_t of_place = 512;

/// A message of the switch, with the verdict on it.
struct reply {
    model::sequence record = model::sequence::none;
    utc_time at{};
    std::string station;
    std::string bytes;
    model::payload_kind payload = model::payload_kind::ofml;
    model::inquiry_index inquiry = model::inquiry_index::none;  // none: of no inquiry that is known
    bool unmatched = false;                                     // so says a record
    model::classification classed = model::classification::unspecified;
    model::match_evidence evidence;
};

/// A reply that was placed with an inquiry, and how it counts there. One that a person took back
/// keeps its place in the inquiry's life, and is no reply to it any more.
struct placed_reply {
    model::sequence record = model::sequence::none;
    model::delivery_kind kind = model::delivery_kind::unspecified;  // as which it was delivered
    model::classification classed = model::classification::unspecified;
    bool taken_back = false;
    model::records::unseen_due unseen{};  // of what has fired nothing is left
    utc_time seen_at{};                   // first confirmed to have been read; zero: by nobody

    [[nodiscard]] bool waits_for_a_reader() const { return !taken_back && seen_at == utc_time{}; }
    [[nodiscard]] utc_time due(model::records::clock_kind clock) const {
        return clock == model::records::clock_kind::unseen_desk ? unseen.desk : unseen.supervisor;
    }
};

struct entry {
    std::string inquiry_id, reference;
    model::inquiry_state state = model::inquiry_state::unspecified;
    kept_request asked;
    // Of the request, which is bytes: what is looked at often.
    model::subject_role role = model::subject_role::unspecified;
    model::charge_status charged = model::charge_status::unspecified;
    bool in_custody = false;
    share came = share::none;  // book::origin_of
    share told = share::none;  // book::counsel_of
    model::sequence admitted = model::sequence::none;
    utc_time admitted_at{}, changed_at{};
    std::uint32_t attempts = 0;
    std::uint32_t unanswered = 0;    // attempts that no NAK, SM .01 or .04 took back: a byte of one
                                     // may have left
    std::uint32_t resends = 0;       // times that the profile's rule had it sent again
    std::uint32_t resent_after = 0;  // attempts when it was last had sent again; 0: never
    std::uint32_t ordered_after = 0;  // the same, by a person: its limit counts from there
    bool not_forwarded = false;  // the switch said so last (SM .01, .04), and it has not left since
    utc_time resend_at{};        // by the rule, not before; zero: at once
    model::sequence begun = model::sequence::none;  // the last `send begun`
    std::string sent_bytes;                         // kept while SENDING, for a faithful resend
    utc_time delayed_at{}, expires_at{}, no_receipt_at{}, overdue_at{};  // zero: never
    bool receipt_came = false, answer_came = false, overdue_told = false, delayed_told = false;
    policy_clocks clocks;
    model::acts::contact_outcome contact = model::acts::contact_outcome::unspecified;
    bool consular_open = false;         // a duty was found, and no judgement since said otherwise
    std::string refused_text;           // the last NAK's words
    std::vector<placed_reply> replies;  // a life step names one by its place
    std::vector<life_step> life;
    /// The record that tells of its keys' end. Then nothing else is left here but id, reference,
    /// ORI and when it was admitted, so that indices stay and references are not used again.
    model::sequence shredded = model::sequence::none;
    model::inquiry_index earlier = model::inquiry_index::none;  // the last before it, same incident
};

/// Takes note of what of the request is looked at often.
inline void stand_as(entry& e, const model::inquiry_request& request) {
    e.role = request.role;
    e.charged = request.charged;
    e.in_custody = request.in_custody.value_or(false);
}

/// The records of the replies that are its own, oldest first. Lifetime: as long as the entry.
inline auto replies_to(const entry& e) {
    return e.replies | std::views::filter([](const placed_reply& p) { return !p.taken_back; }) |
           std::views::transform(&placed_reply::record);
}

/// True when a byte of an attempt may have left that nothing took back, whatever the state says.
inline bool left_before(const entry& e) { return e.unanswered > 0 || e.resent_after > 0; }

}  // namespace iaq::correlation
