#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Time as a value. Nothing below the host room reads a clock; time comes in as an argument.
namespace iaq {

using std::chrono::nanoseconds;
using namespace std::chrono_literals;

/// Nanoseconds since 1970-01-01 00:00 UTC (CJIS AU-8 asks for hundredths of a second).
using utc_time = std::chrono::sys_time<nanoseconds>;

/// Nanoseconds of a clock that never steps back; its zero means nothing.
enum class mono_time : std::int64_t {};

constexpr mono_time operator+(mono_time t, nanoseconds d) {
    return mono_time{static_cast<std::int64_t>(t) + d.count()};
}
constexpr nanoseconds operator-(mono_time a, mono_time b) {
    return nanoseconds{static_cast<std::int64_t>(a) - static_cast<std::int64_t>(b)};
}

/// One moment, told by both clocks.
struct instant {
    utc_time utc{};
    mono_time mono{};
};

/// A calendar day, already known to exist.
using day = std::chrono::year_month_day;

/// Returns the day written as `YYYY-MM-DD`, or nothing when it is malformed or no such day exists.
std::optional<day> parse_day(std::string_view text) noexcept;

/// Returns `YYYYMMDD` for `date`.
std::string compact_day(day date);

/// Returns the time as RFC 3339 in UTC with milliseconds: `2026-11-24T03:00:00.000Z`.
std::string rfc3339(utc_time at);

/// Returns the time as `YYYYMMDDhhmmss` in UTC.
std::string compact_time(utc_time at);

}  // namespace iaq
