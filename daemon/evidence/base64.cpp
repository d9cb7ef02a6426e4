#include "evidence/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace iaq::evidence {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t group_bytes = 3;
constexpr std::size_t group_letters = 4;

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / group_bytes * group_letters);
    for (std::size_t at = 0; at < bytes.size(); at += group_bytes) {
        const auto count = std::min(group_bytes, bytes.size() - at);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < group_bytes; ++i) {
            bits = (bits << 8U) | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        }
        for (std::size_t i = 0; i < group_letters; ++i) {
            const auto letter = (bits >> (18U - 6U * i)) & 63U;
            text += i <= count ? alphabet[letter] : '=';
        }
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % group_letters != 0) {
        return std::nullopt;
    }
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); at += group_letters) {
        std::uint32_t bits = 0;
        std::size_t letters = 0;
        for (const char letter : text.substr(at, group_letters)) {
            const auto value = alphabet.find(letter);
            if (value != std::string_view::npos) {
                ++letters;
            }
            bits = (bits << 6U) |
                   static_cast<std::uint32_t>(value == std::string_view::npos ? 0 : value);
        }
        for (std::size_t i = 0; i + 1 < letters; ++i) {
            bytes += static_cast<char>((bits >> (16U - 8U * i)) & 0xFFU);
        }
    }
    // One way to write each value: whatever was odd about it shows here.
    if (to_base64(bytes) != text) {
        return std::nullopt;
    }
    return bytes;
}

}  // namespace iaq::evidence
