#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The folding table: Latin letters with marks, typographic apostrophes, quotes and hyphens, each
/// with what the wire carries in its place.
namespace iaq::naming {

/// What becomes of a character that the table lacks.
enum class foreign_letter : std::uint8_t { refuse, blank };

/// Returns `utf8` as upper-case ASCII. ASCII characters stay as they are, control characters too.
/// A combining mark after a letter goes with it. Nothing when the text is not UTF-8 or holds a
/// character that the table lacks, unless such characters are to become blanks.
std::optional<std::string> to_ascii(std::string_view utf8, foreign_letter otherwise);

}  // namespace iaq::naming
