#include "engine/engine.hpp"

#include "base/assert.hpp"
#include "correlation/phase.hpp"

#include <algorithm>

namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;

namespace {
constexpr nanoseconds head_every = 1s;
}

engine::engine(context given, state recovered, instant now)
    : ground(std::move(given), std::move(recovered), now) {
    retention_.clock_leapt = has_leapt(state_.last_at(), now.utc);
    rebuild_lines();
}

void engine::rebuild_lines() {
    lines_.assign(given_.in_force.settings.stations.size(), {});
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        lines_[i].since = now_.utc;
        lines_[i].said_full =
            state_.standing().contains({"queue_full", given_.in_force.settings.stations[i].name});
    }
    begin_counts();
    const auto& book = state_.inquiries();
    for (const auto i : book.all()) {
        enqueue(i);
    }
}

void engine::enqueue(inquiry_index i) {
    const auto& e = state_.inquiries().at(i);
    if (e.state != inquiry_state::queued && e.state != inquiry_state::sending) {
        return;
    }
    const int station = given_.in_force.station_of(e.asked.ori());
    if (station < 0) {
        return;
    }
    auto& l = lines_[static_cast<std::size_t>(station)];
    if (e.state == inquiry_state::sending) {
        l.unresolved.push_back(i);
        return;
    }
    const auto first = e.expires_at == utc_time{} ? utc_time::max() : e.expires_at;
    l.waiting.emplace(first, e.admitted, i);
    if (e.resend_at != utc_time{}) {
        l.retries[i] = {timeline_.when(e.resend_at), {}};
    }
}

void engine::unqueue(inquiry_index i) {
    const auto& e = state_.inquiries().at(i);
    const int station = given_.in_force.station_of(e.asked.ori());
    if (station >= 0) {
        auto& l = lines_[static_cast<std::size_t>(station)];
        const auto first = e.expires_at == utc_time{} ? utc_time::max() : e.expires_at;
        l.waiting.erase({first, e.admitted, i});
        l.retries.erase(i);
    }
}

model::actions::list engine::start(instant now, std::uint64_t torn_bytes,
                                   const told_at_start& told) {
    now_ = now;
    model::records::started begun;
    begun.version = given_.version;
    begun.journal_id = given_.cursors.journal_id;
    begun.environment = given_.in_force.settings.test_environment ? "test" : "live";
    begun.epoch = given_.cursors.epoch;
    begun.state_digest = state_.digest();
    begun.state_sequence = state_.last();
    begun.torn_bytes = torn_bytes;
    append(begun);
    model::records::configuration_loaded loaded;
    for (const auto& [name, digest] : given_.in_force.digests) {
        loaded.files.push_back({name, digest});
    }
    append(loaded);
    if (told.adopted) {
        adopt(*told.adopted);
    }
    quarantine(told.passed_over);
    const auto& wanted = given_.in_force.settings;
    const bool drops = wanted.retention_age > nanoseconds{0} || wanted.retention_bytes > 0;
    stand("clock_leapt", {}, retention_.clock_leapt && drops);
    end_passing_conditions();
    for (auto& l : lines_) {
        l.alert_due = now_.mono + 60s;
    }
    return step(model::inputs::deadline_reached{}, now);
}

void engine::adopt(const model::records::restored& copy) {
    append(copy);
    const auto& book = state_.inquiries();
    for (const auto i : book.all()) {
        const auto& e = book.at(i);
        if (e.state == inquiry_state::queued || e.state == inquiry_state::sending) {
            unqueue(i);
            append(model::records::send_given_up{e.inquiry_id, inquiry_state::in_doubt}, {},
                   book.origin_of(e).station);
        }
    }
    hold_all("an older copy of the journal was restored");
}

/// What a start knows nothing of any more begins anew, if it does.
void engine::end_passing_conditions() {
    const auto standing = state_.standing();
    for (const auto& [condition, station] : standing) {
        if (condition == "station_paused" || condition == "send_count_gap") {
            stand(condition, station, false);
        }
    }
}

void engine::quarantine(const std::vector<model::records::quarantined>& passed_over) {
    for (const auto& each : passed_over) {
        append(each);
        stand("record_quarantined", {}, true);
        if (each.inquiry_id.empty()) {
            hold_all("a record is quarantined whose inquiry cannot be told: it may have left");
        }
    }
}

void engine::hold_all(const std::string& reason) {
    for (const auto& station : given_.in_force.settings.stations) {
        append(
            model::records::operator_action{model::records::operation::hold, station.name, reason},
            {}, station.name);
    }
}

model::actions::list engine::step(const model::inputs::input& input, instant now) {
    now_ = now;
    if (stopped_written_ && !std::holds_alternative<model::inputs::durable_up_to>(input)) {
        return {};
    }
    fire_deadlines();
    std::visit([&](const auto& in) { on(in); }, input);
    look_at_retention();
    release_held();
    push_deliveries();
    weigh_load();
    announce_head();
    finish_stopping();
    arm_next();
    return std::exchange(out_, {});
}

void engine::announce_head() {
    const bool is_new = state_.last() != state_.last_head();
    if (is_new && next_head_ <= now_.mono && !stopped_written_) {
        append(model::records::checkpoint_due{next(state_.last())});
        next_head_ = now_.mono + head_every;
    }
}

void engine::release_held() {
    held_.release(durable_, out_);
    // A send whose line broke while its record was on its way to the disk is resent by a record of
    // its own: its first frame must not leave on the next connection as well (G5).
    std::erase_if(out_, [&](const model::actions::action& effect) {
        const auto* const send = std::get_if<model::actions::send_frame>(&effect);
        return send != nullptr &&
               !lines_[static_cast<std::size_t>(send->station)].holds(send->token);
    });
}

void engine::on(const model::inputs::session_drained& in) {
    const auto it = sessions_.find(in.session);
    if (it != sessions_.end() && it->second.stream) {
        auto& stream = *it->second.stream;
        for (auto left = in.frames; left > 0 && !stream.outstanding.empty(); --left) {
            stream.outstanding_bytes -= stream.outstanding.front();
            stream.outstanding.pop_front();
        }
    }
}

void engine::on(const model::inputs::durable_up_to& in) {
    ensure(in.upto >= durable_ && in.upto <= state_.last());
    durable_ = in.upto;
    last_sync_ = now_.utc;
}

void engine::on(const model::inputs::space& in) {
    space_short_ = in.is_short;
    for (std::size_t station = 0; station < lines_.size(); ++station) {
        pump(station);
    }
}

void engine::weigh_load() {
    using namespace model::limits;
    admission_.weigh(number_of(state_.last()) - number_of(durable_), records_in_flight_max);
    for (auto& l : lines_) {
        l.intake.weigh(l.waiting.size(), queued_inquiries_max);
    }
    if (stopping_) {
        return;
    }
    stand("queue_full", {}, admission_.is_paused());
    stand("disk_full", {}, space_short_);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto& l = lines_[i];
        if (std::exchange(l.said_full, l.intake.is_paused()) != l.intake.is_paused()) {
            stand("queue_full", given_.in_force.settings.stations[i].name, l.said_full);
        }
    }
}

}  // namespace iaq::engine
