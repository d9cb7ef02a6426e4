#include "evidence/base64.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace iaq::evidence {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_value = 0xFF;

constexpr std::array<std::uint8_t, 256> values = [] {
    std::array<std::uint8_t, 256> made{};
    made.fill(no_value);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        made[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return made;
}();

constexpr std::size_t group_bytes = 3;
constexpr std::size_t group_characters = 4;
constexpr unsigned character_bits = 6;

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + group_bytes - 1) / group_bytes * group_characters);
    std::uint32_t bits = 0;
    unsigned pending = 0;
    for (const char byte : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(byte);
        for (pending += 8; pending >= character_bits;) {
            pending -= character_bits;
            text += alphabet[(bits >> pending) & 63U];
        }
    }
    if (pending != 0) {
        text += alphabet[(bits << (character_bits - pending)) & 63U];
    }
    text.resize((text.size() + group_characters - 1) / group_characters * group_characters, '=');
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % group_characters != 0) {
        return std::nullopt;
    }
    const auto padding = text.ends_with("==") ? 2U : text.ends_with('=') ? 1U : 0U;
    text.remove_suffix(padding);
    std::string bytes;
    bytes.reserve(text.size() / group_characters * group_bytes + group_bytes);
    std::uint32_t bits = 0;
    unsigned pending = 0;
    for (const char character : text) {
        const auto value = values[static_cast<unsigned char>(character)];
        if (value == no_value) {
            return std::nullopt;
        }
        bits = (bits << character_bits) | value;
        pending += character_bits;
        if (pending >= 8) {
            pending -= 8;
            bytes += static_cast<char>((bits >> pending) & 0xFFU);
        }
    }
    const bool unused_are_zero = (bits & ((1U << pending) - 1U)) == 0;
    return unused_are_zero ? std::optional{bytes} : std::nullopt;
}

std::optional<seal::digest> digest_from_base64(std::string_view text) {
    const auto bytes = from_base64(text);
    seal::digest made{};
    if (!bytes || bytes->size() != made.size()) {
        return std::nullopt;
    }
    std::ranges::copy(*bytes, made.begin());
    return made;
}

}  // namespace iaq::evidence
