#include "engine/submission.hpp"

#include "wire/payload.hpp"

#include <algorithm>

/// A submission's way in: rights, key, load, policy, journal. Nothing of it is said to the client
/// before the record is durable.
namespace iaq::engine {

using model::inquiry_state;
using model::right;
using model::answers::error_code;

void engine::serve(const asking& a, const model::calls::submit& call) {
    submitting{*this, a}.serve(call);
}

/// What is asked again after this is asked with the same key, where it has one.
bool engine::can_take_records(const asking& a) {
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
    return true;
}

void submitting::serve(const model::calls::submit& call) {
    const auto& request = call.request;
    if (!may_submit(request.ori)) {
        return;
    }
    if (request.register_only || request.dry_run) {
        in_.fail(by_, error_code::unsupported,
                 "register_only and dry_run are not built yet; they come with step 4",
                 request.register_only ? "register_only" : "dry_run");
        return;
    }
    if (answer_bound_key(call) || !is_open_for_intake(request.ori)) {
        return;
    }
    const auto person_digest = in_.keyed_("person\n" + policy::person_bytes(request.person));
    auto verdict = judge(request, in_.rules_of_ori(request.ori), person_digest);
    if (verdict.refused()) {
        refuse(verdict, person_digest);
        return;
    }
    admit(call, std::move(verdict), person_digest);
}

bool submitting::may_submit(const std::string& ori) {
    if (!by_.principal.may(right::submit)) {
        in_.forbid(by_, {}, "this principal has no right to submit");
        return false;
    }
    const bool listed = std::ranges::find(by_.principal.oris, ori) != by_.principal.oris.end();
    if (!ori.empty() && !listed) {
        in_.forbid(by_, {}, "this principal may not use this ORI");
        return false;
    }
    return true;
}

/// A station whose switch takes nothing fills its own queue and no other's.
bool submitting::is_open_for_intake(const std::string& ori) {
    if (!in_.can_take_records(by_)) {
        return false;
    }
    const int station = in_.given_.in_force.station_of(ori);
    if (station >= 0 && in_.lines_[static_cast<std::size_t>(station)].intake.is_paused()) {
        in_.fail(
            by_, error_code::busy,
            "too many inquiries wait for this station's switch; submit again with the same key");
        return false;
    }
    return true;
}

bool submitting::answer_bound_key(const model::calls::submit& call) {
    const auto bound =
        in_.state_.inquiries().find_key(by_.who.principal, call.request.idempotency_key);
    if (bound == model::inquiry_index::none) {
        return false;
    }
    const auto& earlier = in_.state_.inquiries().at(bound);
    if (earlier.admitted_at + in_.rules_of(bound).order.key_memory <= in_.now_.utc) {
        return false;
    }
    if (earlier.asked.content_digest() != in_.keyed_(call.content)) {
        in_.fail(by_, error_code::conflict,
                 "this key was used for another submission; use a new key for a new inquiry",
                 "idempotency_key");
        return true;
    }
    in_.answer(by_, accepted_view(bound));
    return true;
}

policy::verdict submitting::judge(const model::inquiry_request& request, const agency_rules& agency,
                                  const std::string& person_digest) const {
    policy::circumstances around{agency.order,  agency.profile,
                                 agency.tables, agency.settings.oris,
                                 in_.now_.utc,  by_.principal.may(right::supervise)};
    const auto since = in_.now_.utc - agency.order.role_memory;
    const auto* const earlier = in_.state_.find_protected(person_digest);
    if (policy::is_identified(request.person) && earlier != nullptr && earlier->at >= since &&
        earlier->role != request.role) {
        around.same_person = policy::earlier_role{earlier->role, earlier->at};
    }
    around.same_incident_protected = in_.state_.is_protected_incident(request.incident, since);
    return policy::judge(request, around);
}

void submitting::refuse(const policy::verdict& verdict, const std::string& person_digest) {
    if (!in_.may_record_refusal(by_)) {
        in_.fail(by_, error_code::busy,
                 "too many refused submissions of this principal; wait a minute");
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
    record.order_digest = in_.rules_of_ori(request.ori).order.digest;
    if (verdict.protected_person) {
        record.person_digest = person_digest;
    }
    in_.append(std::move(record), by_.who);
    in_.answer(by_, model::answers::refused{verdict.violations, verdict.notices});
}

void submitting::admit(const model::calls::submit& call, policy::verdict verdict,
                       const std::string& person_digest) {
    const auto& agency = in_.rules_of_ori(verdict.request.ori);
    const int station = in_.given_.in_force.station_of(verdict.request.ori);
    model::records::admitted record;
    record.state = verdict.admit_to;
    if (record.state == inquiry_state::queued) {
        if (station < 0) {
            in_.fail(by_, error_code::unavailable, "no station of this gateway carries this ORI");
            return;
        }
        record.reference = fresh_reference(agency.profile);
        const auto& line = in_.given_.in_force.settings.stations[static_cast<std::size_t>(station)];
        const auto fit = wire::check(line.payload, {verdict.request, agency.profile, line.device,
                                                    record.reference, in_.now_.utc});
        if (!fit) {
            verdict.violations.push_back({"PROFILE", fit.error().field, fit.error().reason, {}});
            refuse(verdict, person_digest);
            return;
        }
<<<<<<< HEAD
        record.delayed_at = in_.driven() + agency.profile.clocks.delayed_after;
        record.expires_at = send_limit(verdict.request);
=======
        record.delayed_at = driven() + agency.profile.clocks.delayed_after;
        record.expires_at = verdict.send_limit;
>>>>>>> dc36bd5
    }
    record.inquiry_id = in_.given_.cursors.journal_id.substr(0, 6) + "-" +
                        std::to_string(number_of(next(in_.state_.last())));
    record.request = std::move(verdict.request);
    record.content_digest = in_.keyed_(call.content);
    record.person_digest = person_digest;
    record.rules = std::move(verdict.rules);
    record.advisories = std::move(verdict.advisories);
    record.notices = std::move(verdict.notices);
    record.order_digest = agency.order.digest;
    record.tables_digest = agency.tables.digest();
    const auto inquiry_id = record.inquiry_id;
    const auto& stations = in_.given_.in_force.settings.stations;
    in_.append(std::move(record), by_.who,
               station < 0 ? std::string{} : stations[static_cast<std::size_t>(station)].name);
    const auto index = in_.state_.inquiries().find(inquiry_id);
    in_.answer(by_, accepted_view(index));
    in_.enqueue(index);
    if (station >= 0) {
        in_.pump(static_cast<std::size_t>(station));
    }
}

std::string submitting::fresh_reference(const model::profile& profile) const {
    const auto& alphabet = profile.reference_alphabet;
    for (;;) {
        std::string reference;
        while (reference.size() < profile.reference_length) {
            const char c = alphabet[in_.given_.random() % alphabet.size()];
            if (!reference.empty() || c != '0') {
                reference += c;
            }
        }
        // TXT is the mark that ends a native header: no switch shall find it inside our token.
        const bool misleads = reference.find("TXT") != std::string::npos;
        if (!misleads && !in_.state_.inquiries().is_used(reference)) {
            return reference;
        }
    }
}

model::answers::accepted submitting::accepted_view(model::inquiry_index i) const {
    const auto& e = in_.state_.inquiries().at(i);
    // Only what is to be sent has a reference; a repeated submission gets the first answer again.
    const auto state = e.reference.empty() ? inquiry_state::exempt : inquiry_state::queued;
    const auto& told = in_.state_.inquiries().counsel_of(e);
    return {e.inquiry_id, e.reference, e.admitted, state, told.advisories, told.notices};
}

}  // namespace iaq::engine
