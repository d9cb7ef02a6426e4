#include "dialogue/outbound.hpp"

#include <algorithm>

namespace iaq::dialogue {

std::uint32_t outbound::send(model::send_token token, std::string_view payload,
                             round_counter& numbers, mono_time acknowledge_by) {
    const auto again = std::ranges::find_if(
        flights_, [&](const flight& f) { return f.token == token || f.payload == payload; });
    flight f{.token = token,
             .number = again == flights_.end() ? numbers.next() : again->number,
             .payload = std::string(payload),
             .acknowledge_by = acknowledge_by};
    if (again != flights_.end()) {
        flights_.erase(again);
    } else if (flights_.size() >= window_) {
        flights_.pop_front();
    }
    flights_.push_back(std::move(f));
    return flights_.back().number;
}

void outbound::left(mono_time acknowledge_by) {
    for (auto& f : flights_) {
        if (!f.left && !f.overdue) {
            f.left = true;
            f.acknowledge_by = acknowledge_by;
        }
    }
}

void outbound::abandon(model::send_token token) {
    std::erase_if(flights_, [&](const flight& f) { return f.token == token; });
}

std::optional<model::send_token> outbound::answered(std::uint32_t number) {
    const auto found = std::ranges::find(flights_, number, &flight::number);
    if (found == flights_.end()) {
        return std::nullopt;
    }
    const auto token = found->token;
    flights_.erase(found);
    return token;
}

std::optional<mono_time> outbound::due() const {
    std::optional<mono_time> first;
    for (const auto& f : flights_) {
        if (!f.overdue && (!first || f.acknowledge_by < *first)) {
            first = f.acknowledge_by;
        }
    }
    return first;
}

std::optional<model::send_token> outbound::overdue(mono_time now) {
    const auto found = std::ranges::find_if(
        flights_, [&](const flight& f) { return !f.overdue && f.acknowledge_by <= now; });
    if (found == flights_.end()) {
        return std::nullopt;
    }
    found->overdue = true;
    return found->token;
}

}  // namespace iaq::dialogue
