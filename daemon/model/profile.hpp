#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What one state's switch asks for, read from `config/profiles/*.toml`. Only the state can
/// confirm most of it (domain.md sections 0 and 9), so everything is a setting.
namespace iaq::model {

/// One field of the IAQ: where it goes and how long it may be. Order in the vector is wire order.
struct profile_field {
    std::string name;  // purpose, attention, phone, name, date_of_birth, sex, place_of_birth,
                       // in_custody, offense_code, reason, alien_number, fbi_number, state_id,
                       // operator_license, mothers_maiden_name, fathers_last_name, remarks
    std::string tag;   // e.g. NAM; empty: not sent as a field of its own
    std::uint32_t size_max = 0;  // characters
    bool required = false;
    bool in_remarks = false;  // carried in the remarks field when it has no tag
    friend bool operator==(const profile_field&, const profile_field&) = default;
};

struct profile_clocks {
    nanoseconds delayed_after{120s};     // unsent
    nanoseconds no_receipt_after{300s};  // since the acknowledgement
    nanoseconds overdue_after{3600s};    // since the acknowledgement (SO0801 II.B.3)
    friend bool operator==(const profile_clocks&, const profile_clocks&) = default;
};

struct profile_retry {
    std::uint32_t attempts_max = 5;  // un-acknowledged attempts, then IN_DOUBT
    nanoseconds wait_first{5s};      // after a temporary NAK; doubles
    nanoseconds wait_max{300s};
    std::vector<std::string> nak_temporary;  // case-folded parts of a NAK's text
    std::uint32_t resend_not_forwarded = 0;  // times after SM .01 or .04; 0: a person decides
    nanoseconds resend_wait{60s};            // before the first of them; doubles up to wait_max
    friend bool operator==(const profile_retry&, const profile_retry&) = default;
};

/// Which of the two counts that Nlets prints numbers what is sent to us; nothing public says.
enum class counted_by : std::uint8_t { none, received, sent };

struct profile_receipt {
    std::vector<std::string> keys;     // keys that may be a receipt without a phrase: AM
    std::vector<std::string> phrases;  // in an IAR: "IAQ RECEIVED"
    friend bool operator==(const profile_receipt&, const profile_receipt&) = default;
};

struct profile {
    std::string name;                      // mules
    std::string query_key;                 // IAQ
    std::string answer_key;                // IAR
    std::string destination;               // AX
    std::vector<std::string> answer_oris;  // trusted to answer: VTICE0900
    std::vector<std::string> status_oris;  // trusted for ER and SM: NL0000000; also the switch's
    std::vector<profile_field> fields;
    std::uint32_t name_size_max = 30;
    bool comma_blank = true;  // "LAST, FIRST" (true) or "LAST,FIRST"
    std::string date_form = "ccyymmdd";
    std::string reference_alphabet;
    std::uint32_t reference_length = 10;
    std::string user_id;  // USR / USER-ID; empty: the operator_id
    std::uint32_t user_id_ofml_max = 30;
    std::uint32_t user_id_native_size = 7;
    bool native_routing_header = true;  // DAC.REFERENCE.USER-ID. before the native text
    bool native_control_field = true;   // *REFERENCE after the destination
    profile_receipt receipt;
    counted_by send_count = counted_by::none;
    profile_retry retry;
    profile_clocks clocks;
    bool warn_us_birthplace = true;  // MULES08: "place of birth (non-US)"
    std::string lesc_phone = "(802) 872-6000";
    std::string digest;  // hex SHA-256 of the file
    friend bool operator==(const profile&, const profile&) = default;
};

}  // namespace iaq::model
