#pragma once

#include "settings/document.hpp"
#include "settings/option.hpp"

#include <span>

namespace iaq::settings {

/// Every option of `profiles/*.toml`, with its default and bounds.
option_table profile_options();
std::span<const table_rule> profile_tables();

}  // namespace iaq::settings
