#include "sim/pauses.hpp"

#include "sim/violation.hpp"

namespace iaq::sim {

namespace records = model::records;

void pauses::begin(const engine::state& known) {
    lines_.clear();
    standing_.clear();
    for (const auto& [of, told] : known.standing()) {
        const auto& [condition, station] = of;
        if (condition == "station_paused") {
            standing_.insert(station);
        }
    }
}

bool pauses::is_paused(const line& l, const model::station_settings& station) {
    return station.pause_after > 0 && l.failed.size() >= station.pause_after;
}

/// In a pause only the trial says something new.
void pauses::fails(line& l, const std::string& inquiry_id, mono_time now,
                   const model::station_settings& station) {
    if (l.in_flight.erase(inquiry_id) == 0 || (is_paused(l, station) && l.trial != inquiry_id)) {
        return;
    }
    l.failed.insert(inquiry_id);
    l.last_failure = now;
    l.may_try = false;
    l.trial.clear();
}

void pauses::begins(line& l, const std::string& inquiry_id, mono_time now,
                    const model::station_settings& station) {
    const bool goes_on = l.in_flight.contains(inquiry_id);
    if (is_paused(l, station)) {
        l.trial = inquiry_id;
    }
    if (is_paused(l, station) && !goes_on) {
        require(l.in_flight.empty(), "more than one is tried on a paused station");
        require(l.may_try || l.last_failure + station.pause_wait <= now,
                "a paused station sends on");
        l.may_try = false;
    }
    l.in_flight.insert(inquiry_id);
}

void pauses::recorded(const model::record& entry, const model::station_settings& station) {
    auto& l = lines_[station.name];
    const auto now = entry.at.mono;
    if (const auto* const begun = std::get_if<records::send_begun>(&entry.body)) {
        begins(l, begun->inquiry_id, now, station);
    } else if (const auto* const has = std::get_if<records::send_acknowledged>(&entry.body)) {
        l.in_flight.erase(has->inquiry_id);
        l.failed.clear();
    } else if (const auto* const refused = std::get_if<records::send_refused>(&entry.body)) {
        if (refused->permanent) {
            l.in_flight.erase(refused->inquiry_id);
            l.failed.clear();
        } else {
            fails(l, refused->inquiry_id, now, station);
        }
    } else if (const auto* const lost = std::get_if<records::send_given_up>(&entry.body)) {
        fails(l, lost->inquiry_id, now, station);
    } else if (std::holds_alternative<records::link_up>(entry.body)) {
        l.in_flight.clear();
        l.may_try = true;
    } else if (const auto* const told = std::get_if<records::condition_changed>(&entry.body)) {
        if (told->condition == "station_paused") {
            const bool is_new = told->standing ? standing_.insert(station.name).second
                                               : standing_.erase(station.name) > 0;
            require(is_new, "a pause begins or ends twice");
            begun_ += told->standing ? 1 : 0;
        }
    }
}

}  // namespace iaq::sim
