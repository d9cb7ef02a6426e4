#pragma once

#include "model/act.hpp"
#include "model/delivery.hpp"
#include "model/form.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "model/notice.hpp"
#include "model/record.hpp"
#include "model/report.hpp"
#include "model/settings.hpp"
#include "model/status.hpp"

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
    // Of a dry run, which has no inquiry: what else was decided.
    bool dry_run = false;
    std::vector<std::string> rules{}, missing{};
    std::vector<records::clock_due> clocks{};
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
    std::string token{};  // shred: what the second person confirms; transfer: what is accepted
    std::string text{};   // shred: what both must know
    inquiry_state state = inquiry_state::unspecified;  // update, contact_ended, record_manual
    std::vector<notice> advisories{}, notices{};       // of what was done
    std::string inquiry_id{};                          // record_manual: of the one it is about
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
    std::string event_id{};  // of the delivery that told of it
    utc_time seen_at{};      // first confirmed to have been read; zero: by nobody
    bool unread = false;     // a person is to confirm that
};
/// What a person did to it, and who it was.
struct act_view {
    utc_time at{};
    sequence at_sequence = sequence::none;
    std::string principal, acting_user;
    acts::act what;
    std::vector<std::string> rules{};
    std::vector<notice> advisories{}, notices{};
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
    std::vector<act_view> acts;
    std::string officer_id, pending_transfer_id;
    acts::contact_outcome contact = acts::contact_outcome::unspecified;
    bool consular_open = false;
};
struct inquiry_row {
    std::string inquiry_id, reference, ori, officer_id, operator_id, desk, incident;
    inquiry_state state = inquiry_state::unspecified;
    utc_time admitted_at{}, changed_at{};
    std::string pending_transfer_id{};
    clock_view next_clock{};  // unspecified: none runs
};
struct inquiry_list {
    std::vector<inquiry_row> rows;
    bool more = false;
};
/// An inquiry that a message may belong to, and what speaks for and against it, in plain words.
struct candidate {
    std::string inquiry_id, reference, officer_id, desk, incident;
    inquiry_state state = inquiry_state::unspecified;
    utc_time admitted_at{};
    std::vector<std::string> evidence, against;
};
struct unmatched_row {
    sequence reply = sequence::none;
    utc_time at{};
    std::string station, text;
    heard_header header;
    classification classed = classification::unspecified;
    match_evidence match;
    std::vector<candidate> candidates;
};
struct unmatched_list {
    std::vector<unmatched_row> rows;
    bool more = false;
};
struct inquiries_found {
    std::vector<inquiry> found;  // `get` by incident may find several; by others one
};

/// The form of a submission, as one agency has it.
struct description {
    std::string ori, agency, time_zone;
    model::form form;
};

using answer =
    std::variant<welcome, accepted, refused, error, done, pong, caught_up, inquiries_found,
                 inquiry_list, unmatched_list, model::report, status, alert_list, description>;

}  // namespace iaq::model::answers
