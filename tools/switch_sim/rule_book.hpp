#pragma once

#include "switch_sim/asked.hpp"
#include "switch_sim/scene.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

/// Chooses the rule for an occasion, and counts occasions for `n=` and `every=`.
namespace iaq::switch_sim {

class rule_book {
public:
    explicit rule_book(std::vector<rule> rules);

    /// Returns the first rule that fits, or nothing. Lifetime: as long as the book.
    const rule* for_link(occasion on, std::string_view device);
    /// Returns what to do about a message heard for the `attempt`th time. Without a fitting rule an
    /// IAQ has the usual life (ack, receipt, answer) and anything else an ack.
    const std::vector<effect>& for_heard(const asked& a, std::uint32_t attempt);

    [[nodiscard]] const std::vector<rule>& all() const { return rules_; }

private:
    const rule* choose(occasion on, const asked& a, std::uint32_t attempt);

    std::vector<rule> rules_;
    std::vector<std::uint64_t> met_;  // per rule, but for n= and every=
    std::vector<effect> usual_, ack_only_;
};

}  // namespace iaq::switch_sim
