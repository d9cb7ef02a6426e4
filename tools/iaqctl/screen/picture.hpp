#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A page of a terminal as text. Nothing on it is told by looks alone: a mark stands in the text.
namespace iaq::ctl {

/// How a line looks; the words say the same.
enum class looks : unsigned char { plain, heading, chosen };

struct picture_line {
    std::string text;  // clean, without control characters
    looks as = looks::plain;
};

struct picture_size {
    std::size_t columns = 80, rows = 24;
};

struct picture {
    std::vector<picture_line> lines;
    struct place {
        std::size_t row = 0, column = 0;  // from 0
    };
    std::optional<place> cursor;  // where typing goes; absent: nowhere

    void add(std::string text, looks as = looks::plain) { lines.push_back({std::move(text), as}); }
};

/// Returns the characters (not bytes) of clean text.
std::size_t width_of(std::string_view text);
/// Returns at most `columns` characters from the front; a cut text ends in `~`.
std::string fitted(std::string_view text, std::size_t columns);
/// Returns the text with blanks behind it up to `columns` characters, cut when it is longer.
std::string padded(std::string_view text, std::size_t columns);
/// Returns the text in lines of at most `columns` characters, broken at blanks.
std::vector<std::string> folded(std::string_view text, std::size_t columns);

/// Returns the lines broken to the width, what is carried over behind the same margin.
std::vector<std::string> refolded(const std::vector<std::string>& lines, std::size_t columns);

/// Returns the bytes that put the page on a terminal of this size: each line, cut to fit, and
/// nothing behind it. `emphasis`: bold and reversed, where the terminal's owner wants them.
std::string paint(const picture& page, picture_size size, bool emphasis);

/// Returns the page as text, a line each: what a test or a printer looks at.
std::string as_text(const picture& page);

}  // namespace iaq::ctl
