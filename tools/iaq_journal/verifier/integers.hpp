#pragma once

#include "base/assert.hpp"

#include <cstddef>
#include <string_view>

/// Numbers as the format page writes them: big-endian.
namespace iaq::verifier {

/// Returns the number whose first byte is at `at`. Requires: it lies within `in`.
template <class Unsigned>
Unsigned big(std::string_view in, std::size_t at) {
    ensure(at <= in.size() && in.size() - at >= sizeof(Unsigned));
    Unsigned value = 0;
    for (const char byte : in.substr(at, sizeof(Unsigned))) {
        value = static_cast<Unsigned>(value << 8U | static_cast<unsigned char>(byte));
    }
    return value;
}

}  // namespace iaq::verifier
