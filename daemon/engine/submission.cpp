#include "base/assert.hpp"
#include "engine/engine.hpp"
#include "policy/judge.hpp"
#include "wire/payload.hpp"

#include <algorithm>

/// A submission's way in: rights, key, load, policy, journal. Nothing of it is said to the client
/// before the record is durable.
namespace iaq::engine {

using model::inquiry_state;
using model::right;
using model::answers::error_code;

void engine::serve(const asking& a, const model::calls::submit& call) {
    const auto& request = call.request;
    if (!may_submit(a, request.ori)) {
        return;
    }
    if (request.register_only || request.dry_run) {
        fail(a, error_code::unsupported,
             "register_only and dry_run are not built yet; they come with step 4",
             request.register_only ? "register_only" : "dry_run");
        return;
    }
    if (answer_bound_key(a, call) || !is_open_for_intake(a, request.ori)) {
        return;
    }
    const auto person_digest = keyed_("person\n" + policy::person_bytes(request.person));
    auto verdict = judge(a, request, rules_of_ori(request.ori), person_digest);
    if (verdict.refused()) {
        refuse(a, verdict, person_digest);
        return;
    }
    admit(a, call, std::move(verdict), person_digest);
}

bool engine::may_submit(const asking& a, const std::string& ori) {
    if (!a.principal.may(right::submit)) {
        forbid(a, {}, "this principal has no right to submit");
        return false;
    }
    const bool listed = std::ranges::find(a.principal.oris, ori) != a.principal.oris.end();
    if (!ori.empty() && !listed) {
        forbid(a, {}, "this principal may not use this ORI");
        return false;
    }
    return true;
}

/// A station whose switch takes nothing fills its own queue and no other's.
bool engine::is_open_for_intake(const asking& a, const std::string& ori) {
    if (stopping_) {
        fail(a, error_code::unavailable, "the gateway is stopping; submit again with the same key");
        return false;
    }
    if (space_short_) {
        fail(a, error_code::busy,
             "the gateway's disk is full; submit again with the same key, or use another way");
        return false;
    }
    if (admission_.is_paused()) {
        fail(a, error_code::busy,
             "too many records wait for the disk; submit again with the same key");
        return false;
    }
    const int station = given_.in_force.station_of(ori);
    if (station >= 0 && lines_[static_cast<std::size_t>(station)].intake.is_paused()) {
        fail(a, error_code::busy,
             "too many inquiries wait for this station's switch; submit again with the same key");
        return false;
    }
    return true;
}

bool engine::answer_bound_key(const asking& a, const model::calls::submit& call) {
    const auto bound = state_.inquiries().find_key(a.who.principal, call.request.idempotency_key);
    if (bound == model::inquiry_index::none) {
        return false;
    }
    const auto& earlier = state_.inquiries().at(bound);
    if (earlier.admitted_at + rules_of(bound).order.key_memory <= now_.utc) {
        return false;
    }
    if (earlier.asked.content_digest() != keyed_(call.content)) {
        fail(a, error_code::conflict,
             "this key was used for another submission; use a new key for a new inquiry",
             "idempotency_key");
        return true;
    }
    answer(a, accepted_view(bound));
    return true;
}

policy::verdict engine::judge(const asking& a, const model::inquiry_request& request,
                              const agency_rules& agency, const std::string& person_digest) const {
    policy::circumstances around{agency.order,  agency.profile,
                                 agency.tables, agency.settings.oris,
                                 now_.utc,      a.principal.may(right::supervise)};
    const auto since = now_.utc - agency.order.role_memory;
    const auto* const earlier = state_.find_protected(person_digest);
    if (policy::is_identified(request.person) && earlier != nullptr && earlier->at >= since &&
        earlier->role != request.role) {
        around.same_person = policy::earlier_role{earlier->role, earlier->at};
    }
    around.same_incident_protected = state_.is_protected_incident(request.incident, since);
    return policy::judge(request, around);
}

void engine::refuse(const asking& a, const policy::verdict& verdict,
                    const std::string& person_digest) {
    if (!may_record_refusal(a)) {
        fail(a, error_code::busy, "too many refused submissions of this principal; wait a minute");
        return;
    }
    const auto& request = verdict.request;
    model::records::refused record;
    record.ori = request.ori;
    record.officer_id = request.asked_by.officer_id;
    record.operator_id = request.operator_id;
    record.incident = request.incident;
    record.violations = verdict.violations;
    record.role = request.role;
    record.order_digest = rules_of_ori(request.ori).order.digest;
    if (verdict.protected_person) {
        record.person_digest = person_digest;
    }
    append(std::move(record), a.who);
    answer(a, model::answers::refused{verdict.violations, verdict.notices});
}

void engine::admit(const asking& a, const model::calls::submit& call, policy::verdict verdict,
                   const std::string& person_digest) {
    const auto& agency = rules_of_ori(verdict.request.ori);
    const int station = given_.in_force.station_of(verdict.request.ori);
    model::records::admitted record;
    record.state = verdict.admit_to;
    if (record.state == inquiry_state::queued) {
        if (station < 0) {
            fail(a, error_code::unavailable, "no station of this gateway carries this ORI");
            return;
        }
        record.reference = fresh_reference(agency.profile);
        const auto& line = given_.in_force.settings.stations[static_cast<std::size_t>(station)];
        const auto fit = wire::check(line.payload, {verdict.request, agency.profile, line.device,
                                                    record.reference, now_.utc});
        if (!fit) {
            verdict.violations.push_back({"PROFILE", fit.error().field, fit.error().reason, {}});
            refuse(a, verdict, person_digest);
            return;
        }
        record.delayed_at = driven() + agency.profile.clocks.delayed_after;
        record.expires_at = verdict.send_limit;
    }
    record.inquiry_id = given_.cursors.journal_id.substr(0, 6) + "-" +
                        std::to_string(number_of(next(state_.last())));
    record.request = std::move(verdict.request);
    record.content_digest = keyed_(call.content);
    record.person_digest = person_digest;
    record.rules = std::move(verdict.rules);
    record.advisories = std::move(verdict.advisories);
    record.notices = std::move(verdict.notices);
    record.order_digest = agency.order.digest;
    record.tables_digest = agency.tables.digest();
    const auto inquiry_id = record.inquiry_id;
    const auto& stations = given_.in_force.settings.stations;
    append(std::move(record), a.who,
           station < 0 ? std::string{} : stations[static_cast<std::size_t>(station)].name);
    const auto index = state_.inquiries().find(inquiry_id);
    answer(a, accepted_view(index));
    enqueue(index);
    if (station >= 0) {
        pump(static_cast<std::size_t>(station));
    }
}

std::string engine::fresh_reference(const model::profile& profile) const {
    const auto& alphabet = profile.reference_alphabet;
    for (;;) {
        std::string reference;
        while (reference.size() < profile.reference_length) {
            const char c = alphabet[given_.random() % alphabet.size()];
            if (!reference.empty() || c != '0') {
                reference += c;
            }
        }
        // TXT is the mark that ends a native header: no switch shall find it inside our token.
        const bool misleads = reference.find("TXT") != std::string::npos;
        if (!misleads && !state_.inquiries().is_used(reference)) {
            return reference;
        }
    }
}

model::answers::accepted engine::accepted_view(model::inquiry_index i) const {
    const auto& e = state_.inquiries().at(i);
    // Only what is to be sent has a reference; a repeated submission gets the first answer again.
    const auto state = e.reference.empty() ? inquiry_state::exempt : inquiry_state::queued;
    const auto& told = state_.inquiries().counsel_of(e);
    return {e.inquiry_id, e.reference, e.admitted, state, told.advisories, told.notices};
}

}  // namespace iaq::engine
