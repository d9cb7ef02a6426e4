#pragma once

#include "base/result.hpp"
#include "engine/rules.hpp"

#include <string>
#include <vector>

namespace iaq::app {

/// Reads `iaqd.toml` and every profile, policy and table it names, and checks them as a whole.
/// Errors: every complaint of every file, each one line with its place.
result<engine::rules, std::vector<std::string>> load_rules(const std::string& config_path);

}  // namespace iaq::app
