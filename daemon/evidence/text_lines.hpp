#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

/// What the texts of transparency logs are made of: lines that all end, and numbers with one
/// spelling each.
namespace iaq::evidence {

/// Takes the next line off the front of `rest` and returns it without its LF, or nothing when no
/// line ends there.
inline std::optional<std::string_view> take_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

/// Returns the number, or nothing unless `text` is its digits alone, without a leading zero.
inline std::optional<std::uint64_t> parse_decimal(std::string_view text) {
    std::uint64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    const bool padded = text.size() > 1 && text.front() == '0';
    if (error != std::errc{} || stopped != end || padded) {
        return std::nullopt;
    }
    return value;
}

}  // namespace iaq::evidence
