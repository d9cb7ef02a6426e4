#include "naming/letters.hpp"
#include "naming/name_line.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace iaq::naming {
namespace {

constexpr bool is_name_character(char c) {
    return (c >= 'A' && c <= 'Z') || c == ' ' || c == '-' || c == '\'';
}

/// Printable, and neither the end of a field, the end of a prefix nor the mark of a control field.
constexpr bool is_text_character(char c) {
    return c >= ' ' && c <= '~' && c != '.' && c != '/' && c != '*';
}

/// Returns `text` without blanks at either end and with one where several stood.
std::string single_blanks(std::string text) {
    const auto repeats =
        std::ranges::unique(text, [](char before, char c) { return before == ' ' && c == ' '; });
    text.erase(repeats.begin(), repeats.end());
    if (text.ends_with(' ')) {
        text.pop_back();
    }
    if (text.starts_with(' ')) {
        text.erase(0, 1);
    }
    return text;
}

}  // namespace

std::optional<std::string> fold(std::string_view utf8) {
    auto plain = to_ascii(utf8, foreign_letter::refuse);
    if (!plain || !std::ranges::all_of(*plain, is_name_character)) {
        return std::nullopt;
    }
    return single_blanks(std::move(*plain));
}

bool folding_changes(std::string_view utf8) {
    return !text::is_ascii(utf8) && fold(utf8).has_value();
}

std::optional<std::string> fold_text(std::string_view utf8) {
    auto plain = to_ascii(utf8, foreign_letter::refuse);
    if (!plain) {
        return std::nullopt;
    }
    std::ranges::replace_if(*plain, text::is_blank, ' ');
    if (!std::ranges::all_of(*plain, is_text_character)) {
        return std::nullopt;
    }
    return single_blanks(std::move(*plain));
}

}  // namespace iaq::naming
