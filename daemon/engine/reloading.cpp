#include "engine/reloading.hpp"

#include "engine/engine.hpp"
#include "model/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

/// Files read anew: checked outside, swapped here in one step, under one record. Lines that must
/// end come to rest first, so that no acknowledgement on its way is lost.
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;
using model::right;
using model::answers::error_code;

namespace {

constexpr nanoseconds rest_max = 10s;  // as a stop waits
constexpr std::size_t complaints_told_max = 20;
constexpr std::size_t former_max = 64;  // agencies that are gone, and still answer for their own

std::string told(const std::vector<std::string>& complaints) {
    std::string all = "nothing was changed: ";
    for (std::size_t i = 0; i < std::min(complaints.size(), complaints_told_max); ++i) {
        all += (i == 0 ? "" : "\n") + complaints[i];
    }
    if (complaints.size() > complaints_told_max) {
        all += fmt::format("\nand {} more: iaqd --check-config names all of them",
                           complaints.size() - complaints_told_max);
    }
    return all;
}

std::string words_for(const model::actions::put_in_force& change, std::size_t lines_before) {
    const auto stay = static_cast<std::size_t>(
        std::ranges::count(change.lines, true, &model::actions::put_in_force::line::stays));
    return fmt::format("in force: {} lines stay, {} begin, {} end, {} sessions are closed", stay,
                       change.lines.size() - stay, lines_before - stay, change.sessions_closed);
}

}  // namespace

line_fate fate_of(const model::station_settings& before, const model::station_settings* after,
                  bool rekeyed) {
    if (after == nullptr || before.device != after->device || before.payload != after->payload ||
        before.protocol != after->protocol) {
        return line_fate::another;
    }
    auto same = *after;
    same.oris = before.oris;
    same.pause_after = before.pause_after;
    same.pause_wait = before.pause_wait;
    if (before.tls.is_on() && after->tls.is_on()) {
        same.tls = before.tls;  // the next connection has it
    }
    return rekeyed || same != before ? line_fate::anew : line_fate::stays;
}

void keep_former(rules& now, rules before) {
    std::ranges::move(before.former, std::back_inserter(before.agencies));
    for (auto& agency : before.agencies) {
        std::erase_if(agency.settings.oris,
                      [&](const auto& ori) { return now.agency_of(ori) != nullptr; });
        if (!agency.settings.oris.empty() && now.former.size() < former_max) {
            now.former.push_back(std::move(agency));
        }
    }
}

void engine::serve(const asking& a, const model::calls::reload& call) {
    if (!a.principal.may(right::operate)) {
        forbid(a, {}, "this principal has no right to operate");
        return;
    }
    if (stopping_) {
        fail(a, error_code::unavailable, "the gateway is stopping; the next start reads the files");
        return;
    }
    if (reloading_.waiting.size() >= model::limits::reloads_waiting_max) {
        fail(a, error_code::busy, "the most reloads wait already; each reads all files anew");
        return;
    }
    reloading_.waiting.push_back({a.in.session, a.in.request_id, a.who, call.reason});
    begin_reload();
}

void engine::on(const model::inputs::reload_asked& in) {
    if (!stopping_ && reloading_.waiting.size() < model::limits::reloads_waiting_max) {
        actor who;
        who.source = in.source;
        reloading_.waiting.push_back({model::session_id::none, 0, std::move(who), {}});
        begin_reload();
    }
}

/// One reading serves all who asked before it began. Whoever asks while it is under way may have
/// changed a file since, so that another one follows, once the edges have what came of this one.
void engine::begin_reload() {
    if (!reloading_.served.empty() || reloading_.waiting.empty()) {
        return;
    }
    std::ranges::move(reloading_.waiting, std::back_inserter(reloading_.served));
    reloading_.waiting.clear();
    say(model::actions::read_rules{});
}

void engine::lay_out(new_rules made) { reloading_.laid_out = std::move(made); }

void engine::on(const model::inputs::rules_refused& in) {
    if (reloading_.served.empty()) {
        return;
    }
    stand("configuration_refused", {}, true);
    end_reload(error_code::invalid, told(in.complaints));
}

void engine::on(const model::inputs::rules_changed&) {
    if (reloading_.served.empty() || !reloading_.laid_out) {
        return;
    }
    reloading_.ready = std::exchange(reloading_.laid_out, std::nullopt);
    reloading_.limit = now_.mono + rest_max;
}

/// Answers everybody whom the reading served, and begins with those who asked since.
void engine::end_reload(std::optional<error_code> wrong, const std::string& words) {
    for (const auto& each : std::exchange(reloading_.served, {})) {
        if (each.session == model::session_id::none) {
            continue;
        }
        model::answers::error refusal;
        refusal.code = wrong.value_or(error_code::unspecified);
        refusal.message = words;
        say(model::actions::answer_client{
            each.session, each.request_id,
            wrong ? model::answers::answer{std::move(refusal)}
                  : model::answers::answer{model::answers::done{state_.last(), {}, words}}});
    }
    begin_reload();
}

line_fate engine::fate_of_line(std::size_t station) const {
    const auto& before = given_.in_force.settings.stations[station];
    const auto& ready = *reloading_.ready;
    return fate_of(before, ready.wanted.find_station(before.name),
                   ready.rekeyed.contains(before.name));
}

bool engine::is_leaving(std::size_t station) const {
    return reloading_.ready && fate_of_line(station) != line_fate::stays;
}

/// Swaps as soon as nothing is on its way on the lines that end, or when they had their time.
void engine::finish_reload() {
    if (stopping_) {
        give_up_reloads();
        return;
    }
    if (!reloading_.ready) {
        return;
    }
    bool rests = true;
    for (std::size_t station = 0; station < lines_.size(); ++station) {
        rests = rests && (lines_[station].in_flight.empty() || !is_leaving(station));
    }
    if (rests || now_.mono >= reloading_.limit) {
        swap_rules();
    }
}

void engine::give_up_reloads() {
    std::ranges::move(std::exchange(reloading_.waiting, {}), std::back_inserter(reloading_.served));
    reloading_.ready.reset();
    if (!reloading_.served.empty()) {
        end_reload(error_code::unavailable,
                   "nothing was changed: the gateway is stopping; the next start reads the files");
    }
}

void engine::swap_rules() {
    std::vector<line_fate> fates;
    std::map<std::string, model::counted_by> counted;
    for (std::size_t station = 0; station < lines_.size(); ++station) {
        fates.push_back(fate_of_line(station));
        counted.emplace(given_.in_force.settings.stations[station].name, counted_by(station));
    }
    auto before = std::exchange(given_.in_force, std::move(reloading_.ready->wanted));
    reloading_.ready.reset();
    ++rules_version_;
    const auto old_stations = before.settings.stations;
    keep_former(given_.in_force, std::move(before));
    const auto& first = reloading_.served.front();
    append_configuration(first.who, first.reason);

    auto change = swap_lines(old_stations, fates);
    settle_stranded();
    for (std::size_t station = 0; station < lines_.size(); ++station) {
        const auto& name = given_.in_force.settings.stations[station].name;
        if (!change.lines[station].stays || counted.at(name) != counted_by(station)) {
            begin_counts(station);
            stand("send_count_gap", name, false);
        }
    }
    end_conditions_of_gone();
    stand("configuration_refused", {}, false);
    change.sessions_closed = close_lost_sessions();
    const auto words = words_for(change, old_stations.size());
    change.words = words;
    say(std::move(change));
    end_reload(std::nullopt, words);
    for (std::size_t station = 0; station < lines_.size(); ++station) {
        pump(station);
    }
}

/// Moves each line that stays to its new place, and gives every inquiry the line that carries its
/// ORI now.
model::actions::put_in_force engine::swap_lines(const std::vector<model::station_settings>& before,
                                                const std::vector<line_fate>& fates) {
    auto old = std::exchange(lines_, {});
    std::vector<inquiry_index> waiting;
    for (std::size_t place = 0; place < old.size(); ++place) {
        take_off(old[place], before[place].name, fates[place], waiting);
    }
    std::ranges::copy(std::exchange(homeless_, {}), std::back_inserter(waiting));
    model::actions::put_in_force change;
    for (const auto& station : given_.in_force.settings.stations) {
        const auto was = std::ranges::find(before, station.name, &model::station_settings::name);
        const auto place = static_cast<std::size_t>(was - before.begin());
        const bool stays = was != before.end() && fates[place] == line_fate::stays;
        lines_.push_back(stays ? std::move(old[place]) : fresh_line(station.name));
        change.lines.push_back({lines_.back().id, stays});
    }
    for (const auto i : waiting) {
        enqueue(i);
    }
    return change;
}

/// Takes from the line what waits on it, and from one that ends all of it. What was on its way to a
/// terminal that no more carries its ORI is left behind there.
void engine::take_off(line& from, const std::string& name, line_fate fate,
                      std::vector<inquiry_index>& waiting) {
    for (const auto& place : std::exchange(from.waiting, {})) {
        const auto i = std::get<inquiry_index>(place);
        waiting.push_back(i);
        if (station_named(state_.inquiries().at(i).asked.ori()) != name) {
            from.retries.erase(i);
        }
    }
    auto on_its_way = std::exchange(from.unresolved, {});
    if (fate != line_fate::stays) {
        for (const auto& flight : from.in_flight) {
            on_its_way.push_back(flight.inquiry);
        }
        if (from.up) {
            gone_lines_[from.id] = name;
        }
    }
    for (const auto i : on_its_way) {
        const auto& e = state_.inquiries().at(i);
        const bool same = fate != line_fate::another && station_named(e.asked.ori()) == name;
        if (e.state == inquiry_state::sending && !same) {
            leaves_behind_.push_back(i);
        } else {
            waiting.push_back(i);
        }
    }
}

line engine::fresh_line(const std::string& name) {
    line fresh;
    fresh.id = model::station_index{next_line_++};
    fresh.since = now_.utc;
    fresh.alert_due = now_.mono + line::alert_after;
    fresh.said_full = state_.standing().contains({"queue_full", name});
    stand("station_paused", name, false);
    return fresh;
}

/// What was on its way to a terminal that is no more may have arrived: a person decides. What never
/// left waits for a station.
void engine::settle_stranded() {
    for (const auto i : std::exchange(leaves_behind_, {})) {
        const auto& e = state_.inquiries().at(i);
        if (e.state == inquiry_state::sending) {
            append(model::records::send_given_up{e.inquiry_id, inquiry_state::in_doubt}, {},
                   state_.inquiries().origin_of(e).station);
        }
    }
    look_at_homeless();
}

void engine::look_at_homeless() {
    std::erase_if(homeless_, [&](inquiry_index i) {
        return !state_.inquiries().holds(i) ||
               state_.inquiries().at(i).state != inquiry_state::queued;
    });
    stand("inquiries_stranded", {}, !homeless_.empty());
}

/// Sessions whose principal lost its place, or its right to what they follow, hear so and end.
std::size_t engine::close_lost_sessions() {
    std::size_t closed = 0;
    for (auto& [id, s] : sessions_) {
        if (s.closing) {
            continue;
        }
        const auto found = given_.in_force.principal_of(s.principal_name);
        const bool reads = found && given_.in_force.settings.principals[*found].may(right::read);
        if (found && (reads || !s.stream)) {
            s.principal = *found;
            continue;
        }
        close_session(id, s,
                      found ? "its principal may not read any more"
                            : "the configuration has its principal no more");
        ++closed;
    }
    return closed;
}

void engine::close_session(model::session_id id, session& s, const std::string& why) {
    s.closing = true;
    s.stream.reset();
    model::answers::error last;
    last.code = error_code::unauthenticated;
    last.message = "this connection ends: " + why;
    say(model::actions::answer_client{id, 0, std::move(last)});
    say(model::actions::close_session{id, why});
}

}  // namespace iaq::engine
