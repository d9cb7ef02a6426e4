#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Durations and sizes as the files write them: a whole number and its unit, without a blank.
namespace iaq::settings {

constexpr std::string_view duration_units = "ms, s, m, h, d, y";
constexpr std::string_view size_units = "B, KiB, MiB, GiB";

/// Returns the duration of `30s`; a `y` is 365 days. Nothing when malformed or over 200 years.
std::optional<nanoseconds> parse_duration(std::string_view text);
/// Returns the bytes of `64MiB`. Nothing when malformed or over 2^62.
std::optional<std::int64_t> parse_size(std::string_view text);

/// Returns the duration in the largest unit that tells it exactly.
std::string say_duration(nanoseconds length);
/// Returns the size in the largest unit that tells it exactly.
std::string say_size(std::int64_t bytes);

}  // namespace iaq::settings
