#include "correlation/phase.hpp"
#include "engine/engine.hpp"
#include "engine/same_person.hpp"

#include <algorithm>

/// Clocks: each fires once, at its time or at once after an outage; and the drain on the way out.
namespace iaq::engine {

using model::inquiry_state;
using model::records::clock_kind;

namespace {

constexpr nanoseconds drain_max = 10s;

/// The clock's record. QUERY48 tells nobody when another inquiry has asked about the person.
model::records::clock_fired fired(const clocks::deadline& d, const correlation::book& book,
                                  const rules& in_force) {
    model::records::clock_fired record{book.at(d.inquiry).inquiry_id, d.kind, d.due};
    record.reply = d.reply;
    if (d.kind == clock_kind::query_36h || d.kind == clock_kind::query_47h) {
        const auto other = asked_instead(book, in_force, d.inquiry);
        if (other != model::inquiry_index::none) {
            record.asked_instead = book.at(other).inquiry_id;
        }
    }
    return record;
}

}  // namespace

void engine::on(const model::inputs::deadline_reached&) { armed_.reset(); }

void engine::fire_deadlines() {
    if (stopping_) {
        return;
    }
    for (auto d = state_.deadlines().first(); d && d->due <= driven();
         d = state_.deadlines().first()) {
        const auto& e = state_.inquiries().at(d->inquiry);
        const auto& station = state_.inquiries().origin_of(e).station;
        if (d->kind == clock_kind::send_expiry) {
            unqueue(d->inquiry);
        }
        if (d->kind == clock_kind::send_expiry && e.unanswered > 0) {
            // An attempt nobody answered may have arrived: it is not "never sent".
            append(model::records::send_given_up{e.inquiry_id, inquiry_state::in_doubt}, {},
                   station);
            continue;
        }
        append(fired(*d, state_.inquiries(), given_.in_force), {}, station);
    }
    sum_refusals(false);
    sum_reads(false);
    sum_refused_logons(false);
    for (std::size_t station = 0; station < lines_.size(); ++station) {
        auto& l = lines_[station];
        if (l.alert_due && *l.alert_due <= now_.mono) {
            l.alert_due.reset();
            stand("link_down", given_.in_force.settings.stations[station].name, true);
        }
        if (!l.retries.empty() || l.pause.is_open()) {
            pump(station);
        }
    }
}

void engine::arm_next() {
    std::optional<mono_time> first;
    const auto consider = [&](mono_time at) { first = first ? std::min(*first, at) : at; };
    if (stopping_) {
        consider(stop_limit_);
    } else if (const auto d = state_.deadlines().first()) {
        consider(timeline_.when(d->due));
    }
    for (const auto& l : lines_) {
        if (l.alert_due) {
            consider(*l.alert_due);
        }
        if (const auto trial = l.pause.next_trial(); trial && l.up && *trial > now_.mono) {
            consider(*trial);
        }
        for (const auto& [inquiry, retry] : l.retries) {
            if (l.up && retry.not_before > now_.mono) {
                consider(retry.not_before);
            }
        }
    }
    if (reloading_.ready) {
        consider(reloading_.limit);
    }
    if (const auto at = clock_.next_look()) {
        consider(*at);
    }
    if (may_look_at_retention()) {
        consider(retention_.next_look);
    }
    if (!looks_at_reads_ && !stopping_) {
        consider(next_look_at_reads_);
    }
    if (const auto over = reads_.next_over(); over && !stopping_) {
        consider(*over);
    }
    if (state_.last() != state_.last_head() && !stopped_written_) {
        consider(next_head_);
    }
    if (first && armed_ != first) {
        armed_ = first;
        out_.push_back(model::actions::arm_deadline{*first});
    }
}

void engine::on(const model::inputs::shutdown_asked& in) {
    const bool now = in.how == model::inputs::shutdown_kind::now;
    const auto limit = now ? now_.mono : now_.mono + drain_max;
    stop_limit_ = stopping_ ? std::min(stop_limit_, limit) : limit;
    stopping_ = true;
    for (auto& l : lines_) {
        l.alert_due.reset();
    }
}

void engine::finish_stopping() {
    if (!stopping_ || stopped_written_) {
        return;
    }
    const bool in_flight =
        std::ranges::any_of(lines_, [](const line& l) { return !l.in_flight.empty(); });
    const bool pushing = std::ranges::any_of(sessions_, [](const auto& s) {
        return s.second.stream && !s.second.stream->outstanding.empty();
    });
    const bool settled =
        !in_flight && !pushing && !shredding_ && held_.empty() && durable_ == state_.last();
    if (!settled && now_.mono < stop_limit_) {
        return;
    }
    sum_refusals(true);
    sum_reads(true);
    sum_refused_logons(true);
    log_all_off("the gateway stops");
    model::records::stopped record;
    record.reason = settled ? "drained" : "limit reached";
    record.state_digest = state_.digest();
    record.state_sequence = state_.last();
    append(std::move(record));
    append(model::records::checkpoint_due{next(state_.last())});
    stopped_written_ = true;
    say(model::actions::stop{"asked to stop"});
}

}  // namespace iaq::engine
