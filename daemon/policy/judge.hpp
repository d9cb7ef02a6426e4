#pragma once

#include "base/time.hpp"
#include "model/delivery.hpp"
#include "model/inquiry.hpp"
#include "model/notice.hpp"
#include "model/order.hpp"
#include "model/profile.hpp"
#include "tables/code_tables.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// May this inquiry go, and what must be said with it. One function a rule (policy.md).
namespace iaq::policy {

/// The same person, asked about within the order's memory under another role (rule ROLE).
struct earlier_role {
    model::subject_role role = model::subject_role::unspecified;
    utc_time at{};
};

/// All a rule may look at beside the request. Lifetime: references live as long as the call.
struct circumstances {
    const model::order& order;
    const model::profile& profile;
    const tables::code_tables& tables;
    const std::vector<std::string>& agency_oris;
    utc_time now;
    bool may_supervise = false;               // the principal's right
    std::optional<earlier_role> same_person;  // refused as victim or witness before
    bool same_incident_protected = false;     // a victim or witness of this incident before
};

struct verdict {
    std::vector<model::violation> violations;  // not empty: refused
    // A victim or witness: write the person nowhere. Only ROLE is said then. Not set for a person
    // who comes back under another role: that refusal must not prolong the memory by itself.
    bool protected_person = false;
    bool exempt = false;
    // With the agency's defaults filled in, the charge following the role, the phone in digits.
    // Refused: only key, ORI, people, desk, incident and role; take the digest of what was asked.
    model::inquiry_request request;
    std::vector<model::notice> advisories, notices;
    std::vector<std::string> rules;  // ids that spoke, in the order of policy.md
    [[nodiscard]] bool refused() const { return !violations.empty(); }
};

/// Judges a submission. All findings at once; pure. Right RIGHTS is the engine's, not judged here.
verdict judge(const model::inquiry_request& request, const circumstances& around);

/// Returns the bytes the person digest is taken over: folded last name, first name, birth date;
/// no role, incident or key. Names that do not fold go in upper case as they are.
std::string person_bytes(const model::subject& person);

/// Returns the notices a delivery of this kind must carry for an inquiry so decided: DETAIN on
/// every ANSWERED and FOLLOW_UP, HOUR on OVERDUE (saying whether the receipt came), ...
std::vector<model::notice> notices_for(model::delivery_kind kind, const model::order& order,
                                       const model::profile& profile, bool receipt_came);

/// Returns the one plain sentence of what to do next: by the name of a delivery's kind, or of a
/// case that has a sentence of its own (CLASSIFIED).
std::string next_step(std::string_view named, const model::order& order);
std::string next_step(model::delivery_kind kind, const model::order& order);

}  // namespace iaq::policy
