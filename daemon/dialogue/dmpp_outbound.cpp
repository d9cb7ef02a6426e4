#include "dialogue/dmpp_outbound.hpp"

#include <algorithm>

namespace iaq::dialogue {

std::uint32_t dmpp_outbound::send(model::send_token token, std::string_view payload,
                                  validation_counter& validations, mono_time acknowledge_by) {
    const auto again = std::ranges::find_if(
        flights_, [&](const flight& f) { return f.token == token || f.payload == payload; });
    flight f{.token = token,
             .validation = again == flights_.end() ? validations.next() : again->validation,
             .payload = std::string(payload),
             .acknowledge_by = acknowledge_by};
    if (again != flights_.end()) {
        flights_.erase(again);
    } else if (flights_.size() >= window_) {
        flights_.pop_front();
    }
    flights_.push_back(std::move(f));
    return flights_.back().validation;
}

void dmpp_outbound::left(mono_time acknowledge_by) {
    for (auto& f : flights_) {
        if (!f.left && !f.overdue) {
            f.left = true;
            f.acknowledge_by = acknowledge_by;
        }
    }
}

void dmpp_outbound::abandon(model::send_token token) {
    std::erase_if(flights_, [&](const flight& f) { return f.token == token; });
}

std::optional<model::send_token> dmpp_outbound::answered(std::uint32_t validation) {
    const auto found = std::ranges::find(flights_, validation, &flight::validation);
    if (found == flights_.end()) {
        return std::nullopt;
    }
    const auto token = found->token;
    flights_.erase(found);
    return token;
}

std::optional<mono_time> dmpp_outbound::due() const {
    std::optional<mono_time> first;
    for (const auto& f : flights_) {
        if (!f.overdue && (!first || f.acknowledge_by < *first)) {
            first = f.acknowledge_by;
        }
    }
    return first;
}

std::optional<model::send_token> dmpp_outbound::overdue(mono_time now) {
    const auto found = std::ranges::find_if(
        flights_, [&](const flight& f) { return !f.overdue && f.acknowledge_by <= now; });
    if (found == flights_.end()) {
        return std::nullopt;
    }
    found->overdue = true;
    return found->token;
}

}  // namespace iaq::dialogue
