#include "switch_sim/rule_book.hpp"

#include <string>
#include <utility>

namespace iaq::switch_sim {
namespace {

bool concerns(const rule& r, occasion on, const asked& a, std::uint32_t attempt) {
    return r.on == on && (r.key.empty() || r.key == a.key) &&
           (r.device.empty() || r.device == a.device) &&
           (r.reference.empty() || r.reference == a.reference) &&
           (r.attempt == 0 || r.attempt == attempt);
}

bool is_its_turn(const rule& r, std::uint64_t met) {
    return met >= r.first && met <= r.last && (r.every == 0 || met % r.every == 0);
}

/// Product.md 7: acknowledges, the receipt after 1 s, an IAR after a random 2-60 s.
std::vector<effect> usual_life() {
    effect receipt;
    receipt.does = deed::receipt;
    receipt.after = {1s, 1s};
    effect answer;
    answer.does = deed::answer;
    answer.after = {2s, 60s};
    return {effect{}, receipt, answer};
}

}  // namespace

rule_book::rule_book(std::vector<rule> rules)
    : rules_(std::move(rules)), met_(rules_.size()), usual_(usual_life()), ack_only_(1) {}

const rule* rule_book::choose(occasion on, const asked& a, std::uint32_t attempt) {
    const rule* chosen = nullptr;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        const auto& r = rules_[i];
        if (concerns(r, on, a, attempt) && is_its_turn(r, ++met_[i]) && chosen == nullptr) {
            chosen = &r;
        }
    }
    return chosen;
}

const rule* rule_book::for_link(occasion on, std::string_view device) {
    asked nobody;
    nobody.device = device;
    return choose(on, nobody, 0);
}

const std::vector<effect>& rule_book::for_heard(const asked& a, std::uint32_t attempt) {
    const auto* const chosen = choose(occasion::heard, a, attempt);
    if (chosen != nullptr) {
        return chosen->effects;
    }
    return a.key == "IAQ" ? usual_ : ack_only_;
}

}  // namespace iaq::switch_sim
