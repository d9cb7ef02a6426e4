#pragma once

#include "settings/document.hpp"
#include "settings/option.hpp"

namespace iaq::settings {

/// Every option of `iaqd.toml`: its default, bounds and words. Parsing, the shipped file and the
/// documentation come from this one table.
option_table daemon_options();

/// The tables of `iaqd.toml`, in the order the shipped file has them.
std::span<const table_rule> daemon_tables();

}  // namespace iaq::settings
