#include "engine/engine.hpp"
#include "model/conditions.hpp"
#include "model/limits.hpp"

#include <algorithm>

/// Where the engine stands, in numbers.
namespace iaq::engine {

using model::inquiry_state;
using model::right;

namespace {

constexpr std::size_t looked_at_max = 10 * model::limits::lag_counted_max;

bool is_open_state(inquiry_state state) {
    switch (state) {
        case inquiry_state::queued:
        case inquiry_state::sending:
        case inquiry_state::acknowledged:
        case inquiry_state::received:
        case inquiry_state::in_doubt:
        case inquiry_state::registered: return true;
        case inquiry_state::unspecified:
        case inquiry_state::answered:
        case inquiry_state::exempt:
        case inquiry_state::cancelled:
        case inquiry_state::expired:
        case inquiry_state::rejected:
        case inquiry_state::failed:
        case inquiry_state::manual: return false;
    }
    return false;
}

}  // namespace

/// How many deliveries behind `upto` the principal may see; those of no inquiry are operators'.
std::size_t engine::count_behind(const model::principal_settings& principal,
                                 model::cursor upto) const {
    const auto& stream = state_.mail().stream();
    std::size_t behind = 0;
    auto place = state_.mail().after(upto);
    const auto end = std::min(stream.size(), place + looked_at_max);
    for (; place < end && behind < model::limits::lag_counted_max; ++place) {
        const auto& p = stream[place];
        const bool of_one = p.inquiry != model::inquiry_index::none;
        const bool sees = of_one ? delivery::may_see({principal}, p, belonging_of(p))
                                 : principal.may(right::operate);
        behind += sees ? 1U : 0U;
    }
    return behind;
}

std::vector<model::measures::reader> engine::measure_readers() const {
    std::vector<model::measures::reader> readers;
    for (const auto& principal : given_.in_force.settings.principals) {
        model::measures::reader of{principal.name(), 0, 0, 0};
        std::optional<model::cursor> nearest;
        std::optional<model::cursor> farthest;
        state_.mail().each_taken(of.principal, [&](model::cursor upto) {
            ++of.consumers;
            nearest = std::max(nearest.value_or(upto), upto);
            farthest = std::min(farthest.value_or(upto), upto);
        });
        if (nearest) {
            of.nearest = count_behind(principal, *nearest);
            of.farthest = *farthest == *nearest ? of.nearest : count_behind(principal, *farthest);
        }
        readers.push_back(std::move(of));
    }
    return readers;
}

model::measures engine::measure(instant now) {
    const auto& book = state_.inquiries();
    model::measures m;
    m.now = now.utc;
    m.last = state_.last();
    m.durable = durable_;
    m.open = book.open();
    m.unmatched = book.unmatched();
    m.sessions = sessions_.size();
    m.stopping = stopping_;
    for (int s = 1; s <= static_cast<int>(inquiry_state::manual); ++s) {
        const inquiry_state state{static_cast<std::uint8_t>(s)};
        const auto first = is_open_state(state) ? oldest_.in(state, book) : std::nullopt;
        m.states.push_back({state, book.count(state),
                            first ? std::optional{book.at(*first).admitted_at} : std::nullopt});
    }
    const auto& stations = given_.in_force.settings.stations;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const auto& l = lines_[i];
        m.lines.push_back({stations[i].name, l.up, state_.hold_of(stations[i].name) != nullptr,
                           l.waiting.size(), l.in_flight.size()});
    }
    for (const auto& [of, told] : state_.standing()) {
        const auto* const known = model::find_condition(of.first);
        m.alerts.push_back({of.first, of.second,
                            known != nullptr ? known->weight : model::severity::warning,
                            known != nullptr && known->unready});
    }
    for (const auto& [station, until] : certificates_) {
        m.certificates.push_back({station, until});
    }
    return m;
}

}  // namespace iaq::engine
