#pragma once

#include "settings/toml_reading.hpp"

#include <optional>
#include <string_view>

namespace iaq::settings {

/// Returns what toml++ 3.3 must not be shown, or nothing when `text` is fit for it: a character
/// beyond ASCII outside quotes and comments (undefined behaviour in its table of blanks), and more
/// dots in a line than a key of ours could need (each makes a table, and it recurses over them).
/// Both are no loss: the first is no TOML anyway.
std::optional<syntax_fault> find_unfit(std::string_view text);

}  // namespace iaq::settings
