#pragma once

#include "model/heard.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "model/notice.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What officers, desks and operators are told: product.md section 4, the table of kinds.
namespace iaq::model {

enum class delivery_kind : std::uint8_t {
    unspecified,
    sent,
    switch_acknowledged,
    lesc_received,
    answered,
    follow_up,
    delayed,
    no_receipt,
    waiting_destination,
    rejected,
    overdue,
    contact_expired,
    query_deadline,
    in_doubt,
    failed,
    expired,
    cancelled,
    withdrawn,
    unmatched,
    alert,
    alert_cleared,
    review,  // a supervisor is to look at it
    manual   // keyed by hand at the state's own terminal
};

/// True for what a person is to confirm to have read.
constexpr bool is_to_be_read(delivery_kind kind) {
    return kind == delivery_kind::answered || kind == delivery_kind::follow_up;
}

enum class classification : std::uint8_t {
    unspecified,
    receipt,
    answer,
    unclassified,
    error,   // an ER of Nlets
    status,  // an SM of Nlets
    other    // any other key of the switch: not about an inquiry of ours
};

/// Which rule tied a reply to its inquiry, or why none did.
enum class match_rule : std::uint8_t {
    unspecified,
    reference,      // our reference came back
    echoed_header,  // an ER quoted our header
    assigned,       // a person said so
    none_found,     // no rule spoke
    origin,         // our reference, from an ORI the profile does not trust
    other_person,   // our reference, but the text names another open subject
    never_sent,     // our reference, of an inquiry that never left
    ambiguous,      // no reference; name and birth date propose candidates
    withdrawn       // a person took the match back, or that of the same words before
};

enum class by_hand : std::uint8_t { unspecified, safe, unsafe, unknown };

/// To whom a delivery is owed; decides who sees it beside the ORI and desk.
enum class addressee : std::uint8_t {
    unspecified,
    officer_and_desk,
    desk,
    operators,
    everyone,  // officer, desk and operators
    supervisors,
    desk_and_supervisors,
    desk_and_operators
};

struct match_evidence {
    match_rule rule = match_rule::unspecified;
    std::vector<std::string> candidates;  // inquiry ids
    friend bool operator==(const match_evidence&, const match_evidence&) = default;
};

/// A delivery, ready to be said. Texts of an UNMATCHED one have no inquiry fields.
struct delivery {
    cursor at_cursor;
    std::string cursor_text;  // opaque for the client
    std::string event_id;
    std::string inquiry_id, reference, ori, incident, officer_id, desk;
    addressee to = addressee::unspecified;
    utc_time at{};
    delivery_kind kind = delivery_kind::unspecified;
    inquiry_state state = inquiry_state::unspecified;
    std::string text;
    std::optional<heard_header> header;
    classification classed = classification::unspecified;
    match_evidence match;
    bool late = false, possible_duplicate = false, replayed = false, test = false;
    std::string condition, station;      // ALERT and ALERT_CLEARED
    std::vector<std::string> withdraws;  // WITHDRAWN: event ids of what is to be disregarded
    sequence reply = sequence::none;     // the record of the message of the switch
    bool unseen = false;                 // told again: nobody has confirmed to have read it
    std::string next_step;
    by_hand may_key_by_hand = by_hand::unspecified;
    std::vector<notice> notices;
};

}  // namespace iaq::model
