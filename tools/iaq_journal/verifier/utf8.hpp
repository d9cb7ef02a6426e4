#pragma once

#include <string_view>

/// Well-formed UTF-8 (RFC 3629).
namespace iaq::verifier {

/// True when `text` is UTF-8: no stray byte, no overlong form, no surrogate, nothing above
/// U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace iaq::verifier
