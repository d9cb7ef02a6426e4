#include "engine/readings.hpp"

#include "model/limits.hpp"

#include <algorithm>

namespace iaq::engine {

namespace {
constexpr nanoseconds summed_for = 60s;
}

bool readings::note(const reading& what, instant now) {
    const auto known = sums_.find(what);
    if (known != sums_.end() && now.mono - known->second.begun < summed_for) {
        ++known->second.times;
        return false;
    }
    // With too many kinds in one minute the next ones are not summed, but written one by one.
    if (known == sums_.end() && sums_.size() < model::limits::reads_summed_max) {
        sums_.emplace(what, sum{now.mono, now.utc});
    }
    return true;
}

std::vector<readings::summed> readings::take_sums(mono_time now, bool all) {
    std::vector<summed> over;
    std::erase_if(sums_, [&](const auto& each) {
        const auto& [what, counted] = each;
        const bool is_over = all || now - counted.begun >= summed_for;
        if (is_over && counted.times > 0) {
            over.push_back({what, counted.times, counted.first_at});
        }
        return is_over;
    });
    return over;
}

std::optional<mono_time> readings::next_over() const {
    std::optional<mono_time> first;
    for (const auto& [what, counted] : sums_) {
        if (counted.times > 0) {
            const auto over = counted.begun + summed_for;
            first = first ? std::min(*first, over) : over;
        }
    }
    return first;
}

}  // namespace iaq::engine
