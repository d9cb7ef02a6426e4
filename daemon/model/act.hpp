#pragma once

#include "base/time.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

/// What people do to an inquiry beside asking it: values that calls, records and the book share.
/// Texts are the person's own words and may be personal.
namespace iaq::model::acts {

/// A remark.
struct note {
    std::string text;
    friend bool operator==(const note&, const note&) = default;
};

/// A call to ICE or the LESC (SO0801 II.B.4.c, II.B.5).
struct ice_contact {
    utc_time at{};  // when they spoke, or when it was tried
    std::string spoke_with, instruction;
    bool detainer_authorized_during_contact = false;  // II.B.4.c, word by word
    bool reached = false;
    friend bool operator==(const ice_contact&, const ice_contact&) = default;
};

/// A consulate was told, or need not be (SO0801 II.B.6).
struct consular_done {
    utc_time at{};        // zero: when it was recorded
    std::string country;  // NCIC code
    std::string how;      // telephone, fax; whom
    bool declined = false;
    friend bool operator==(const consular_done&, const consular_done&) = default;
};

/// How an enforcement contact ended (SO0801 II.B.5).
enum class contact_outcome : std::uint8_t { unspecified, released, booked, to_ice, other };
struct contact_ended {
    contact_outcome outcome = contact_outcome::unspecified;
    utc_time at{};  // zero: when it was recorded
    std::string note;
    friend bool operator==(const contact_ended&, const contact_ended&) = default;
};

/// What of an inquiry is otherwise than it was said; what is not there stays as it was.
struct update {
    std::optional<bool> in_custody;
    std::optional<offense> charge;
    charge_status charged = charge_status::unspecified;
    std::optional<utc_time> confined_at;
    std::optional<std::string> desk;
    identity_evidence evidence = identity_evidence::unspecified;
    std::optional<identity_document> document;
    std::optional<subject> person;  // texts that are empty stay as they were
    subject_role role = subject_role::unspecified;
    std::string reason;
    friend bool operator==(const update&, const update&) = default;
};

/// It was keyed by hand at the state's own terminal.
struct keyed_by_hand {
    utc_time at{};
    std::string terminal;
    std::string answer;  // words of the answer, if it came there
    friend bool operator==(const keyed_by_hand&, const keyed_by_hand&) = default;
};

/// A hand-over, offered or accepted.
struct transfer {
    std::string transfer_id, to_officer_id, to_desk, note;
    bool accepted = false;
    friend bool operator==(const transfer&, const transfer&) = default;
};

/// A person has read a message of the switch.
struct seen {
    std::string event_id;  // of the delivery that was read
    sequence reply = sequence::none;
    friend bool operator==(const seen&, const seen&) = default;
};

/// A message of the switch was passed on (CJIS AU-3(1) "the secondary recipient").
struct disseminated {
    std::string event_id;
    sequence reply = sequence::none;
    std::string recipient, recipient_ori, purpose;
    utc_time at{};  // zero: when it was recorded
    friend bool operator==(const disseminated&, const disseminated&) = default;
};

/// One of them. The numbers stand in states that are written down: add behind the last.
using act = std::variant<note, ice_contact, consular_done, transfer, contact_ended, update,
                         keyed_by_hand, seen, disseminated>;

}  // namespace iaq::model::acts
