#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace iaq::dialogue {

/// Returns at most 512 characters of a refusal's text, with `?` for all that is not printable
/// ASCII.
inline std::string printable(std::string_view words) {
    constexpr std::size_t words_max = 512;
    std::string out(words.substr(0, words_max));
    std::ranges::replace_if(
        out, [](char c) { return c < ' ' || c > '~'; }, '?');
    return out;
}

}  // namespace iaq::dialogue
