#include "engine/ground.hpp"

#include "base/assert.hpp"
#include "engine/envelope.hpp"

#include <utility>

namespace iaq::engine {

using model::inquiry_index;
using model::sequence;

ground::ground(context given, state recovered, instant now)
    : given_(std::move(given)),
      keyed_(given_.content_key),
      state_(std::move(recovered)),
      timeline_(now, state_.last_at()),
      now_(now),
      started_(now),
      next_head_(now.mono),
      durable_(state_.last()) {}

sequence ground::append(model::records::body body, const actor& who, const std::string& station) {
    out_.push_back(model::actions::append_record{});
    auto& r = std::get<model::actions::append_record>(out_.back()).entry;
    r.at_sequence = next(state_.last());
    r.at = now_;
    r.station = station;
    r.principal = who.principal;
    r.acting_user = who.user;
    r.source = who.source;
    r.target = who.target;
    r.duration = who.duration;
    r.bytes_in = who.bytes_in;
    r.bytes_out = who.bytes_out;
    r.body = std::move(body);
    complete_envelope(r, peer_of(station));
    const auto folded = state_.apply(r);
    ensure(folded.has_value());
    return r.at_sequence;
}

std::string_view ground::peer_of(const std::string& station) const {
    const auto& stations = given_.in_force.settings.stations;
    for (std::size_t i = 0; !station.empty() && i < stations.size(); ++i) {
        if (stations[i].name == station) {
            return lines_[i].peer;
        }
    }
    return {};
}

void ground::say(model::actions::action effect) { held_.hold(state_.last(), std::move(effect)); }

void ground::stand(const std::string& condition, const std::string& station, bool standing) {
    if (state_.standing().contains({condition, station}) != standing) {
        append(model::records::condition_changed{condition, standing}, {}, station);
    }
}

const agency_rules& ground::rules_of(inquiry_index i) const {
    return rules_of_ori(state_.inquiries().at(i).asked.ori());
}

const agency_rules& ground::rules_of_ori(std::string_view ori) const {
    const auto* const found = given_.in_force.agency_of(ori);
    return found != nullptr ? *found : given_.in_force.agencies.front();
}

}  // namespace iaq::engine
