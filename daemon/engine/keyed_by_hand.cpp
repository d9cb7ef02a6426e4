#include "correlation/phase.hpp"
#include "engine/acting.hpp"
#include "engine/tell.hpp"

#include <algorithm>
#include <utility>

/// What was keyed by hand at the state's own terminal: a fact. It is recorded, and then the rules
/// say what they find; only somebody protected is written nowhere.
namespace iaq::engine {

namespace acts = model::acts;
namespace records = model::records;
using model::inquiry_index;
using model::inquiry_state;
using model::answers::error_code;

namespace {

/// What was found against it stands beside it as advice: it has happened.
void add_as_advice(policy::verdict& verdict) {
    for (auto& each : verdict.violations) {
        const bool is_new = std::ranges::find(verdict.rules, each.rule) == verdict.rules.end();
        if (is_new) {
            verdict.rules.push_back(each.rule);
        }
        if (each.rule == "ROLE") {
            verdict.to_supervisors.push_back({each.rule, {}, {}, {}});
        }
        verdict.advisories.push_back({each.rule, "The rule would have refused it.",
                                      std::move(each.message), std::move(each.citation)});
    }
    verdict.violations.clear();
}

/// Without these nobody could say whose it is, or about whom: the name of the first that lacks.
const model::violation* unbearable(const policy::verdict& verdict) {
    const auto found = std::ranges::find_if(verdict.violations, [](const model::violation& v) {
        return v.rule == "PEOPLE" || v.field == "ori" || v.field == "subject.last_name" ||
               v.field == "subject.first_name" || v.field == "subject.date_of_birth";
    });
    return found == verdict.violations.end() ? nullptr : &*found;
}

}  // namespace

void acting::serve(const model::calls::manual& call) {
    if (!may_act()) {
        return;
    }
    if (const auto bad = in_the_future(call.keyed.at)) {
        in_.fail(by_, error_code::invalid, "keyed_at lies in the future; correct it", "keyed_at");
        return;
    }
    if (call.inquiry_id.empty()) {
        record_new(call);
        return;
    }
    const auto i = in_.find_of_desk(by_, call.inquiry_id);
    if (i != inquiry_index::none && may_be_written(call)) {
        record_for(i, call);
    }
}

/// What was keyed may be said besides the inquiry it stands for; not about somebody protected.
bool acting::may_be_written(const model::calls::manual& call) {
    submitting admission{in_, by_};
    auto request = call.request;
    request.register_only = request.dry_run = false;
    const auto digest = admission.digest_of(request.person);
    const auto verdict = policy::judge(request, admission.around(request, digest));
    if (verdict.protected_person) {
        refuse_protected(verdict, digest, call);
    }
    return !verdict.protected_person;
}

/// Of one that the switch has it is noted beside it; any other it takes off the machine's hands.
void acting::record_for(inquiry_index i, const model::calls::manual& call) {
    if (const auto before = done_before(i, call.keyed)) {
        tell_keyed(i, *before);
        return;
    }
    if (auto why = why_not(i, call.keyed); !why.empty()) {
        in_.fail(by_, error_code::conflict, std::move(why), "inquiry_id");
        return;
    }
    if (!in_.can_take_records(by_)) {
        return;
    }
    const auto& e = in_.state_.inquiries().at(i);
    const auto after = correlation::next(e.state, correlation::event::keyed_by_hand);
    if (!after) {
        in_.fail(by_, error_code::conflict, "it stands where nothing by hand can follow",
                 "inquiry_id");
        return;
    }
    const auto held = in_.take_from_queue(i);
    const auto at =
        in_.append(records::manual_recorded{e.inquiry_id, call.request, call.keyed, after.value()},
                   by_.who, in_.state_.inquiries().origin_of(e).station);
    tell_keyed(i, at);
    in_.put_into_queue(i, held);
}

void acting::tell_keyed(inquiry_index i, model::sequence at) {
    const auto& e = in_.state_.inquiries().at(i);
    model::answers::done told{at};
    told.state = e.state;
    told.inquiry_id = e.inquiry_id;
    const auto& said = judgement_of(in_.state_.inquiries(), i);
    told.advisories = said.advisories;
    told.notices = said.notices;
    if (e.state != inquiry_state::manual) {
        told.text = "The switch has, or may have, this inquiry as well: it may be asked twice.";
    }
    in_.answer(by_, std::move(told));
}

void acting::record_new(const model::calls::manual& call) {
    submitting admission{in_, by_};
    if (!admission.may_submit(call.request.ori)) {
        return;
    }
    const auto bound = admission.bound_to(call.request.idempotency_key);
    if (bound != inquiry_index::none) {
        record_again(bound, call);
        return;
    }
    if (!in_.can_take_records(by_)) {
        return;
    }
    auto request = call.request;
    request.register_only = request.dry_run = false;
    const auto digest = admission.digest_of(request.person);
    auto verdict = policy::judge(request, admission.around(request, digest));
    if (verdict.protected_person) {
        refuse_protected(verdict, digest, call);
        return;
    }
    if (const auto* const lacks = unbearable(verdict)) {
        in_.fail(by_, error_code::invalid, lacks->message, "request." + lacks->field);
        return;
    }
    if (verdict.refused()) {
        verdict.request = std::move(request);  // a refusal keeps no person
        add_as_advice(verdict);
    }
    verdict.admit_to = inquiry_state::manual;
    const int station = in_.given_.in_force.station_of(verdict.request.ori);
    const auto name =
        station < 0 ? std::string{}
                    : in_.given_.in_force.settings.stations[static_cast<std::size_t>(station)].name;
    auto record = admission.admission(std::move(verdict), call.content, digest);
    const auto id = record.inquiry_id;
    in_.append(std::move(record), by_.who, name);
    const auto at = in_.append(records::manual_recorded{id, {}, call.keyed, inquiry_state::manual},
                               by_.who, name);
    tell_keyed(in_.state_.inquiries().find(id), at);
}

/// The answer was lost; or the second record was, when the machine died between the two.
void acting::record_again(inquiry_index bound, const model::calls::manual& call) {
    const auto& e = in_.state_.inquiries().at(bound);
    if (e.asked.content_digest() != in_.keyed_(call.content)) {
        in_.fail(by_, error_code::conflict,
                 "this key was used for another submission; use a new key for a new inquiry",
                 "request.idempotency_key");
        return;
    }
    record_for(bound, call);
}

/// II.A.1: who it is stands nowhere. That it was keyed does, and the supervisors are told.
void acting::refuse_protected(const policy::verdict& verdict, const std::string& person_digest,
                              const model::calls::manual& call) {
    if (!submitting{in_, by_}.record_refusal(verdict, person_digest, call.keyed)) {
        return;
    }
    model::answers::error refusal;
    refusal.code = error_code::forbidden;
    refusal.field = "request.role";
    refusal.message =
        "The order refuses this inquiry. That it was keyed by hand is recorded, who it is about is "
        "not, and the supervisors are told. " +
        verdict.violations.front().message;
    refusal.notices = verdict.notices;
    in_.fail(by_, std::move(refusal));
}

}  // namespace iaq::engine
