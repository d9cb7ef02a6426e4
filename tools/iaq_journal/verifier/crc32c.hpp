#pragma once

#include <cstdint>
#include <string_view>

/// CRC-32C by the polynomial of RFC 3720, section 12.1, reflected: 82f63b78.
namespace iaq::verifier {

/// Returns the checksum of what `before` summed up, followed by `bytes`.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0) noexcept;

}  // namespace iaq::verifier
