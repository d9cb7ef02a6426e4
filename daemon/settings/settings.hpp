#pragma once

#include "base/result.hpp"
#include "model/order.hpp"
#include "model/profile.hpp"
#include "model/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Configuration, profile and policy files into checked structs, every complaint with its place.
/// Reads no file: text comes in.
namespace iaq::settings {

/// `file:line:column: what is wrong, and what would do`.
struct complaint {
    std::string file;
    std::size_t line = 0, column = 0;
    std::string text;
    [[nodiscard]] std::string said() const;
};
using complaints = std::vector<complaint>;

/// Returns the settings, or every complaint at once. `path` is only printed.
result<model::settings, complaints> parse_settings(std::string_view text, std::string_view path);
result<model::profile, complaints> parse_profile(std::string_view text, std::string_view path);
result<model::order, complaints> parse_order(std::string_view text, std::string_view path);

/// Returns a sentence for each option that differs between the two and that only a start reads.
std::vector<std::string> need_restart(const model::settings& in_force,
                                      const model::settings& wanted);

/// Returns the commented `config/iaqd.toml` as the option table writes it; a test keeps the file
/// equal to it.
std::string commented_defaults();

}  // namespace iaq::settings
