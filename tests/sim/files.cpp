#include "sim/violation.hpp"
#include "sim/world.hpp"

#include <algorithm>
#include <ranges>
#include <set>
#include <utility>

/// Files that change while the gateway works: a station that goes and comes back, other hosts, a
/// principal that loses its place, and mistakes.
namespace iaq::sim {

namespace inputs = model::inputs;

void world::make_line(model::station_index id, const model::station_settings& settings) {
    const auto all =
        whole_.settings.stations | std::views::transform(&model::station_settings::name);
    const auto account = std::ranges::find(all, settings.name) - all.begin();
    lines_[id] = std::make_unique<station_line>(
        id, settings, lesc_, chance_,
        station_line::surroundings{static_cast<std::size_t>(account),
                                   [this](inputs::input in) { take(std::move(in)); },
                                   [this] { return model::connection_id{++connections_}; },
                                   [this](const switch_sim::note& what) { note_switch(what); }});
}

/// A life begins with the files there are.
void world::make_lines() {
    lines_.clear();
    for (std::uint32_t i = 0; i < rules_.settings.stations.size(); ++i) {
        make_line(model::station_index{i}, rules_.settings.stations[i]);
    }
}

station_line* world::line_of(model::station_index id) const {
    const auto found = lines_.find(id);
    return found == lines_.end() ? nullptr : found->second.get();
}

void world::change_files() {
    auto& now = on_disk_.settings;
    switch (chance_.draw(4)) {
        case 0: {  // the line begins anew
            std::ranges::reverse(now.stations[chance_.draw(now.stations.size())].hosts);
            return;
        }
        case 1:  // nobody carries the second ORI any more, or somebody does again
            if (now.stations.size() > 1) {
                now.stations.pop_back();
            } else {
                now.stations.push_back(whole_.settings.stations.back());
            }
            return;
        case 2:
            if (std::erase_if(now.principals, [](const auto& p) { return p.uid == 1001U; }) == 0) {
                now.principals.insert(now.principals.begin(), whole_.settings.principals[1]);
            }
            return;
        default: return;  // the same again
    }
}

void world::reload(std::size_t by) {
    change_files();
    if (chance_.once_in(3)) {
        take(inputs::reload_asked{"SIGHUP"});
    } else {
        call(by, model::calls::reload{"files"}, "ann");
    }
}

void world::obey(model::actions::read_rules&) {
    if (!rests_ && chance_.once_in(6)) {
        take(inputs::rules_refused{{"iaqd.toml:1:1: a mistake"}});
        return;
    }
    laid_out_.push_back(on_disk_);
    engine_->lay_out({on_disk_, {}});
    take(inputs::rules_changed{});
}

void world::obey(model::actions::put_in_force& a) {
    require(!laid_out_.empty(), "a set is in force that nobody read");
    rules_ = std::move(laid_out_.front());
    laid_out_.pop_front();
    ++rules_version_;
    std::set<model::station_index> named;
    for (const auto& each : a.lines) {
        named.insert(each.id);
    }
    for (const auto& [id, line] : lines_) {
        if (!named.contains(id)) {
            line->end(now_);
        }
    }
    std::erase_if(lines_, [&](const auto& each) { return !named.contains(each.first); });
    for (std::size_t i = 0; i < a.lines.size(); ++i) {
        const auto& settings = rules_.settings.stations[i];
        if (!a.lines[i].stays) {
            pauses_.forget(settings.name);
            make_line(a.lines[i].id, settings);
            lines_.at(a.lines[i].id)->start(now_);
        }
    }
}

}  // namespace iaq::sim
