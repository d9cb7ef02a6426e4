#include "engine/engine.hpp"
#include "engine/sight.hpp"
#include "model/conditions.hpp"

#include <algorithm>
#include <ranges>

/// What stands wrong, as operators ask for it.
namespace iaq::engine {

using model::right;

namespace {

/// What of a condition a start cannot know, or finds out anew.
constexpr std::string_view passing[] = {"station_paused", "send_count_gap", "clock_stepped",
                                        "configuration_refused", "certificate_expires"};

bool is_passing(std::string_view condition) {
    return std::ranges::find(passing, condition) != std::end(passing);
}

}  // namespace

/// What a start knows nothing of any more begins anew, if it does.
void ground::end_passing_conditions() {
    const auto standing = state_.standing();
    for (const auto& [condition, station] : standing | std::views::keys) {
        if (is_passing(condition)) {
            stand(condition, station, false);
        }
    }
    end_conditions_of_gone();
}

/// What stood for a station that is no more ends with it.
void ground::end_conditions_of_gone() {
    const auto standing = state_.standing();
    for (const auto& [condition, station] : standing | std::views::keys) {
        if (!station.empty() && given_.in_force.find_station(station) == nullptr) {
            stand(condition, station, false);
        }
    }
    std::erase_if(certificates_, [&](const auto& each) {
        return !each.first.empty() && given_.in_force.find_station(each.first) == nullptr;
    });
}

void engine::serve(const asking& a, const model::calls::alerts&) {
    if (!a.principal.may(right::operate)) {
        forbid(a, {}, "this principal has no right to operate");
        return;
    }
    model::answers::alert_list list;
    for (const auto& [of, told] : state_.standing()) {
        const auto& [condition, station] = of;
        if (!concerns(given_.in_force.find_station(station), a.principal)) {
            continue;
        }
        model::answers::alert row{condition, station, told.since, {}, {}, {}, told.words};
        if (const auto* const known = model::find_condition(condition)) {
            row.weight = known->weight;
            row.text = known->text;
            row.next_step = known->next_step;
        }
        list.rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(list.rows, {}, &model::answers::alert::since);
    answer(a, std::move(list));
}

}  // namespace iaq::engine
