#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace iaq::ctl {

/// Returns the JSON objects of a text that holds one, several behind each other, or a list of them;
/// nothing when something else stands between them, or one does not end. Each is only cut out, not
/// looked into.
std::optional<std::vector<std::string_view>> json_objects(std::string_view text);

}  // namespace iaq::ctl
