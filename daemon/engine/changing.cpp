#include "correlation/phase.hpp"
#include "engine/acting.hpp"
#include "engine/life.hpp"
#include "model/names.hpp"
#include "policy/life.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

/// What changes an inquiry: how the contact ended, and what is otherwise than it was said. The
/// rules are run again, and what they come to stands in the same record as what was said.
namespace iaq::engine {

namespace acts = model::acts;
namespace records = model::records;
using model::inquiry_index;
using model::inquiry_state;
using model::answers::error_code;

namespace {

template <class T>
void take_if_said(T& now, const T& said) {
    if (said != T{}) {
        now = said;
    }
}

/// The request with what the update says; what it does not say stays.
model::inquiry_request merged(model::inquiry_request request, const acts::update& with) {
    if (with.in_custody) {
        request.in_custody = with.in_custody;
    }
    if (with.charge) {
        take_if_said(request.charge.text, with.charge->text);
        take_if_said(request.charge.ncic_code, with.charge->ncic_code);
    }
    take_if_said(request.charged, with.charged);
    take_if_said(request.confined_at, with.confined_at);
    request.desk = with.desk.value_or(request.desk);
    take_if_said(request.evidence, with.evidence);
    take_if_said(request.document, with.document);
    if (with.person) {
        auto& now = request.person;
        const auto& said = *with.person;
        for (const auto& text :
             {&model::subject::last_name, &model::subject::first_name, &model::subject::middle_name,
              &model::subject::suffix, &model::subject::date_of_birth,
              &model::subject::place_of_birth, &model::subject::nationality,
              &model::subject::mothers_maiden_name, &model::subject::fathers_last_name,
              &model::subject::alien_number, &model::subject::fbi_number, &model::subject::state_id,
              &model::subject::operator_license, &model::subject::remarks}) {
            take_if_said(now.*text, said.*text);
        }
        take_if_said(now.said_sex, said.said_sex);
    }
    if (with.role != model::subject_role::unspecified) {
        request.role = with.role;
        take_if_said(request.supervisor_reason, with.reason);
    }
    return request;
}

bool is_judged(const acts::act& what) {
    return std::holds_alternative<acts::update>(what) ||
           std::holds_alternative<acts::contact_ended>(what);
}

/// The same act said again; one that did not say when was recorded with the time.
bool says_the_same(const acts::act& recorded, const acts::act& said) {
    const auto* const ended = std::get_if<acts::contact_ended>(&said);
    const auto* const was = std::get_if<acts::contact_ended>(&recorded);
    if (ended == nullptr || was == nullptr || ended->at != utc_time{}) {
        return recorded == said;
    }
    return was->outcome == ended->outcome && was->note == ended->note;
}

std::vector<records::clock_due> clocks_in(const policy::verdict& verdict) {
    std::vector<records::clock_due> clocks;
    for (const auto& each : verdict.clocks) {
        clocks.push_back({each.clock, each.due});
    }
    return clocks;
}

}  // namespace

/// A repeat is one of the last judgement only: between two alike another may lie.
bool acting::answer_repeated(inquiry_index i, const acts::act& what) {
    for (const auto& each : in_.state_.inquiries().deeds_of(i) | std::views::reverse) {
        if (!is_judged(each.what)) {
            continue;
        }
        if (!is_mine(each) || !says_the_same(each.what, what)) {
            return false;
        }
        const auto& said = in_.state_.inquiries().counsel_of(each);
        tell(i, each.record, said.advisories, said.notices);
        return true;
    }
    return false;
}

/// False when it can take no more; then the answer is given.
bool acting::can_change(inquiry_index i, const acts::act& what) {
    auto why = why_not(i, what);
    const bool can = why.empty();
    if (!can) {
        in_.fail(by_, error_code::conflict, std::move(why), "inquiry_id");
    }
    return can;
}

void acting::tell(inquiry_index i, model::sequence at, std::vector<model::notice> advisories,
                  std::vector<model::notice> notices) {
    model::answers::done told{at};
    told.state = in_.state_.inquiries().at(i).state;
    told.advisories = std::move(advisories);
    told.notices = std::move(notices);
    in_.answer(by_, std::move(told));
}

void acting::change(inquiry_index i, const acts::update& with) {
    const auto& e = in_.state_.inquiries().at(i);
    if (answer_repeated(i, with) || !can_change(i, with)) {
        return;
    }
    const bool may_name = e.state == inquiry_state::registered || e.state == inquiry_state::exempt;
    if (with.person && !may_name) {
        in_.fail(
            by_, error_code::conflict,
            fmt::format("the inquiry is {}: only of one REGISTERED or EXEMPT the person can be "
                        "said anew; cancel it and submit it anew",
                        model::name_of(e.state)),
            "subject");
        return;
    }
    const auto before = e.asked.whole();
    judge_change(i, with, before, merged(before, with), life_of(in_.state_.inquiries(), i));
}

void acting::end_contact(inquiry_index i, acts::contact_ended ended) {
    const auto& e = in_.state_.inquiries().at(i);
    if (answer_repeated(i, ended) || !can_change(i, ended)) {
        return;
    }
    if (e.role != model::subject_role::enforcement_contact &&
        e.contact == acts::contact_outcome::unspecified) {
        in_.fail(by_, error_code::conflict,
                 fmt::format("the inquiry is about no enforcement contact, its role is {}: say "
                             "what changed by an update",
                             model::name_of(e.role)),
                 "inquiry_id");
        return;
    }
    ended.at = ended.at == utc_time{} ? in_.now_.utc : ended.at;
    const auto before = e.asked.whole();
    auto life = life_of(in_.state_.inquiries(), i);
    life.contact_over = true;
    life.released = ended.outcome == acts::contact_outcome::released;
    if (ended.outcome == acts::contact_outcome::booked) {
        judge_change(i, ended, before, policy::booked(before, life, ended.at), life);
        return;
    }
    let_go(i, ended, before, life);
}

/// Nothing is judged anew: the person is with nobody here who could be told to do anything.
void acting::let_go(inquiry_index i, const acts::contact_ended& ended,
                    const model::inquiry_request& before, const policy::life& life) {
    const auto& e = in_.state_.inquiries().at(i);
    records::judgement comes_to;
    comes_to.state = e.state;
    comes_to.request = before;
    comes_to.rules = {"CONTACT"};
    comes_to.expires_at = e.expires_at;
    comes_to.order_digest = in_.rules_of(i).order.digest;
    if (ended.outcome == acts::contact_outcome::other) {
        comes_to.consular_open = e.consular_open;
        comes_to.clocks = e.clocks.running();
        std::erase_if(comes_to.clocks, [](const records::clock_due& each) {
            return each.clock == records::clock_kind::contact;
        });
    } else {
        comes_to.request.in_custody = false;
    }
    const bool never_left = e.state == inquiry_state::queued && !life.may_have_left;
    if (ended.outcome == acts::contact_outcome::released && never_left) {
        comes_to.state = inquiry_state::cancelled;
        comes_to.expires_at = {};
    }
    record_change(i, ended, std::move(comes_to));
}

/// Judges it anew and writes down what it comes to; or says why not.
void acting::judge_change(inquiry_index i, const acts::act& what,
                          const model::inquiry_request& before, const model::inquiry_request& after,
                          const policy::life& life) {
    submitting admission{in_, by_};
    const auto digest = admission.digest_of(after.person);
    auto verdict = policy::judge_again(before, after, life, admission.around(after, digest, i));
    if (verdict.refused()) {
        refuse_change(verdict, digest);
        return;
    }
    records::judgement comes_to;
    comes_to.state = verdict.admit_to;
    comes_to.clocks = clocks_in(verdict);
    comes_to.expires_at = verdict.send_limit;
    comes_to.consular_open = verdict.opens_consular_duty;
    comes_to.order_digest = in_.rules_of(i).order.digest;
    if (comes_to.state == inquiry_state::queued && !can_wait(i, verdict.request, comes_to)) {
        return;
    }
    if (stands_so(i, verdict, comes_to)) {
        tell(i, model::sequence::none, std::move(verdict.advisories), std::move(verdict.notices));
        return;
    }
    for (const auto& each : verdict.to_supervisors) {
        comes_to.to_supervisors.push_back(each.id);
    }
    comes_to.request = std::move(verdict.request);
    comes_to.rules = std::move(verdict.rules);
    comes_to.advisories = std::move(verdict.advisories);
    comes_to.notices = std::move(verdict.notices);
    record_change(i, what, std::move(comes_to));
}

/// True when nothing would be otherwise than it is.
bool acting::stands_so(inquiry_index i, const policy::verdict& verdict,
                       const records::judgement& comes_to) const {
    const auto& e = in_.state_.inquiries().at(i);
    return comes_to.state == e.state && verdict.request == e.asked.whole() &&
           comes_to.clocks == e.clocks.running() && comes_to.consular_open == e.consular_open;
}

/// All that was found at once; of somebody protected nothing but the rule is kept.
void acting::refuse_change(const policy::verdict& verdict, const std::string& person_digest) {
    if (verdict.protected_person && !submitting{in_, by_}.record_refusal(verdict, person_digest)) {
        return;
    }
    model::answers::error refusal;
    refusal.code = error_code::invalid;
    refusal.field = verdict.violations.front().field;
    for (const auto& each : verdict.violations) {
        refusal.message += (refusal.message.empty() ? "" : " ") + each.message;
    }
    refusal.notices = verdict.notices;
    in_.fail(by_, std::move(refusal));
}

/// What waits for the switch must fit it; what was registered or exempt needs what a submission
/// needs besides. False: the answer is given.
bool acting::can_wait(inquiry_index i, const model::inquiry_request& request,
                      records::judgement& comes_to) {
    submitting admission{in_, by_};
    const auto& e = in_.state_.inquiries().at(i);
    const bool is_new = e.state != inquiry_state::queued;
    if (is_new && !admission.is_open_for_intake(request.ori)) {
        return false;
    }
    std::optional<model::violation> unfit;
    if (e.reference.empty()) {
        comes_to.reference = admission.reference_for(request, unfit).value_or(std::string{});
    } else {
        unfit = admission.misfit(request, e.reference);
    }
    if (unfit) {
        in_.fail(by_, error_code::invalid, unfit->message, unfit->field);
        return false;
    }
    if (is_new) {
        comes_to.delayed_at =
            in_.driven() + in_.rules_of_ori(request.ori).profile.clocks.delayed_after;
    }
    return !e.reference.empty() || !comes_to.reference.empty();
}

void acting::record_change(inquiry_index i, const acts::act& what, records::judgement comes_to) {
    if (!in_.can_take_records(by_)) {
        return;
    }
    const auto& e = in_.state_.inquiries().at(i);
    const auto id = e.inquiry_id;
    auto station = in_.state_.inquiries().origin_of(e).station;
    const auto place = in_.given_.in_force.station_of(comes_to.request.ori);
    if (station.empty() && place >= 0) {
        station = in_.given_.in_force.settings.stations[static_cast<std::size_t>(place)].name;
    }
    const auto advisories = comes_to.advisories;
    const auto notices = comes_to.notices;
    const auto held = in_.take_from_queue(i);
    records::body record;
    if (const auto* const ended = std::get_if<acts::contact_ended>(&what)) {
        record = records::contact_ended{id, *ended, std::move(comes_to)};
    } else {
        record = records::inquiry_updated{id, std::get<acts::update>(what), std::move(comes_to)};
    }
    const auto at = in_.append(std::move(record), by_.who, station);
    tell(i, at, advisories, notices);
    in_.put_into_queue(i, held);
}

}  // namespace iaq::engine
