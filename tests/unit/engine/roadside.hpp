#pragma once

#include "unit/engine/acts.hpp"

/// What the tests of contacts, confinement and their clocks share.
namespace iaq::testing {

using model::inquiry_state;
using model::records::clock_kind;

/// A person met on the street, of whom nothing is known but a doubtful name.
inline model::inquiry_request contact_request(const std::string& key) {
    auto q = good_request(key);
    q.role = model::subject_role::enforcement_contact;
    q.ground = model::basis::status_in_question;
    q.reason = "IDENTITY GAVE TWO BIRTH DATES";
    q.in_custody = false;
    q.charge = {};
    return q;
}

/// Somebody charged and confined of whom little is known yet.
inline model::inquiry_request registration(const std::string& key, utc_time confined_at) {
    auto q = good_request(key);
    q.role = model::subject_role::charged;
    q.register_only = true;
    q.confined_at = confined_at;
    q.person.place_of_birth.clear();
    q.person.said_sex = model::sex::unspecified;
    return q;
}

inline std::string admit(gateway& g, const model::inquiry_request& q) {
    return answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
}

inline std::uint64_t end_contact(gateway& g, const std::string& id, acts::contact_outcome how) {
    return act(g, id, acts::contact_ended{how, {}, {}});
}

inline bool runs(gateway& g, const std::string& id, clock_kind kind) {
    const auto clocks = seen(g, id).clocks;
    return std::ranges::find(clocks, kind, &model::answers::clock_view::clock) != clocks.end();
}

inline bool has_notice(const std::vector<model::notice>& notices, const std::string& rule) {
    return std::ranges::find(notices, rule, &model::notice::id) != notices.end();
}

inline std::vector<model::delivery> all_of(const gateway& g, delivery_kind kind) {
    std::vector<model::delivery> found;
    std::ranges::copy_if(g.deliveries, std::back_inserter(found),
                         [&](const auto& d) { return d.kind == kind; });
    return found;
}

constexpr auto no_switch = "switch on connect : close\n";
constexpr auto slow_switch = "switch on iaq : ack ; answer after 30m\n";

}  // namespace iaq::testing
