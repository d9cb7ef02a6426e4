#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Base64 of RFC 4648 section 4, strict: padded, nothing else in it, and only one way to write each
/// value.
namespace iaq::evidence {

std::string to_base64(std::string_view bytes);
/// Returns the bytes, or nothing when `text` is not what `to_base64` writes.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace iaq::evidence
