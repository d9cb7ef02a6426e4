#include "engine/submission.hpp"

#include "engine/same_person.hpp"
#include "wire/payload.hpp"

#include <algorithm>

/// A submission's way in: rights, key, load, policy, journal. Nothing of it is said to the client
/// before the record is durable.
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;
using model::right;
using model::answers::error_code;

namespace {

constexpr std::size_t asked_before_max = 16;  // looked at for ALREADY_ASKED, the newest

}  // namespace

/// What is asked again after this is asked with the same key, where it has one.
bool ground::can_take_records(const asking& a) {
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
    if (!request.dry_run && (answer_bound_key(call) || !is_open_for_intake(request.ori))) {
        return;
    }
    const auto person_digest = digest_of(request.person);
    auto verdict = policy::judge(request, around(request, person_digest));
    if (verdict.refused()) {
        refuse(verdict, person_digest);
    } else if (request.dry_run) {
        tell_dry(verdict);
    } else {
        admit(call, std::move(verdict), person_digest);
    }
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

inquiry_index submitting::bound_to(const std::string& key) const {
    const auto bound = in_.state_.inquiries().find_key(by_.who.principal, key);
    const bool holds =
        bound != inquiry_index::none &&
        in_.state_.inquiries().at(bound).admitted_at + in_.rules_of(bound).order.key_memory >
            in_.now_.utc;
    return holds ? bound : inquiry_index::none;
}

bool submitting::answer_bound_key(const model::calls::submit& call) {
    const auto bound = bound_to(call.request.idempotency_key);
    if (bound == inquiry_index::none) {
        return false;
    }
    const auto& earlier = in_.state_.inquiries().at(bound);
    if (earlier.asked.content_digest() != in_.keyed_(call.content)) {
        in_.fail(by_, error_code::conflict,
                 "this key was used for another submission; use a new key for a new inquiry",
                 "idempotency_key");
        return true;
    }
    in_.answer(by_, accepted_view(bound));
    return true;
}

std::string submitting::digest_of(const model::subject& person) const {
    return in_.keyed_("person\n" + policy::person_bytes(person));
}

policy::circumstances submitting::around(const model::inquiry_request& request,
                                         const std::string& person_digest,
                                         inquiry_index self) const {
    const auto& agency = in_.rules_of_ori(request.ori);
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
    const auto& book = in_.state_.inquiries();
    for (const auto i : asked_about(book, in_.given_.in_force, request.ori, request.person)) {
        if (i != self && in_.may_read(by_, i) && around.asked_before.size() < asked_before_max) {
            around.asked_before.push_back(earlier_ask_of(book, i));
        }
    }
    const int station = in_.given_.in_force.station_of(request.ori);
    if (station >= 0) {
        const auto place = static_cast<std::size_t>(station);
        const auto& name = in_.given_.in_force.settings.stations[place].name;
        around.line_is_out = !in_.lines_[place].up || in_.state_.hold_of(name) != nullptr;
    }
    return around;
}

bool submitting::record_refusal(const policy::verdict& verdict, const std::string& person_digest,
                                const model::acts::keyed_by_hand& keyed) {
    if (!in_.may_record_refusal(by_)) {
        in_.fail(by_, error_code::busy,
                 "too many refused submissions of this principal; wait a minute");
        return false;
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
    record.keyed_at = keyed.at;
    record.terminal = keyed.terminal;
    if (verdict.protected_person) {
        record.person_digest = person_digest;
    }
    in_.append(std::move(record), by_.who);
    return true;
}

/// A dry run is refused like any other, and leaves nothing behind.
void submitting::refuse(const policy::verdict& verdict, const std::string& person_digest) {
    const bool is_dry = std::get<model::calls::submit>(by_.in.call).request.dry_run;
    if (is_dry || record_refusal(verdict, person_digest)) {
        in_.answer(by_, model::answers::refused{verdict.violations, verdict.notices});
    }
}

void submitting::tell_dry(const policy::verdict& verdict) {
    model::answers::accepted told;
    told.state = verdict.admit_to;
    told.advisories = verdict.advisories;
    told.notices = verdict.notices;
    told.dry_run = true;
    told.rules = verdict.rules;
    told.missing = verdict.missing;
    for (const auto& each : verdict.clocks) {
        told.clocks.push_back({each.clock, each.due});
    }
    std::optional<model::violation> unfit;
    if (verdict.admit_to == inquiry_state::queued &&
        !reference_for(verdict.request, unfit).has_value()) {
        if (unfit) {
            in_.answer(by_, model::answers::refused{{std::move(*unfit)}, verdict.notices});
        }
        return;
    }
    in_.answer(by_, std::move(told));
}

std::optional<model::violation> submitting::misfit(const model::inquiry_request& request,
                                                   const std::string& reference) const {
    const int station = in_.given_.in_force.station_of(request.ori);
    if (station < 0) {
        return std::nullopt;  // whichever carries it later is asked then
    }
    const auto& line = in_.given_.in_force.settings.stations[static_cast<std::size_t>(station)];
    const auto& agency = in_.rules_of_ori(request.ori);
    const auto fit =
        wire::check(line.payload, {request, agency.profile, line.device, reference, in_.now_.utc});
    return fit ? std::nullopt
               : std::optional{
                     model::violation{"PROFILE", fit.error().field, fit.error().reason, {}}};
}

std::optional<std::string> submitting::reference_for(const model::inquiry_request& request,
                                                     std::optional<model::violation>& unfit) {
    if (in_.given_.in_force.station_of(request.ori) < 0) {
        in_.fail(by_, error_code::unavailable, "no station of this gateway carries this ORI");
        return std::nullopt;
    }
    auto reference = fresh_reference(in_.rules_of_ori(request.ori).profile);
    unfit = misfit(request, reference);
    return unfit ? std::nullopt : std::optional{std::move(reference)};
}

model::records::admitted submitting::admission(policy::verdict verdict, const std::string& content,
                                               const std::string& person_digest) const {
    const auto& agency = in_.rules_of_ori(verdict.request.ori);
    model::records::admitted record;
    record.inquiry_id = in_.given_.cursors.journal_id.substr(0, 6) + "-" +
                        std::to_string(number_of(next(in_.state_.last())));
    record.state = verdict.admit_to;
    record.request = std::move(verdict.request);
    record.content_digest = in_.keyed_(content);
    record.person_digest = person_digest;
    record.rules = std::move(verdict.rules);
    record.advisories = std::move(verdict.advisories);
    record.notices = std::move(verdict.notices);
    record.order_digest = agency.order.digest;
    record.tables_digest = agency.tables.digest();
    for (const auto& each : verdict.clocks) {
        record.clocks.push_back({each.clock, each.due});
    }
    record.consular_open = verdict.opens_consular_duty;
    for (const auto& each : verdict.to_supervisors) {
        record.to_supervisors.push_back(each.id);
    }
    return record;
}

void submitting::admit(const model::calls::submit& call, policy::verdict verdict,
                       const std::string& person_digest) {
    const auto send_limit = verdict.send_limit;
    std::string reference;
    if (verdict.admit_to == inquiry_state::queued) {
        std::optional<model::violation> unfit;
        auto found = reference_for(verdict.request, unfit);
        if (unfit) {
            verdict.violations.push_back(std::move(*unfit));
            refuse(verdict, person_digest);
            return;
        }
        if (!found) {
            return;
        }
        reference = std::move(*found);
    }
    auto record = admission(std::move(verdict), call.content, person_digest);
    const int station = in_.given_.in_force.station_of(record.request.ori);
    if (record.state == inquiry_state::queued) {
        record.reference = std::move(reference);
        record.delayed_at =
            in_.driven() + in_.rules_of_ori(record.request.ori).profile.clocks.delayed_after;
        record.expires_at = send_limit;
    }
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

/// A repeated submission gets the first answer again, whatever became of the inquiry since.
model::answers::accepted submitting::accepted_view(inquiry_index i) const {
    const auto& e = in_.state_.inquiries().at(i);
    const inquiry_state state{static_cast<std::uint8_t>(e.life.front().number)};
    const auto& told = in_.state_.inquiries().counsel_of(e);
    return {e.inquiry_id,    state == inquiry_state::queued ? e.reference : std::string{},
            e.admitted,      state,
            told.advisories, told.notices};
}

}  // namespace iaq::engine
