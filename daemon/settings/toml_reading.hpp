#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// TOML text as a plain tree with places. The only file that sees toml++ is this one's twin.
namespace iaq::settings {

/// Largest file that is read.
constexpr std::size_t file_bytes_max = 1024 * 1024;

/// Line and column in characters, both from 1.
struct place {
    std::size_t line = 1, column = 1;
};

enum class shape : std::uint8_t { text, number, flag, list, table, other };

/// One value with everything below it.
struct value {
    place at;         // of the value
    place key_at;     // of its key; the value's own place inside a list
    std::string key;  // empty inside a list and for the root
    shape is = shape::other;
    std::string text;
    std::int64_t number = 0;
    bool flag = false;
    std::vector<value> below;  // a list's items, or a table's members in order of place
};

/// Why a text is no TOML, and where.
struct syntax_fault {
    place at;
    std::string text;
};

/// Returns the tree of `text`, a table, or the first fault of its syntax. A key that stands twice
/// is such a fault.
result<value, syntax_fault> parse_toml(std::string_view text);

}  // namespace iaq::settings
