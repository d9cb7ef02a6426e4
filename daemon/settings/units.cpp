#include "settings/units.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <span>

namespace iaq::settings {
namespace {

struct unit {
    std::string_view name;
    std::int64_t worth;
};

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t duration_max = 200LL * 365 * 24 * 3600 * second;
constexpr std::int64_t size_max = 1LL << 62;

// Smallest first; the milli- before the minute, since both begin with m.
constexpr std::array durations{unit{"ms", second / 1000},  unit{"s", second},
                               unit{"m", 60 * second},     unit{"h", 3600 * second},
                               unit{"d", 86'400 * second}, unit{"y", 365 * 86'400 * second}};
constexpr std::array sizes{unit{"B", 1}, unit{"KiB", 1LL << 10}, unit{"MiB", 1LL << 20},
                           unit{"GiB", 1LL << 30}};

std::optional<std::int64_t> parse(std::string_view text, std::span<const unit> units,
                                  std::int64_t most) {
    std::size_t digits = 0;
    while (digits < text.size() && text::is_digit(text[digits])) {
        ++digits;
    }
    const auto count = text::number(text.substr(0, digits));
    for (const auto& u : units) {
        if (count && text.substr(digits) == u.name && *count <= most / u.worth) {
            return *count * u.worth;
        }
    }
    return std::nullopt;
}

std::string say(std::int64_t amount, std::span<const unit> units) {
    const auto* best = &units.front();
    for (const auto& u : units) {
        if (amount != 0 && amount % u.worth == 0) {
            best = &u;
        }
    }
    return fmt::format("{}{}", amount / best->worth, best->name);
}

}  // namespace

std::optional<nanoseconds> parse_duration(std::string_view text) {
    const auto found = parse(text, durations, duration_max);
    return found ? std::optional{nanoseconds{*found}} : std::nullopt;
}

std::optional<std::int64_t> parse_size(std::string_view text) {
    return parse(text, sizes, size_max);
}

std::string say_duration(nanoseconds length) { return say(length.count(), durations); }

std::string say_size(std::int64_t bytes) { return say(bytes, sizes); }

}  // namespace iaq::settings
