#include "base/assert.hpp"
#include "base/text.hpp"
#include "correlation/phase.hpp"
#include "engine/engine.hpp"
#include "wire/payload.hpp"

#include <algorithm>

/// What leaves for the switch, when, and how often. A line has as many in flight as its window has
/// room for, one in most cases; each attempt is a durable record before its first byte (G2, G5).
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;

namespace {

bool is_temporary(const model::profile& profile, std::string_view nak) {
    return std::ranges::any_of(profile.retry.nak_temporary, [&](const auto& pattern) {
        return text::contains_folded(nak, pattern);
    });
}

}  // namespace

void engine::pump(std::size_t station) {
    auto& l = lines_[station];
    const auto& settings = given_.in_force.settings.stations[station];
    while (l.up && !is_leaving(station) && l.in_flight.size() < settings.window && !stopping_ &&
           !space_short_ && state_.hold_of(settings.name) == nullptr &&
           l.pause.lets_through(l.in_flight.size(), now_.mono)) {
        const auto chosen = next_to_send(l);
        if (!chosen) {
            return;
        }
        give_up_or_send(station, *chosen);
    }
}

/// In doubt, or refused for now: a switch that does so to one after the other gets no more of them.
void engine::came_to_nothing(std::size_t station, inquiry_index i) {
    const auto& settings = given_.in_force.settings.stations[station];
    const breaker::terms terms{settings.pause_after, settings.pause_wait};
    if (lines_[station].pause.failed(i, terms, now_.mono)) {
        stand("station_paused", settings.name, true);
    }
}

void engine::has_worked(std::size_t station) {
    if (lines_[station].pause.worked()) {
        stand("station_paused", given_.in_force.settings.stations[station].name, false);
    }
}

/// Its clock fires on its own; until then it must not leave either.
bool engine::has_expired(inquiry_index i) const {
    const auto& e = state_.inquiries().at(i);
    return e.expires_at != utc_time{} && e.expires_at <= std::max(driven(), now_.utc);
}

std::optional<inquiry_index> engine::next_to_send(line& l) {
    while (!l.unresolved.empty()) {
        const auto i = l.unresolved.front();
        l.unresolved.pop_front();
        if (state_.inquiries().at(i).state == inquiry_state::sending) {
            return i;
        }
    }
    for (auto it = l.waiting.begin(); it != l.waiting.end();) {
        const auto i = std::get<inquiry_index>(*it);
        if (state_.inquiries().at(i).state != inquiry_state::queued) {
            l.retries.erase(i);
            it = l.waiting.erase(it);
            continue;
        }
        const auto retry = l.retries.find(i);
        const bool waits = retry != l.retries.end() && retry->second.not_before > now_.mono;
        if (!waits && !has_expired(i) && !l.holds(i)) {
            l.waiting.erase(it);
            return i;
        }
        ++it;
    }
    return std::nullopt;
}

/// A person who has it sent again gives it as many attempts anew.
bool engine::is_at_limit(inquiry_index i) const {
    const auto& e = state_.inquiries().at(i);
    return e.attempts - e.ordered_after >= rules_of(i).profile.retry.attempts_max;
}

void engine::give_up_or_send(std::size_t station, inquiry_index i) {
    const auto& e = state_.inquiries().at(i);
    const auto& name = given_.in_force.settings.stations[station].name;
    if (is_at_limit(i)) {
        lines_[station].retries.erase(i);
        append(model::records::send_given_up{e.inquiry_id, inquiry_state::in_doubt}, {}, name);
        return;  // each attempt has told the breaker
    }
    begin_send(station, i);
}

void engine::begin_send(std::size_t station, inquiry_index i) {
    auto& l = lines_[station];
    const auto& settings = given_.in_force.settings.stations[station];
    const auto& e = state_.inquiries().at(i);
    model::records::send_begun record;
    record.inquiry_id = e.inquiry_id;
    record.reference = e.reference;
    record.attempt = e.attempts + 1;
    record.possible_duplicate = e.unanswered > 0 || e.not_forwarded;
    record.bytes = e.sent_bytes;
    if (record.bytes.empty()) {
        const auto written = wire::format(
            settings.payload,
            {e.asked.whole(), rules_of(i).profile, settings.device, e.reference, now_.utc});
        if (!written) {
            // Admitted under another profile, which could carry it: a person must look.
            append(model::records::send_given_up{e.inquiry_id, inquiry_state::in_doubt}, {},
                   settings.name);
            return;
        }
        record.bytes = written.value();
    }
    const std::string bytes = record.bytes;
    const auto number = append(std::move(record), {}, settings.name);
    l.pause.begun(i, now_.mono);
    if (!l.holds(i)) {
        l.in_flight.push_back({number, i});
    }
    const auto flight = std::ranges::find(l.in_flight, i, &line::flight::inquiry);
    say(model::actions::send_frame{l.id, flight->token, bytes});
}

void engine::acknowledge_inquiry(inquiry_index i, std::size_t station) {
    const auto& e = state_.inquiries().at(i);
    const auto& clocks = rules_of(i).profile.clocks;
    append(
        model::records::send_acknowledged{e.inquiry_id, e.begun, driven() + clocks.no_receipt_after,
                                          driven() + clocks.overdue_after},
        {}, given_.in_force.settings.stations[station].name);
    has_worked(station);
}

void engine::on(const model::inputs::send_acknowledged& in) {
    const auto place = place_of(in.station);
    if (!place) {
        return;  // its line ended with a reload
    }
    const auto station = *place;
    auto& l = lines_[station];
    const auto landed = l.land(in.token);
    if (!landed) {
        return;
    }
    const auto& e = state_.inquiries().at(*landed);
    const auto stands = e.state;
    if (stands != inquiry_state::queued) {  // else SM .01 or .04 beat it, and it waits to go again
        l.retries.erase(*landed);
    }
    // In doubt with an attempt on its way: what had settled it was taken back by a person.
    const bool settles = stands == inquiry_state::in_doubt && !e.not_forwarded &&
                         !state_.is_quarantined(e.inquiry_id);
    if (stands == inquiry_state::sending || settles) {
        acknowledge_inquiry(*landed, station);
    }
    pump(station);
}

void engine::on(const model::inputs::send_refused& in) {
    const auto place = place_of(in.station);
    if (!place) {
        return;  // its line ended with a reload
    }
    const auto station = *place;
    auto& l = lines_[station];
    const auto landed = l.land(in.token);
    if (!landed) {
        return;
    }
    const auto i = *landed;
    const auto& e = state_.inquiries().at(i);
    const auto& profile = rules_of(i).profile;
    const bool was_sending = e.state == inquiry_state::sending;
    const bool permanent = !in.temporary && !is_temporary(profile, in.text);
    if (correlation::next(e.state, permanent ? correlation::event::nak_permanent
                                             : correlation::event::nak_temporary) &&
        e.state != inquiry_state::rejected) {
        append(model::records::send_refused{e.inquiry_id, e.begun, in.text, permanent}, {},
               given_.in_force.settings.stations[station].name);
        if (was_sending && permanent) {
            l.retries.erase(i);
            has_worked(station);
        }
        if (was_sending && !permanent) {
            came_to_nothing(station, i);
            auto& retry = l.retries[i];
            const auto doubled = std::max(profile.retry.wait_first, retry.wait * 2);
            retry.wait = std::min(doubled, profile.retry.wait_max);
            retry.not_before = now_.mono + retry.wait;
            enqueue(i);
        }
    }
    pump(station);
}

void engine::on(const model::inputs::send_unacknowledged& in) {
    const auto place = place_of(in.station);
    if (!place) {
        return;  // its line ended with a reload
    }
    const auto station = *place;
    auto& l = lines_[station];
    const auto flight = std::ranges::find(l.in_flight, in.token, &line::flight::token);
    if (flight == l.in_flight.end()) {
        return;
    }
    const auto i = flight->inquiry;
    const auto& e = state_.inquiries().at(i);
    const auto& name = given_.in_force.settings.stations[station].name;
    const bool unresolved = e.state == inquiry_state::sending;
    const bool may_resend = !stopping_ && state_.hold_of(name) == nullptr;
    const bool at_limit = is_at_limit(i);
    if (unresolved && may_resend && !at_limit) {
        begin_send(station, i);
        return;
    }
    if (unresolved && at_limit) {
        append(model::records::send_given_up{e.inquiry_id, inquiry_state::in_doubt}, {}, name);
        came_to_nothing(station, i);
    } else if (unresolved) {
        l.unresolved.push_front(i);  // held or stopping: resent later, counted in the limit
    }
    say(model::actions::abandon_send{in.station, in.token});
    l.land(in.token);
    pump(station);
}

void engine::on(const model::inputs::link_came_up& in) {
    const auto place = place_of(in.station);
    if (!place) {
        return;  // its line ended with a reload
    }
    const auto station = *place;
    auto& l = lines_[station];
    const auto& name = given_.in_force.settings.stations[station].name;
    l.up = true;
    l.connection = in.connection;
    l.peer = in.peer;
    l.tls = in.tls;
    l.since = now_.utc;
    l.alert_due.reset();
    l.pause.line_came_up(now_.mono);
    append(model::records::link_up{in.connection, in.peer, in.frame_bytes_max, in.idle_seconds,
                                   in.timeout_seconds},
           {}, name);
    stand("link_down", name, false);
    pump(station);
}

void engine::on(const model::inputs::link_went_down& in) {
    const auto place = place_of(in.station);
    if (!place) {
        line_ended(in);
        return;
    }
    const auto station = *place;
    auto& l = lines_[station];
    const auto& name = given_.in_force.settings.stations[station].name;
    if (!l.up) {
        return;
    }
    l.up = false;
    l.since = now_.utc;
    l.peer.clear();
    l.tls.clear();
    l.alert_due = now_.mono + line::alert_after;
    for (; !l.in_flight.empty(); l.in_flight.pop_back()) {
        const auto i = l.in_flight.back().inquiry;
        if (state_.inquiries().at(i).state == inquiry_state::sending) {
            l.unresolved.push_front(i);
        }
    }
    append(model::records::link_down{in.connection, in.peer, in.cause, in.bytes_in, in.bytes_out,
                                     in.milliseconds},
           {}, name);
}

/// One that a reload took out of the configuration, or began anew: its end is a record as well.
void engine::line_ended(const model::inputs::link_went_down& in) {
    const auto gone = gone_lines_.find(in.station);
    if (gone != gone_lines_.end()) {
        append(model::records::link_down{in.connection, in.peer, in.cause, in.bytes_in,
                                         in.bytes_out, in.milliseconds},
               {}, gone->second);
        gone_lines_.erase(gone);
    }
}

}  // namespace iaq::engine
