#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What one key of a file may hold. One table of these drives parsing, bounds and documentation.
namespace iaq::settings {

enum class form : std::uint8_t { text, choice, flag, number, duration, size, texts, choices };

/// `elsewhere`: needed, but another table may say it; the file's own checks complain.
enum class need : std::uint8_t { optional, required, elsewhere };

struct option {
    std::string_view section;  // "" is the top of the file
    std::string_view key;
    form is = form::text;
    need needed = need::optional;
    std::string_view fallback = {};  // the default without quotes; none when empty
    std::string_view example = {};   // shown where there is no default; a list's items by blanks
    std::int64_t low = 0, high = 0;  // characters, the number, ns, bytes; items of a list
    bool (*sound)(std::string_view) = nullptr;  // asks about the text, or each of the texts
    std::string_view must = {};                 // what a sound text is: "an absolute path"
    std::string_view choices = {};              // separated by blanks
    std::string_view unbuilt = {};  // the choice or flag that is refused; "*" refuses the key
    int step = 0;                   // that builds it; 0: none named yet
    std::string_view about = {};    // one sentence a line
};

using option_table = std::span<const option>;

/// Returns the option, or nullptr.
const option* find_option(option_table options, std::string_view section, std::string_view key);

/// Returns the keys of one section, in the table's order.
std::vector<std::string_view> keys_of(option_table options, std::string_view section);

/// Returns `low` to `high` with their unit: `100ms to 1h`, `1 to 11 characters`.
std::string say_bounds(const option& o);

/// Returns `"live" or "test"`, or `one of` more than two, without the choice that is not built.
std::string say_choices(const option& o);

/// Returns the sentence that refuses what is not built: `is not built until step 3`.
std::string say_unbuilt(const option& o);

/// Returns `value` (as `fallback` and `example` hold it) as TOML writes it.
std::string as_toml(const option& o, std::string_view value);

/// Returns the one of `known` that `word` most likely meant, or nothing when none is close.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace iaq::settings
