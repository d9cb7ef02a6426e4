#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Texts that stand for bytes, read strictly: each string of bytes has one text and no other.
namespace iaq::verifier {

/// Returns the bytes of padded base64 (RFC 4648 section 4), or nothing when a character, the
/// padding or the unused bits are not as the one encoder would have written them.
std::optional<std::string> from_base64(std::string_view text);

/// Returns the bytes of lower-case hexadecimal, or nothing.
std::optional<std::string> from_hex(std::string_view text);

/// Returns lower-case hexadecimal.
std::string to_hex(std::string_view bytes);

}  // namespace iaq::verifier
