#include "base/time.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace iaq {
namespace {

struct parts {
    day date;
    std::chrono::hh_mm_ss<std::chrono::milliseconds> clock;
};

parts split(utc_time at) {
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    return {day{midnight},
            std::chrono::hh_mm_ss{std::chrono::floor<std::chrono::milliseconds>(at - midnight)}};
}

/// Appends `value` in decimal, filled with zeros to `width` digits.
void put_digits(std::string& out, std::int64_t value, std::size_t width) {
    out.append(width, '0');
    for (auto at = out.end(); width-- > 0; value /= 10) {
        *--at = static_cast<char>('0' + value % 10);
    }
}

void put_day(std::string& out, day date) {
    put_digits(out, static_cast<int>(date.year()), 4);
    put_digits(out, static_cast<unsigned>(date.month()), 2);
    put_digits(out, static_cast<unsigned>(date.day()), 2);
}

}  // namespace

std::optional<day> parse_day(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const auto year = text::number(text.substr(0, 4));
    const auto month = text::number(text.substr(5, 2));
    const auto date = text::number(text.substr(8, 2));
    if (!year || !month || !date) {
        return std::nullopt;
    }
    const day parsed{std::chrono::year{static_cast<int>(*year)},
                     std::chrono::month{static_cast<unsigned>(*month)},
                     std::chrono::day{static_cast<unsigned>(*date)}};
    return parsed.ok() ? std::optional{parsed} : std::nullopt;
}

std::string compact_day(day date) {
    std::string out;
    put_day(out, date);
    return out;
}

std::string rfc3339(utc_time at) {
    const auto [date, clock] = split(at);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

std::string compact_time(utc_time at) {
    const auto [date, clock] = split(at);
    std::string out;
    put_day(out, date);
    put_digits(out, clock.hours().count(), 2);
    put_digits(out, clock.minutes().count(), 2);
    put_digits(out, clock.seconds().count(), 2);
    return out;
}

}  // namespace iaq
