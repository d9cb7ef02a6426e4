#include "iaq_journal/verifier/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace iaq::verifier {
namespace {

/// What a first byte says: how many bytes follow, its own bits, and the least value of that length.
struct opening {
    std::size_t more;
    std::uint32_t bits;
    std::uint32_t least;
};

constexpr opening opening_of(unsigned char first) {
    if (first < 0x80) {
        return {0, first, 0};
    }
    if (first >= 0xC0 && first < 0xE0) {
        return {1, first & 0x1FU, 0x80};
    }
    if (first >= 0xE0 && first < 0xF0) {
        return {2, first & 0x0FU, 0x800};
    }
    if (first >= 0xF0 && first < 0xF8) {
        return {3, first & 0x07U, 0x1'0000};
    }
    return {0, 0, 1};  // no first byte: below any least value
}

constexpr bool is_character(std::uint32_t value) {
    return value <= 0x10'FFFF && (value < 0xD800 || value > 0xDFFF);
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto [more, bits, least] = opening_of(static_cast<unsigned char>(text.front()));
        const auto rest = text.substr(1, more);
        std::uint32_t value = bits;
        for (const char next : rest) {
            const auto byte = static_cast<unsigned char>(next);
            if ((byte & 0xC0U) != 0x80U) {
                return false;
            }
            value = value << 6U | (byte & 0x3FU);
        }
        if (rest.size() != more || value < least || !is_character(value)) {
            return false;
        }
        text.remove_prefix(1 + more);
    }
    return true;
}

}  // namespace iaq::verifier
