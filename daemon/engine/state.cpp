#include "engine/state.hpp"

namespace iaq::engine {

using model::inquiry_index;
using model::records::clock_kind;

namespace {

/// How long, and how many, refused victims and witnesses are remembered at the most (G7).
constexpr auto protected_memory = std::chrono::hours{24 * 366};
constexpr std::size_t protected_max = 100'000;

/// Returns the time so long before `now`, however early that is.
utc_time before(utc_time now, nanoseconds span) {
    return now < utc_time::min() + span ? utc_time::min() : now - span;
}

}  // namespace

void state::post(const model::record& r, model::delivery_kind kind, model::addressee to,
                 inquiry_index inquiry, delivery::posted extra, delivery::topic of) {
    const auto last = mail_.last();
    extra.at = {r.at_sequence, last.record == r.at_sequence ? last.index + 1 : 0};
    extra.when = r.at.utc;
    extra.kind = kind;
    extra.to = to;
    extra.inquiry = inquiry;
    if (inquiry != inquiry_index::none) {
        const auto& e = inquiries_.at(inquiry);
        extra.state = e.state;
        extra.receipt_came = e.receipt_came;
        add_circumstances(extra);
    } else {
        of.station = r.station;
    }
    mail_.post(extra, std::move(of));
}

void state::arm(inquiry_index inquiry, clock_kind kind, utc_time due, model::sequence reply) {
    if (due != utc_time{}) {
        deadlines_.arm({due, inquiry, kind, reply});
    }
}

void state::disarm(inquiry_index inquiry, clock_kind kind, utc_time due) {
    deadlines_.disarm({due, inquiry, kind});
}

void state::disarm_all(inquiry_index inquiry) {
    const auto& e = inquiries_.at(inquiry);
    disarm(inquiry, clock_kind::delayed, e.delayed_at);
    disarm(inquiry, clock_kind::send_expiry, e.expires_at);
    disarm(inquiry, clock_kind::no_receipt, e.no_receipt_at);
    disarm(inquiry, clock_kind::overdue, e.overdue_at);
}

void state::remember_protected(protected_person person) {
    protected_people_[person.digest] = person;
    if (!person.incident.empty()) {
        protected_incidents_[person.incident] = person.at;
    }
    const auto oldest_kept = before(person.at, protected_memory);
    protected_.push_back(std::move(person));
    while (protected_.size() > protected_max || protected_.front().at < oldest_kept) {
        const auto& oldest = protected_.front();
        const auto known = protected_people_.find(oldest.digest);
        if (known != protected_people_.end() && known->second.at == oldest.at) {
            protected_people_.erase(known);
        }
        const auto incident = protected_incidents_.find(oldest.incident);
        if (incident != protected_incidents_.end() && incident->second == oldest.at) {
            protected_incidents_.erase(incident);
        }
        protected_.pop_front();
    }
}

const protected_person* facts::find_protected(const std::string& digest) const {
    const auto it = protected_people_.find(digest);
    return it == protected_people_.end() ? nullptr : &it->second;
}

bool facts::is_protected_incident(const std::string& incident, utc_time since) const {
    const auto it = protected_incidents_.find(incident);
    return it != protected_incidents_.end() && it->second >= since;
}

const std::string* facts::hold_of(const std::string& station) const {
    const auto it = holds_.find(station);
    return it == holds_.end() ? nullptr : &it->second;
}

const std::string* facts::sidecar_digest(model::sequence segment) const {
    const auto it = sidecars_.find(segment);
    return it == sidecars_.end() ? nullptr : &it->second;
}

}  // namespace iaq::engine
