#include "settings/toml_guard.hpp"

#include "settings/sound_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>

namespace iaq::settings {
namespace {

constexpr std::size_t dots_max = 64;  // outside quotes, in one line

place place_at(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    const auto begin = before.rfind('\n') + 1;  // npos + 1 is the first line
    return {static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
            characters(before.substr(begin)) + 1};
}

/// Returns where the string that opens at `at` is over: behind its closing quotes, or at the end
/// of what it may span.
std::size_t end_of_string(std::string_view text, std::size_t at) {
    const char quote = text[at];
    const bool several_lines = text.substr(at).starts_with(std::string(3, quote));
    const std::string closing(several_lines ? 3 : 1, quote);
    at += closing.size();
    while (at < text.size() && !text.substr(at).starts_with(closing)) {
        if (text[at] == '\n' && !several_lines) {
            return at;
        }
        at += text[at] == '\\' && quote == '"' ? 2 : 1;
    }
    at = std::min(text.size(), at + closing.size());
    // Up to two quotes of the content may stand before the closing three.
    for (int extra = 0; several_lines && extra < 2 && text.substr(at).starts_with(quote); ++extra) {
        ++at;
    }
    return at;
}

}  // namespace

std::optional<syntax_fault> find_unfit(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::size_t dots = 0;
    std::size_t at = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"' || c == '\'') {
            at = end_of_string(text, at);
            continue;
        }
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        dots = c == '\n' ? 0 : dots + (c == '.' ? 1 : 0);
        if (dots > dots_max) {
            return syntax_fault{place_at(text, at),
                                fmt::format("more than {} dots in one line", dots_max)};
        }
        if (static_cast<unsigned char>(c) > 0x7F) {
            return syntax_fault{place_at(text, at),
                                "not valid TOML: characters beyond ASCII stand in quotes only"};
        }
        ++at;
    }
    return std::nullopt;
}

}  // namespace iaq::settings
