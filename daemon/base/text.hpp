#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// ASCII text: the few words the standard library lacks. Locale-free, never throws on content.
namespace iaq::text {

/// True for `A`-`Z`, `a`-`z`.
constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
/// True for `0`-`9`.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper_alphanumeric(char c) { return (c >= 'A' && c <= 'Z') || is_digit(c); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string to_upper(std::string_view text);
/// Returns `text` without blanks, tabs and line ends at either end.
std::string_view trim(std::string_view text);
/// Returns the pieces between `separator`s; n separators give n+1 pieces.
std::vector<std::string_view> split(std::string_view text, char separator);
/// Returns the lines of `text`, ended by LF, CR LF or CR, without their ends.
std::vector<std::string_view> lines(std::string_view text);
/// True when `text` holds `part`, compared without case.
bool contains_folded(std::string_view text, std::string_view part);
/// Returns the decimal number, or nothing unless all of `text` is 1 to 18 digits.
std::optional<std::int64_t> number(std::string_view text) noexcept;
/// Returns lower-case hexadecimal.
std::string to_hex(std::string_view bytes);
/// Returns the bytes, or nothing when `hex` has an odd length or a character that is not hex.
std::optional<std::string> from_hex(std::string_view hex);
/// Returns `text` with every byte that is not part of valid UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);
bool is_valid_utf8(std::string_view text);
/// True when every byte is below 0x80.
bool is_ascii(std::string_view text);

}  // namespace iaq::text
