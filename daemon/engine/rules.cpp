#include "engine/rules.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace iaq::engine {

namespace {

bool has(const std::vector<std::string>& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

}  // namespace

const agency_rules* rules::agency_of(std::string_view ori) const {
    const auto it = std::ranges::find_if(
        agencies, [&](const agency_rules& a) { return has(a.settings.oris, ori); });
    return it == agencies.end() ? nullptr : &*it;
}

int rules::station_of(std::string_view ori) const {
    const auto it = std::ranges::find_if(
        settings.stations, [&](const auto& station) { return has(station.oris, ori); });
    return it == settings.stations.end() ? -1 : static_cast<int>(it - settings.stations.begin());
}

const model::station_settings* rules::find_station(std::string_view name) const {
    const auto it = std::ranges::find(settings.stations, name, &model::station_settings::name);
    return it == settings.stations.end() ? nullptr : &*it;
}

const agency_rules& rules::agency_of(const model::station_settings& station) const {
    const auto* const found = agency_of(station.oris.front());
    ensure(found != nullptr);
    return *found;
}

const model::order& rules::order_about(std::string_view station) const {
    const auto* const found = find_station(station);
    return found == nullptr ? agencies.front().order : agency_of(*found).order;
}

}  // namespace iaq::engine
