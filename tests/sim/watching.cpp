#include "sim/violation.hpp"
#include "sim/world.hpp"

/// What is held against each record as the gateway writes it.
namespace iaq::sim {

/// Live and replay are one fold (G4): whatever a start begins with, snapshot, base or record 1.
void world::check_digest(const engine::state& known) const {
    const auto living = digests_.find(known.last());
    require(living == digests_.end() || living->second == known.digest(),
            "G4: a replay gives another state than the living one was");
}

void world::check_record(const model::record& entry) {
    resends_.recorded(entry, rules_.agencies.front().profile.retry);
    judgements_.recorded(entry);
    readers_.recorded(entry);
    if (const auto* const station = rules_.find_station(entry.station)) {
        pauses_.recorded(entry, *station);
        if (rules_.agencies.front().profile.send_count == model::counted_by::sent) {
            counts_.recorded(entry);
        }
    }
    if (std::holds_alternative<model::records::configuration_loaded>(entry.body)) {
        counts_.begin(engine_->known());  // a line that begins anew counts anew
    }
    if (const auto* const begun = std::get_if<model::records::send_begun>(&entry.body)) {
        check_send(*begun);
    }
}

void world::check_send(const model::records::send_begun& begun) const {
    const auto& book = engine_->known().inquiries();
    const auto& e = book.at(book.find(begun.inquiry_id));
    const bool leaves_the_queue = begun.attempt == e.resent_after + 1;
    require(begun.attempt > 1 || e.contact != model::acts::contact_outcome::released,
            "an inquiry leaves for somebody released");
    require(!leaves_the_queue || e.expires_at == utc_time{} || e.expires_at > now_.utc,
            "an inquiry leaves that nobody wanted to leave any more");
}

}  // namespace iaq::sim
