#pragma once

#include "base/time.hpp"
#include "switch_sim/scene.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The words of a scene's line, and the values that words can be.
namespace iaq::switch_sim {

/// One word; `bare` is false when it began with a quotation mark.
struct word {
    std::string text;
    bool bare = true;

    [[nodiscard]] bool is(std::string_view mark) const { return bare && text == mark; }
};

using words = std::span<const word>;

/// Returns the words up to a comment. `;` is a word of its own wherever it stands outside quotes.
/// Errors: nothing when a quotation does not end.
std::optional<std::vector<word>> read_words(std::string_view line);

/// Returns what stands before and behind the first `=`; without one, all and nothing.
struct pair_of_words {
    std::string_view name;
    std::optional<std::string_view> value;
};
pair_of_words pair_of(std::string_view text);

/// Returns the time of `2s`, `500ms`, `5m` or `1h`, at most 1000 hours, or nothing.
std::optional<nanoseconds> read_time(std::string_view text);
/// Returns the delay of `2s` or `2s..60s`, or nothing.
std::optional<delay> read_delay(std::string_view text);

/// Two numbers of `3` or `2..5`, the first not above the last, or nothing.
struct number_range {
    std::uint64_t first, last;
};
std::optional<number_range> read_range(std::string_view text);

/// Sets `out` when all of `text` is a number from `least` to `most`.
template <class Unsigned>
bool set_number(Unsigned& out, std::string_view text, std::uint64_t least, std::uint64_t most) {
    const auto range = read_range(text);
    if (!range || range->first != range->last || range->first < least || range->last > most) {
        return false;
    }
    out = static_cast<Unsigned>(range->first);
    return true;
}

}  // namespace iaq::switch_sim
