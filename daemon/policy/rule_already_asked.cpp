#include "policy/rules.hpp"

#include <algorithm>
#include <optional>

namespace iaq::policy {
namespace {

/// Returns the name of what is said of an earlier inquiry; nothing for one that does not count:
/// never asked, or answered longer ago than the order remembers.
std::optional<std::string_view> standing_of(const earlier_ask& earlier, const circumstances& c) {
    using enum model::inquiry_state;
    const bool is_recent =
        earlier.answered_at != utc_time{} && c.now - earlier.answered_at <= c.order.asked_memory;
    switch (earlier.state) {
        case queued:
        case sending: return "unsent";
        case acknowledged:
        case received: return "unanswered";
        case in_doubt: return "in_doubt";
        case answered:
            return is_recent ? std::optional<std::string_view>{"answered"} : std::nullopt;
        case manual:
            return c.now - earlier.at <= c.order.asked_memory
                       ? std::optional<std::string_view>{"by_hand"}
                       : std::nullopt;
        case unspecified:
        case exempt:
        case registered:
        case cancelled:
        case expired:
        case rejected:
        case failed: break;
    }
    return std::nullopt;
}

}  // namespace

std::string in_words(nanoseconds length) {
    using namespace std::chrono;
    const auto total = duration_cast<minutes>(length).count();
    if (total < 1) {
        return "less than a minute";
    }
    const auto days = total / (24 * 60) < 3 ? 0 : total / (24 * 60);
    const auto hours = total / 60 - days * 24, rest = total % 60;
    std::string words;
    for (const auto& [count, unit] :
         {std::pair{days, " d"}, std::pair{hours, " h"}, std::pair{rest, " min"}}) {
        if (count > 0) {
            words += (words.empty() ? "" : " ") + std::to_string(count) + unit;
        }
    }
    return words;
}

findings rule_already_asked(const matter& m) {
    findings said{"ALREADY_ASKED", m.around.order};
    if (m.at == stage::change) {
        return said;
    }
    const earlier_ask* newest = nullptr;
    std::string_view name;
    for (const auto& earlier : m.around.asked_before) {
        const auto standing = standing_of(earlier, m.around);
        const bool is_known = earlier.inquiry_id == m.request.relates_to;
        if (standing && !is_known && (newest == nullptr || earlier.at > newest->at)) {
            newest = &earlier;
            name = *standing;
        }
    }
    if (newest != nullptr) {
        const auto ago = in_words(std::max(m.around.now - newest->at, nanoseconds{0}));
        said.advise(
            name, {{"ago", ago}, {"officer", newest->officer_id}, {"inquiry", newest->inquiry_id}});
    }
    return said;
}

}  // namespace iaq::policy
