#pragma once

#include <cstdint>
#include <string_view>

/// CRC32C (Castagnoli), which finds every error of up to 32 neighbouring bits, and the processors
/// of today compute it while they read.
namespace iaq::ledger {

/// Returns the checksum of what `before` summed up, followed by `bytes`. The checksum of nothing is
/// 0.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0) noexcept;

/// The same by table, on any processor.
std::uint32_t crc32c_by_table(std::string_view bytes, std::uint32_t before = 0) noexcept;

}  // namespace iaq::ledger
