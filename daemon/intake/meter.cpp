#include "intake/meter.hpp"

#include "base/assert.hpp"
#include "model/limits.hpp"

namespace iaq::intake {

namespace limits = model::limits;

namespace {

void change(load& to, const load& by, bool up) {
    const auto one = [up](std::size_t& value, std::size_t amount) {
        ensure(up || value >= amount);
        value = up ? value + amount : value - amount;
    };
    one(to.sessions, by.sessions);
    one(to.networked, by.networked);
    one(to.calls, by.calls);
    one(to.bytes, by.bytes);
}

}  // namespace

void meter::add(load& own, const load& more) {
    change(own, more, true);
    change(all_, more, true);
}

void meter::drop(load& own, const load& less) {
    change(own, less, false);
    change(all_, less, false);
}

bool meter::has_no_room(const load& own, bool networked) const {
    return all_.sessions >= limits::sessions_max ||
           own.sessions >= limits::sessions_of_principal_max ||
           (networked && all_.networked >= limits::sessions_of_network_max);
}

bool meter::is_full(const load& own) const {
    // What several principals hold between them must not keep another from a few calls.
    const auto stops = [](std::size_t its, std::size_t its_max, std::size_t all,
                          std::size_t all_max) {
        return its >= its_max || (all >= all_max && its >= all_max / limits::fair_share);
    };
    return stops(own.calls, limits::calls_of_principal_max, all_.calls, limits::calls_of_all_max) ||
           stops(own.bytes, limits::held_bytes_of_principal_max / 2, all_.bytes,
                 limits::held_bytes_of_all_max / 2);
}

bool meter::is_over(const load& own) const {
    return own.bytes > limits::held_bytes_of_principal_max ||
           all_.bytes > limits::held_bytes_of_all_max;
}

}  // namespace iaq::intake
