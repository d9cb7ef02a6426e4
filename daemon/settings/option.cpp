#include "settings/option.hpp"

#include "base/text.hpp"
#include "settings/units.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::settings {
namespace {

/// Single edits that turn `a` into `b`.
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            const std::size_t changed = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + changed});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

const option* find_option(option_table options, std::string_view section, std::string_view key) {
    const auto found = std::ranges::find_if(
        options, [&](const option& o) { return o.section == section && o.key == key; });
    return found == options.end() ? nullptr : &*found;
}

std::vector<std::string_view> keys_of(option_table options, std::string_view section) {
    std::vector<std::string_view> keys;
    for (const auto& o : options) {
        if (o.section == section) {
            keys.push_back(o.key);
        }
    }
    return keys;
}

std::string say_bounds(const option& o) {
    switch (o.is) {
        case form::duration:
            return fmt::format("{} to {}", say_duration(nanoseconds{o.low}),
                               say_duration(nanoseconds{o.high}));
        case form::size: return fmt::format("{} to {}", say_size(o.low), say_size(o.high));
        case form::number: return fmt::format("{} to {}", o.low, o.high);
        case form::text: return fmt::format("{} to {} characters", o.low, o.high);
        case form::texts:
        case form::choices: return fmt::format("{} to {} of them", o.low, o.high);
        case form::choice:
        case form::flag: break;
    }
    return {};
}

std::string say_choices(const option& o) {
    std::vector<std::string> quoted;
    for (const auto choice : text::split(o.choices, ' ')) {
        if (choice != o.unbuilt) {
            quoted.push_back(fmt::format("\"{}\"", choice));
        }
    }
    return quoted.size() > 2 ? fmt::format("one of {}", fmt::join(quoted, ", "))
                             : fmt::format("{}", fmt::join(quoted, " or "));
}

std::string say_unbuilt(const option& o) {
    return o.step == 0 ? std::string{"is not built yet"}
                       : fmt::format("is not built until step {}", o.step);
}

std::string as_toml(const option& o, std::string_view value) {
    switch (o.is) {
        case form::flag:
        case form::number: return std::string{value};
        case form::texts:
        case form::choices: {
            std::vector<std::string> quoted;
            for (const auto item : text::split(value, ' ')) {
                quoted.push_back(fmt::format("\"{}\"", item));
            }
            return fmt::format("[{}]", fmt::join(quoted, ", "));
        }
        case form::text:
        case form::choice:
        case form::duration:
        case form::size: break;
    }
    return fmt::format("\"{}\"", value);
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
    constexpr std::size_t word_max = 64;
    std::string_view best;
    std::size_t fewest = std::clamp<std::size_t>((word.size() + 1) / 3, 1, 3) + 1;
    for (const auto candidate : known) {
        const auto found = word.size() > word_max ? fewest : edits(word, candidate);
        if (found < fewest) {
            fewest = found;
            best = candidate;
        }
    }
    return best;
}

}  // namespace iaq::settings
