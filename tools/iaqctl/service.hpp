#pragma once

#include "iaqctl/commands.hpp"

#include <iaq/v1/intake.pb.h>

#include <optional>
#include <string>

/// What those who run the gateway ask: alerts, a check for a monitoring program, a reload, a bundle
/// for support.
namespace iaq::ctl {

void add_service(CLI::App& line, const surroundings& around, action& chosen);
void add_support_bundle(CLI::App& line, const surroundings& around, action& chosen);

/// One line for a monitoring program, and how it ends: 0 good, 1 warning, 2 critical.
struct check_result {
    int code = 0;
    std::string line;  // words, a bar, then numbers as label=value
};
/// `alerts`: nothing when the principal may not operate; then what stands is a warning.
check_result check(const v1::Status& s, const std::optional<v1::AlertList>& alerts);
/// Asks the daemon, and says critical when it cannot.
check_result check(const surroundings& around);

/// How long a reload may take: lines that end have ten seconds to come to rest.
constexpr std::chrono::seconds reload_time{60};

}  // namespace iaq::ctl
