#pragma once

#include "settings/document.hpp"
#include "settings/option.hpp"

#include <span>

namespace iaq::settings {

/// Every option of `policy/*.toml`, with its default and bounds.
option_table order_options();
std::span<const table_rule> order_tables();

}  // namespace iaq::settings
