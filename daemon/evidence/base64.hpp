#pragma once

#include "seal/hasher.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Base64 of RFC 4648 section 4, padded, with one spelling for each row of bytes.
namespace iaq::evidence {

std::string to_base64(std::string_view bytes);

/// Returns the bytes, or nothing unless `text` is just what `to_base64` gives for them: no line
/// end, no lack of padding, and the unused bits of the last character zero.
std::optional<std::string> from_base64(std::string_view text);

/// Returns the 32 bytes, or nothing when `text` is not base64 of so many.
std::optional<seal::digest> digest_from_base64(std::string_view text);

}  // namespace iaq::evidence
