#include "intake/refusals.hpp"

#include "model/limits.hpp"

namespace iaq::intake {

using model::inputs::session_refused;

namespace {

constexpr nanoseconds one_minute = 60s;
const std::pair<std::string, std::string> all_others{"several", "more than can be told apart"};

}  // namespace

std::optional<session_refused> refusals::note(const std::string& peer, const std::string& cause,
                                              mono_time now) {
    std::pair<std::string, std::string> key{peer, cause};
    if (sums_.size() >= model::limits::refusals_watched_max && !sums_.contains(key)) {
        key = all_others;
    }
    const auto [at, is_first] = sums_.emplace(key, sum{now, 0});
    if (is_first) {
        return session_refused{key.first, key.second, 1};
    }
    ++at->second.more;
    return std::nullopt;
}

std::vector<session_refused> refusals::take_due(mono_time now) {
    std::vector<session_refused> due;
    std::erase_if(sums_, [&](const auto& each) {
        const auto& [key, counted] = each;
        if (now - counted.since < one_minute) {
            return false;
        }
        if (counted.more > 0) {
            due.push_back({key.first, key.second, counted.more});
        }
        return true;
    });
    return due;
}

}  // namespace iaq::intake
