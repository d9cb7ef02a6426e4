#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace iaq::text {
namespace {

struct length_and_floor {
    std::size_t length;
    char32_t floor;
};

/// Returns the length a UTF-8 sequence claims by its first byte and its lowest legal value.
length_and_floor claimed(unsigned char first) {
    if (first < 0x80U) {
        return {1, 0};
    }
    if (first >= 0xC2U && first <= 0xDFU) {
        return {2, 0x80};
    }
    if (first >= 0xE0U && first <= 0xEFU) {
        return {3, 0x800};
    }
    if (first >= 0xF0U && first <= 0xF4U) {
        return {4, 0x10000};
    }
    return {0, 0};
}

/// Returns the length of the valid UTF-8 sequence at `at`, or 0.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const auto [length, floor] = claimed(first);
    if (length <= 1 || at + length > text.size()) {
        return length <= 1 ? length : 0;
    }
    char32_t value = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xC0U) != 0x80U) {
            return 0;
        }
        value = (value << 6U) | (next & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < floor || value > 0x10FFFF || surrogate ? 0 : length;
}

/// Returns the length of the ASCII that `text` begins with; most text is nothing else.
std::size_t ascii_length(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & high_bits) != 0) {
            break;
        }
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80U) {
        ++at;
    }
    return at;
}

int hex_value(char c) {
    if (is_digit(c)) {
        return c - '0';
    }
    const char u = upper(c);
    return u >= 'A' && u <= 'F' ? u - 'A' + 10 : -1;
}

}  // namespace

std::string to_upper(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), upper);
    return out;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const auto end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return pieces;
        }
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> found;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        found.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            break;
        }
        const bool pair = text.substr(end, 2) == "\r\n";
        text.remove_prefix(end + (pair ? 2 : 1));
    }
    return found;
}

bool contains_folded(std::string_view text, std::string_view part) {
    return !std::ranges::search(text, part, {}, upper, upper).empty() || part.empty();
}

std::optional<std::int64_t> number(std::string_view text) noexcept {
    if (text.empty() || text.size() > 18 || !std::ranges::all_of(text, is_digit)) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    for (const char c : text) {
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string to_hex(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::optional<std::string> from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) {
        return std::nullopt;
    }
    std::string out;
    out.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hex_value(hex[i]);
        const int low = hex_value(hex[i + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

std::string valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto ascii = ascii_length(text.substr(at));
        out.append(text, at, ascii);
        at += ascii;
        if (at == text.size()) {
            break;
        }
        const auto length = sequence_length(text, at);
        if (length == 0) {
            out += "\xEF\xBF\xBD";
            ++at;
            continue;
        }
        out.append(text, at, length);
        at += length;
    }
    return out;
}

bool is_valid_utf8(std::string_view text) {
    for (auto at = ascii_length(text); at < text.size(); at += ascii_length(text.substr(at))) {
        const auto length = sequence_length(text, at);
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

bool is_ascii(std::string_view text) { return ascii_length(text) == text.size(); }

}  // namespace iaq::text
