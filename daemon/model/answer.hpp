#pragma once

#include "model/delivery.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "model/notice.hpp"
#include "model/record.hpp"
#include "model/settings.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// What we tell the client at once, `ServerFrame.body`.
namespace iaq::model::answers {

enum class error_code : std::uint8_t {
    unspecified,
    invalid,
    unauthenticated,
    forbidden,
    not_found,
    conflict,
    busy,
    unavailable,
    too_large,
    out_of_range,
    unsupported
};

struct welcome {
    std::string version, environment, agency, time_zone, principal;
    std::vector<std::string> oris, rights, desks;
    bool asserts_users = false;
};
struct accepted {
    std::string inquiry_id, reference;
    sequence at_sequence = sequence::none;
    inquiry_state state = inquiry_state::unspecified;
    std::vector<notice> advisories, notices;
};
struct refused {
    std::vector<violation> violations;
    std::vector<notice> notices;
};
struct error {
    error_code code = error_code::unspecified;
    std::string message, field;
    std::uint32_t retry_after_ms = 0;
    by_hand may_key_by_hand = by_hand::unspecified;
    std::vector<notice> notices;
};
struct done {
    sequence at_sequence = sequence::none;  // none when nothing was written
    std::string token{};                    // shred: what the second person confirms
    std::string text{};                     // shred: what both must know
};
struct pong {};
struct caught_up {
    std::string cursor;
};

/// One line of an inquiry's life, told from its records.
struct life_event {
    utc_time at{};
    sequence at_sequence = sequence::none;
    std::string what;  // plain words, no personal data
};
struct reply_view {
    utc_time at{};
    sequence at_sequence = sequence::none;
    std::string bytes, text;
    heard_header header;
    classification classed = classification::unspecified;
    match_evidence match;
};
struct clock_view {
    records::clock_kind clock = records::clock_kind::unspecified;
    utc_time due{};
};
struct inquiry {
    std::string inquiry_id, reference;
    inquiry_state state = inquiry_state::unspecified;
    inquiry_request request;
    std::string principal, acting_user, station;
    utc_time admitted_at{};
    std::uint32_t attempts = 0;
    std::vector<life_event> life;
    std::vector<reply_view> replies;
    std::vector<clock_view> clocks;
    std::vector<std::string> rules;
    std::vector<notice> advisories, notices;
    std::string next_step;
    by_hand may_key_by_hand = by_hand::unspecified;
};
struct inquiry_row {
    std::string inquiry_id, reference, ori, officer_id, operator_id, desk, incident;
    inquiry_state state = inquiry_state::unspecified;
    utc_time admitted_at{}, changed_at{};
};
struct inquiry_list {
    std::vector<inquiry_row> rows;
    bool more = false;
};
struct inquiries_found {
    std::vector<inquiry> found;  // `get` by incident may find several; by others one
};

struct station_status {
    std::string name;
    bool up = false, held = false;
    std::string peer, hold_reason;
    utc_time since{};
    std::uint64_t queued = 0, in_flight = 0;
    std::string protocol, payload;
    bool under_tls = false;
    std::string tls;  // version and suite while up
};
struct state_count {
    inquiry_state state = inquiry_state::unspecified;
    std::uint64_t count = 0;
    utc_time oldest{};
};
struct status {
    std::string version, environment, journal_id;
    utc_time now{}, started_at{};
    std::vector<station_status> stations;
    std::vector<state_count> states;
    std::uint64_t unmatched = 0;
    std::uint64_t sessions = 0;
    sequence head = sequence::none, durable = sequence::none;
    utc_time last_sync{};
    std::string seal;  // "off" until step 2
    std::vector<std::string> standing_conditions;
    bool intake_paused = false;
    std::string state_digest;  // hex
    sequence state_sequence = sequence::none;
    std::string intake_tls;  // lowest version, "1.3"; empty: nobody comes over the network
};

using answer = std::variant<welcome, accepted, refused, error, done, pong, caught_up,
                            inquiries_found, inquiry_list, status>;

}  // namespace iaq::model::answers
