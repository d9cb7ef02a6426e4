#include "iaq_journal/verifier/crc32c.hpp"

#include <array>
#include <cstddef>

namespace iaq::verifier {
namespace {

constexpr std::uint32_t polynomial = 0x82F6'3B78U;
constexpr std::size_t stride = 8;

using table = std::array<std::uint32_t, 256>;

/// `tables[k][b]`: what byte `b` adds to the remainder when `k` more bytes follow it.
constexpr std::array<table, stride> make_tables() {
    std::array<table, stride> made{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit) {
            rest = (rest >> 1U) ^ ((rest & 1U) != 0 ? polynomial : 0U);
        }
        made[0][byte] = rest;
    }
    for (std::size_t k = 1; k < stride; ++k) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const auto shorter = made[k - 1][byte];
            made[k][byte] = (shorter >> 8U) ^ made[0][shorter & 0xFFU];
        }
    }
    return made;
}

constexpr auto tables = make_tables();

constexpr std::uint32_t octet(char byte) { return static_cast<unsigned char>(byte); }

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before) noexcept {
    std::uint32_t rest = ~before;
    for (; bytes.size() >= stride; bytes.remove_prefix(stride)) {
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < stride; ++i) {
            const std::uint32_t carried = i < 4 ? (rest >> (8 * i)) & 0xFFU : 0U;
            sum ^= tables[stride - 1 - i][octet(bytes[i]) ^ carried];
        }
        rest = sum;
    }
    for (const char byte : bytes) {
        rest = (rest >> 8U) ^ tables[0][(rest ^ octet(byte)) & 0xFFU];
    }
    return ~rest;
}

}  // namespace iaq::verifier
