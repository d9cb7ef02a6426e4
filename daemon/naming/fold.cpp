#include "naming/letters.hpp"
#include "naming/name_line.hpp"

#include "base/text.hpp"

#include <algorithm>

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
std::string single_blanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' || (!out.empty() && out.back() != ' ')) {
            out += c;
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

}  // namespace

std::optional<std::string> fold(std::string_view utf8) {
    const auto plain = to_ascii(utf8, foreign_letter::refuse);
    if (!plain || !std::ranges::all_of(*plain, is_name_character)) {
        return std::nullopt;
    }
    return single_blanks(*plain);
}

bool folding_changes(std::string_view utf8) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80U; };
    return !std::ranges::all_of(utf8, is_ascii) && fold(utf8).has_value();
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
    return single_blanks(*plain);
}

}  // namespace iaq::naming
