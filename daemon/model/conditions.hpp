#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// What can stand wrong with the daemon, in one table: alerts, `iaqctl alerts`, readiness and the
/// runbook speak of the same things by the same names.
namespace iaq::model {

/// How soon somebody must look: `warning` within the shift, `critical` now.
enum class severity : std::uint8_t { unspecified, warning, critical };

struct condition {
    std::string_view name;  // also of its section in daemon/docs/runbook.md
    severity weight = severity::warning;
    bool unready = false;        // /readyz says no while it stands
    std::string_view text;       // what it means, one or two sentences
    std::string_view next_step;  // the first thing to do
};

/// Every condition there is, in the order of the runbook.
std::span<const condition> conditions();
/// Returns nullptr for what is none.
const condition* find_condition(std::string_view name);

}  // namespace iaq::model
