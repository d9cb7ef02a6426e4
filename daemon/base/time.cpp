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
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
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
    return fmt::format("{}{:02}{:02}{:02}", compact_day(date), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

}  // namespace iaq
