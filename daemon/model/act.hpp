#pragma once

#include "base/time.hpp"

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

/// A hand-over, offered or accepted.
struct transfer {
    std::string transfer_id, to_officer_id, to_desk, note;
    bool accepted = false;
    friend bool operator==(const transfer&, const transfer&) = default;
};

/// One of them. The numbers stand in states that are written down: add behind the last.
using act = std::variant<note, ice_contact, consular_done, transfer>;

}  // namespace iaq::model::acts
