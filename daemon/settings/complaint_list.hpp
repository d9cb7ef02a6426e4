#pragma once

#include "settings/settings.hpp"
#include "settings/toml_reading.hpp"

#include <string>
#include <string_view>

namespace iaq::settings {

/// Gathers what is wrong with one file.
class complaint_list {
public:
    explicit complaint_list(std::string_view file) : file_(file) {}

    void add(place at, std::string text);
    [[nodiscard]] bool empty() const { return gathered_.empty(); }
    /// Returns all of them in order of place. The list is spent afterwards.
    [[nodiscard]] complaints take();

private:
    std::string file_;
    complaints gathered_;
};

/// Returns `, not "text"` for a complaint; nothing when `v` is no text, a long one, or one that
/// holds what a terminal should not see.
std::string not_this(const value& v);

}  // namespace iaq::settings
