#include "engine/operating.hpp"
#include "correlation/phase.hpp"
#include "engine/placing.hpp"
#include "engine/replaying.hpp"
#include "engine/sight.hpp"
#include "model/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

/// Cancel, what operators decide, status.
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;
using model::right;
using model::answers::error_code;

void engine::serve(const asking& a, const model::calls::cancel& call) {
    if (!a.principal.may(right::submit)) {
        forbid(a, {}, "this principal has no right to submit or cancel");
        return;
    }
    const auto i = find_of_desk(a, call.inquiry_id);
    if (i == inquiry_index::none) {
        return;
    }
    const auto& e = state_.inquiries().at(i);
    const bool left = correlation::may_have_left(e.state) || correlation::left_before(e);
    if (left || !correlation::next(e.state, correlation::event::cancelled)) {
        model::answers::error refusal;
        refusal.code = error_code::conflict;
        refusal.message =
            fmt::format("the inquiry is {} and cannot be cancelled{}", model::name_of(e.state),
                        left ? ": it may have left for the switch" : "");
        refusal.may_key_by_hand = left ? model::by_hand::unsafe : model::by_hand::safe;
        fail(a, std::move(refusal));
        return;
    }
    const auto at = append(model::records::cancelled{e.inquiry_id, call.reason}, a.who,
                           state_.inquiries().origin_of(e).station);
    unqueue(i);
    answer(a, model::answers::done{at});
}

void engine::serve(const asking& a, const model::calls::operate& call) {
    operating{*this}.serve(a, call);
}

void operating::serve(const asking& a, const model::calls::operate& call) {
    using model::records::operation;
    const bool of_law = call.what == operation::legal_hold || call.what == operation::legal_release;
    if (!a.principal.may(of_law ? right::supervise : right::operate)) {
        in_.forbid(a, {},
                   of_law ? "this principal has no right to supervise"
                          : "this principal has no right to operate");
        return;
    }
    if (call.reason.empty()) {
        in_.fail(a, error_code::invalid, "a reason is needed; it is journaled", "reason");
        return;
    }
    switch (call.what) {
        case operation::hold:
        case operation::release: hold_or_release(a, call); return;
        case operation::resend:
        case operation::fail: resolve(a, call); return;
        case operation::assign: placing{in_}.assign(a, call); return;
        case operation::withdraw: placing{in_}.withdraw(a, call); return;
        case operation::classify: placing{in_}.classify(a, call); return;
        case operation::replay: replaying{in_}.begin(a, call); return;
        case operation::replay_end: replaying{in_}.end(a, call); return;
        case operation::legal_hold:
        case operation::legal_release: change_legal_hold(a, call); return;
        case operation::unspecified: break;
    }
    in_.fail(a, error_code::invalid, "say what is to be done", "operation");
}

void operating::hold_or_release(const asking& a, const model::calls::operate& call) {
    const auto& in_force = in_.given_.in_force;
    const auto* const station = in_force.find_station(call.station);
    const bool serves =
        station != nullptr && std::ranges::any_of(station->oris, [&](auto& ori) {
            return std::ranges::find(a.principal.oris, ori) != a.principal.oris.end();
        });
    if (!serves) {
        in_.fail(a, error_code::not_found, "no such station of an ORI of yours", "station");
        return;
    }
    const auto at = in_.append(
        model::records::operator_action{call.what, call.station, call.reason}, a.who, call.station);
    in_.answer(a, model::answers::done{at});
    in_.pump(static_cast<std::size_t>(in_force.station_of(station->oris.front())));
}

void operating::change_legal_hold(const asking& a, const model::calls::operate& call) {
    if (in_.find_own(a, call.inquiry_id) == inquiry_index::none) {
        return;
    }
    const bool standing = call.what == model::records::operation::legal_hold;
    if (in_.state_.has_legal_hold(call.inquiry_id) == standing) {
        in_.answer(a, model::answers::done{});
        return;
    }
    const auto at = in_.append(
        model::records::legal_hold_changed{call.inquiry_id, standing, call.reason}, a.who);
    in_.answer(a, model::answers::done{at});
}

namespace {

/// The digest reads the whole state: not more often than this, however often it is asked for.
constexpr nanoseconds digest_every = 1s;

model::answers::station_status status_of(const model::station_settings& settings, const line& l,
                                         const std::string* hold) {
    model::answers::station_status s;
    s.name = settings.name;
    s.up = l.up;
    s.peer = l.peer;
    s.since = l.since;
    s.held = hold != nullptr;
    s.hold_reason = hold != nullptr ? *hold : std::string{};
    s.queued = l.waiting.size();
    s.in_flight = l.in_flight.size();
    s.protocol = model::name_of(settings.protocol);
    s.payload = model::name_of(settings.payload);
    s.under_tls = settings.tls.is_on();
    s.tls = l.tls;
    return s;
}

/// Counts what the principal may read, and nothing else.
std::vector<model::answers::state_count> count_states(const correlation::book& book,
                                                      const model::principal_settings& who) {
    std::array<model::answers::state_count, 16> by_state{};
    for (const auto i : book.all()) {
        const auto& e = book.at(i);
        if (e.shredded == model::sequence::none &&
            delivery::may_read(who, e.asked.ori(), e.asked.desk())) {
            auto& row = by_state[static_cast<std::size_t>(e.state)];
            row.state = e.state;
            row.oldest = row.count == 0 ? e.admitted_at : std::min(row.oldest, e.admitted_at);
            ++row.count;
        }
    }
    std::vector<model::answers::state_count> counts;
    std::ranges::copy_if(by_state, std::back_inserter(counts),
                         [](const auto& row) { return row.count > 0; });
    return counts;
}

}  // namespace

void engine::serve(const asking& a, const model::calls::status& call) {
    if (!a.principal.may(right::read)) {
        forbid(a, {}, "this principal has no right to read");
        return;
    }
    const auto& settings = given_.in_force.settings;
    model::answers::status s;
    s.version = given_.version;
    s.environment = settings.test_environment ? "test" : "live";
    s.journal_id = given_.cursors.journal_id;
    s.now = now_.utc;
    s.started_at = started_.utc;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const auto& station = settings.stations[i];
        if (concerns(&station, a.principal)) {
            s.stations.push_back(status_of(station, lines_[i], state_.hold_of(station.name)));
        }
    }
    s.states = count_states(state_.inquiries(), a.principal);
    s.unmatched = a.principal.may(right::operate) ? placing{*this}.count(a) : 0;
    s.sessions = sessions_.size();
    s.head = state_.last();
    s.durable = durable_;
    s.last_sync = last_sync_;
    s.seal = given_.in_force.settings.seals ? "on" : "off";
    if (const auto& network = given_.in_force.settings.intake_tls; network.is_on()) {
        s.intake_tls = network.least == model::tls_floor::tls_1_2 ? "1.2" : "1.3";
    }
    for (const auto& [of, told] : state_.standing()) {
        const auto& [condition, station] = of;
        if (!concerns(given_.in_force.find_station(station), a.principal)) {
            continue;
        }
        s.standing_conditions.push_back(station.empty() ? condition : condition + " " + station);
    }
    s.intake_paused =
        admission_.is_paused() || space_short_ ||
        std::ranges::all_of(lines_, [](const line& l) { return l.intake.is_paused(); });
    if (!summary_.taken || now_.mono - *summary_.taken >= digest_every) {
        summary_ = {state_.digest(), state_.last(), now_.mono};
    }
    s.state_digest = summary_.digest;
    s.state_sequence = summary_.at;
    s.replaced_files = call.replaced_files;
    answer(a, std::move(s));
}

}  // namespace iaq::engine
