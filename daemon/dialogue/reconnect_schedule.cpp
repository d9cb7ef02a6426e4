#include "dialogue/reconnect_schedule.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace iaq::dialogue {
namespace {

constexpr int growth_max = 10;
constexpr std::int64_t variation_permille = 100;
constexpr mono_time any_time{std::numeric_limits<std::int64_t>::min()};

}  // namespace

reconnect_schedule::reconnect_schedule(std::size_t hosts, nanoseconds wait, random_source random)
    : wait_min_(wait),
      random_(std::move(random)),
      addresses_(hosts, address{wait, wait, any_time}),
      last_tried_(hosts - 1) {
    ensure(hosts > 0);
}

reconnect_schedule::choice reconnect_schedule::next(mono_time now) const {
    choice best{};
    bool chosen = false;
    for (std::size_t step = 1; step <= addresses_.size(); ++step) {
        const std::size_t host = (last_tried_ + step) % addresses_.size();
        const auto not_before = addresses_[host].not_before;
        if (not_before <= now) {
            return {host, not_before};
        }
        if (!chosen || not_before < best.not_before) {
            best = {host, not_before};
            chosen = true;
        }
    }
    return best;
}

void reconnect_schedule::ended(std::size_t host, mono_time now) {
    auto& a = addresses_.at(host);
    a.not_before = now + varied(a);
    a.wait = std::min(a.wait * 2, a.wait_min * growth_max);
    last_tried_ = host;
}

void reconnect_schedule::finished(std::size_t host, nanoseconds timeout) {
    auto& a = addresses_.at(host);
    a.wait_min = std::max(wait_min_, timeout);
    a.wait = a.wait_min;
}

nanoseconds reconnect_schedule::varied(const address& a) const {
    const auto choices = 2 * variation_permille + 1;
    const auto permille = 1000 - variation_permille + std::int64_t{random_()} % choices;
    return std::max(a.wait_min, a.wait / 1000 * permille);
}

}  // namespace iaq::dialogue
