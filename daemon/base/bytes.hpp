#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Integers as bytes, in the order the wire and the journal write them. Bytes live in
/// `std::string`, the one buffer type every library here understands.
namespace iaq::bytes {

/// Appends `value`, most significant byte first (network order).
template <class Unsigned>
void put_big(std::string& out, Unsigned value) {
    for (std::size_t i = sizeof(Unsigned); i-- > 0;) {
        out += static_cast<char>((value >> (8U * i)) & 0xFFU);
    }
}

/// Returns the big-endian number at `at`. Requires: `at + sizeof(Unsigned) <= in.size()`.
template <class Unsigned>
Unsigned get_big(std::string_view in, std::size_t at) {
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
        value = static_cast<Unsigned>((value << 8U) | static_cast<unsigned char>(in[at + i]));
    }
    return value;
}

}  // namespace iaq::bytes
