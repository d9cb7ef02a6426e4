#pragma once

#include "base/time.hpp"
#include "model/inquiry.hpp"
#include "model/notice.hpp"
#include "model/order.hpp"
#include "model/profile.hpp"
#include "model/record.hpp"
#include "policy/life.hpp"
#include "tables/code_tables.hpp"

#include <optional>
#include <string>
#include <vector>

/// May this inquiry go, and what must be said with it. One function a rule (policy.md).
namespace iaq::policy {

/// The same person, asked about within the order's memory under another role (rule ROLE).
struct earlier_role {
    model::subject_role role = model::subject_role::unspecified;
    utc_time at{};
};

/// An inquiry about the same person in the same agency (rule ALREADY_ASKED). The engine gives what
/// the principal may know of, newest first and of any state; the rule picks.
struct earlier_ask {
    std::string inquiry_id, officer_id;
    model::inquiry_state state = model::inquiry_state::unspecified;
    utc_time at{};           // when it was admitted
    utc_time answered_at{};  // zero: no answer
};

/// All a rule may look at beside the request. Lifetime: references live as long as the call.
struct circumstances {
    const model::order& order;
    const model::profile& profile;
    const tables::code_tables& tables;
    const std::vector<std::string>& agency_oris;
    utc_time now;
    bool may_supervise = false;                 // the principal's right
    std::optional<earlier_role> same_person{};  // refused as victim or witness before
    bool same_incident_protected = false;       // a victim or witness of this incident before
    std::vector<earlier_ask> asked_before{};
    bool line_is_out = false;  // the station that would carry it is held or down
};

/// A clock to arm: fires once, at `due`, or at once when that is past.
struct due_clock {
    model::records::clock_kind clock = model::records::clock_kind::unspecified;
    utc_time due{};
    friend bool operator==(const due_clock&, const due_clock&) = default;
};

struct verdict {
    std::vector<model::violation> violations;  // not empty: refused
    // A victim or witness: write the person nowhere. Only ROLE is said then. Not set for a person
    // who comes back under another role: that refusal must not prolong the memory by itself.
    bool protected_person = false;
    // QUEUED, EXEMPT or REGISTERED; UNSPECIFIED when refused. Judged again: the state to be in,
    // the one it has when nothing changes.
    model::inquiry_state admit_to = model::inquiry_state::unspecified;
    // With the agency's defaults filled in, the charge following the role, the phone in digits.
    // Refused: only key, ORI, people, desk, incident and role; take the digest of what was asked.
    model::inquiry_request request;
    std::vector<model::notice> advisories, notices;
    std::vector<model::notice> to_supervisors;  // those of them that supervisors are to be told
    std::vector<std::string> rules;             // ids that spoke, in the order of policy.md
    // The clocks of CONTACT and QUERY48 that are to stand: any other of those kinds ends.
    std::vector<due_clock> clocks;
    // When it must have left: `send_before`, and a contact's end at the latest. Zero: never.
    utc_time send_limit{};
    bool opens_consular_duty = false;  // CONSULAR: open until `consular_done`
    std::vector<std::string> missing;  // REGISTERED: fields to be said before it can be sent
    [[nodiscard]] bool refused() const { return !violations.empty(); }
    [[nodiscard]] bool exempt() const { return admit_to == model::inquiry_state::exempt; }
};

/// Judges a submission, of a dry run as well. All findings at once; pure. Right RIGHTS is the
/// engine's, not judged here.
verdict judge(const model::inquiry_request& request, const circumstances& around);

/// Judges an admitted inquiry anew after an `update`, a document that was seen, or a contact that
/// ended BOOKED (see `booked`). `before` and `after`: the request as it stood and as it stands.
///
/// REGISTERED: complete, it is to be QUEUED (or EXEMPT); else, or let go, it stays, and `missing`
/// says what is still to be said. EXEMPT: when the exemption falls away, it is judged as a
/// submission. QUEUED and nothing left: may become EXEMPT. Any other: the state stays; only what
/// the change itself spoils is refused (ROLE, FIELDS, BASIS), and a booking never is.
verdict judge_again(const model::inquiry_request& before, const model::inquiry_request& after,
                    const life& so_far, const circumstances& around);

/// Returns the bytes the person digest is taken over: folded last name, first name, birth date;
/// no role, incident or key. Names that do not fold go in upper case as they are.
std::string person_bytes(const model::subject& person);

/// True when name and birth date are there. Without them everybody has the same `person_bytes`,
/// so that they must not be compared: a registered person may still be without.
bool is_identified(const model::subject& person);

}  // namespace iaq::policy
