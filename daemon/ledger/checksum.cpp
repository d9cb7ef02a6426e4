#include "ledger/checksum.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace iaq::ledger {
namespace {

constexpr std::uint32_t polynomial = 0x82F63B78U;  // 0x1EDC6F41, bits reversed
using table = std::array<std::array<std::uint32_t, 256>, 8>;

/// Row k holds the effect of a byte that is followed by k more: eight bytes go in one step.
constexpr table make_table() {
    table rows{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum & 1U) != 0 ? (sum >> 1U) ^ polynomial : sum >> 1U;
        }
        rows[0][byte] = sum;
    }
    for (std::size_t row = 1; row < rows.size(); ++row) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const auto sum = rows[row - 1][byte];
            rows[row][byte] = (sum >> 8U) ^ rows[0][sum & 0xFFU];
        }
    }
    return rows;
}

constexpr table rows = make_table();

std::uint32_t byte_of(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

#if defined(__x86_64__)
[[gnu::target("sse4.2")]] std::uint32_t by_processor(std::string_view bytes,
                                                     std::uint32_t before) noexcept {
    std::uint64_t sum = ~before;
    while (bytes.size() >= sizeof(std::uint64_t)) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, bytes.data(), sizeof eight);
        sum = _mm_crc32_u64(sum, eight);
        bytes.remove_prefix(sizeof eight);
    }
    auto rest = static_cast<std::uint32_t>(sum);
    for (const char c : bytes) {
        rest = _mm_crc32_u8(rest, static_cast<unsigned char>(c));
    }
    return ~rest;
}
#endif

}  // namespace

std::uint32_t crc32c_by_table(std::string_view bytes, std::uint32_t before) noexcept {
    std::uint32_t sum = ~before;
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
        sum ^= byte_of(bytes, 0) | byte_of(bytes, 1) << 8U | byte_of(bytes, 2) << 16U |
               byte_of(bytes, 3) << 24U;
        sum = rows[7][sum & 0xFFU] ^ rows[6][(sum >> 8U) & 0xFFU] ^ rows[5][(sum >> 16U) & 0xFFU] ^
              rows[4][sum >> 24U] ^ rows[3][byte_of(bytes, 4)] ^ rows[2][byte_of(bytes, 5)] ^
              rows[1][byte_of(bytes, 6)] ^ rows[0][byte_of(bytes, 7)];
    }
    for (const char c : bytes) {
        sum = (sum >> 8U) ^ rows[0][(sum ^ static_cast<unsigned char>(c)) & 0xFFU];
    }
    return ~sum;
}

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before) noexcept {
#if defined(__x86_64__)
    static const bool fast = __builtin_cpu_supports("sse4.2") != 0;
    if (fast) {
        return by_processor(bytes, before);
    }
#endif
    return crc32c_by_table(bytes, before);
}

}  // namespace iaq::ledger
