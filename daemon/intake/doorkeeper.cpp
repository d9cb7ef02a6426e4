#include "intake/doorkeeper.hpp"

#include "base/assert.hpp"
#include "model/limits.hpp"

#include <algorithm>

namespace iaq::intake {

namespace limits = model::limits;

namespace {

constexpr auto at_once = static_cast<double>(limits::handshakes_at_once);
constexpr nanoseconds forget_every = 1s;

double refilled(double left, std::size_t per_second, nanoseconds since) {
    const double seconds = std::chrono::duration<double>(since).count();
    return std::min(at_once, left + seconds * static_cast<double>(per_second));
}

}  // namespace

void doorkeeper::fill(allowance& one, std::size_t per_second, mono_time now) {
    one.left = one.is_known ? refilled(one.left, per_second, now - one.filled) : at_once;
    one.is_known = true;
    one.filled = now;
}

bool doorkeeper::has_room(mono_time now) const {
    const bool in_time = !all_.is_known ||
                         refilled(all_.left, limits::handshakes_per_second, now - all_.filled) >= 1;
    return under_way_ < limits::handshakes_max && in_time;
}

bool doorkeeper::is_crowded() const { return under_way_ >= limits::handshakes_max; }

doorkeeper::verdict doorkeeper::arrives(const std::string& address, mono_time now) {
    if (by_address_.size() >= limits::addresses_watched_max && !by_address_.contains(address)) {
        forget_idle(now);
        if (by_address_.size() >= limits::addresses_watched_max) {
            return verdict::too_often;
        }
    }
    auto& its = by_address_[address];
    fill(its, limits::handshakes_of_address_per_second, now);
    if (its.under_way >= limits::handshakes_of_address_max) {
        return verdict::too_many;
    }
    if (its.left < 1) {
        return verdict::too_often;
    }
    its.left -= 1;
    ++its.under_way;
    ++under_way_;
    return verdict::come;
}

void doorkeeper::computes(mono_time now) {
    fill(all_, limits::handshakes_per_second, now);
    all_.left -= 1;  // below zero, when several that had come compute at once
}

void doorkeeper::leaves(const std::string& address) {
    const auto its = by_address_.find(address);
    ensure(its != by_address_.end() && its->second.under_way > 0 && under_way_ > 0);
    --its->second.under_way;
    --under_way_;
}

/// Who has nothing under way and its whole allowance is as good as unknown.
void doorkeeper::forget_idle(mono_time now) {
    if (now - forgot_ < forget_every) {
        return;
    }
    forgot_ = now;
    std::erase_if(by_address_, [&](const auto& each) {
        const auto& its = each.second;
        return its.under_way == 0 && refilled(its.left, limits::handshakes_of_address_per_second,
                                              now - its.filled) >= at_once;
    });
}

}  // namespace iaq::intake
