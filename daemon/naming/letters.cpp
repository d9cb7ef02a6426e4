#include "naming/letters.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace iaq::naming {
namespace {

// Plain letter of each character from U+00C0 on; a blank where there is none.
// clang-format off
constexpr char32_t latin_begin = 0x00C0;
constexpr std::string_view latin =
    "AAAAAA CEEEEIIIIDNOOOOO OUUUUY  AAAAAA CEEEEIIIIDNOOOOO OUUUUY Y"  // U+00C0
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII  JJKKKLLLLLLL"  // U+0100
    "LLLNNNNNNNNNOOOOOO  RRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS"  // U+0140
    "BB    OCCDD    EEFFG   IKKL  N  OO  PP      TTTUU VYYZZ         "  // U+0180
    "             AAIIOOUUUUUUUUUU AAAA  GGGGKKOOOO  J   GG  NNAA  OO"  // U+01C0
    "AAAAEEEEIIIIOOOORRRRUUUUSSTT  HH      AAEEOOOOOOOOYY      ACCL  "  // U+0200
    "   BU EEJJ  RRYY";                                                 // U+0240
constexpr char32_t more_latin_begin = 0x1E00;
constexpr std::string_view more_latin =
    "AABBBBBBCCDDDDDDDDDDEEEEEEEEEEFFGGHHHHHHHHHHIIIIKKKKKKLLLLLLLLMM"  // U+1E00
    "MMMMNNNNNNNNOOOOOOOOPPPPRRRRRRRRSSSSSSSSSSTTTTTTTTUUUUUUUUUUVVVV"  // U+1E40
    "WWWWWWWWWWXXXXYYZZZZZZHTWYAS    AAAAAAAAAAAAAAAAAAAAAAAAEEEEEEEE"  // U+1E80
    "EEEEEEEEIIIIOOOOOOOOOOOOOOOOOOOOOOOOUUUUUUUUUUUUUUYYYYYYYY      ";  // U+1EC0

struct replacement {
    char32_t letter;
    std::string_view plain;
};
constexpr std::array replacements{
    replacement{0x00A0, " "},   // no-break space
    replacement{0x00C6, "AE"}, replacement{0x00DE, "TH"}, replacement{0x00DF, "SS"},
    replacement{0x00E6, "AE"}, replacement{0x00FE, "TH"},
    replacement{0x0132, "IJ"}, replacement{0x0133, "IJ"},
    replacement{0x0152, "OE"}, replacement{0x0153, "OE"},
    replacement{0x01C4, "DZ"}, replacement{0x01C5, "DZ"}, replacement{0x01C6, "DZ"},
    replacement{0x01C7, "LJ"}, replacement{0x01C8, "LJ"}, replacement{0x01C9, "LJ"},
    replacement{0x01CA, "NJ"}, replacement{0x01CB, "NJ"}, replacement{0x01CC, "NJ"},
    replacement{0x01E2, "AE"}, replacement{0x01E3, "AE"},
    replacement{0x01F1, "DZ"}, replacement{0x01F2, "DZ"}, replacement{0x01F3, "DZ"},
    replacement{0x01FC, "AE"}, replacement{0x01FD, "AE"},
    replacement{0x0253, "B"},  replacement{0x0254, "O"},   // hooked b, open o
    replacement{0x0256, "D"},  replacement{0x0257, "D"},
    replacement{0x0259, "E"},  replacement{0x025B, "E"},   // schwa, open e
    replacement{0x02BB, "'"},  replacement{0x02BC, "'"},   // okina, modifier apostrophe
    replacement{0x02BE, "'"},  replacement{0x02BF, "'"},   // half rings of transliterated Arabic
    replacement{0x1E9E, "SS"},
    replacement{0x2010, "-"},  replacement{0x2011, "-"},  replacement{0x2012, "-"},
    replacement{0x2013, "-"},  replacement{0x2014, "-"},  replacement{0x2015, "-"},
    replacement{0x2018, "'"},  replacement{0x2019, "'"},  replacement{0x201B, "'"},
    replacement{0x201C, "\""}, replacement{0x201D, "\""}, replacement{0x201E, "\""},
    replacement{0x202F, " "},   // narrow no-break space
    replacement{0x2032, "'"},
    replacement{0x2212, "-"},   // minus sign
    replacement{0xA78B, "'"},  replacement{0xA78C, "'"},   // saltillo
    replacement{0xFB01, "FI"}, replacement{0xFB02, "FL"},  // ligatures
};
// clang-format on
static_assert(std::ranges::is_sorted(replacements, {}, &replacement::letter));
static_assert(latin.size() == 0x0250 - latin_begin);
static_assert(more_latin.size() == 0x1F00 - more_latin_begin);

constexpr bool is_combining_mark(char32_t c) { return c >= 0x0300 && c <= 0x036F; }

/// Takes one character off the front. Requires: `utf8` is valid and not empty.
char32_t take_character(std::string_view& utf8) {
    const auto first = static_cast<unsigned char>(utf8.front());
    const std::size_t length = first < 0x80U ? 1 : first < 0xE0U ? 2 : first < 0xF0U ? 3 : 4;
    char32_t value = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        value = (value << 6U) | (static_cast<unsigned char>(utf8[i]) & 0x3FU);
    }
    utf8.remove_prefix(length);
    return value;
}

/// Returns what stands for a character outside ASCII; empty when the table lacks it.
std::string_view plain_form(char32_t letter) {
    const auto in = [letter](char32_t begin, std::string_view range) {
        return letter >= begin && letter - begin < range.size() ? range.substr(letter - begin, 1)
                                                                : std::string_view{};
    };
    const auto* const found =
        std::ranges::lower_bound(replacements, letter, {}, &replacement::letter);
    if (found != replacements.end() && found->letter == letter) {
        return found->plain;
    }
    const auto plain =
        in(latin_begin, latin).empty() ? in(more_latin_begin, more_latin) : in(latin_begin, latin);
    return plain == " " ? std::string_view{} : plain;
}

}  // namespace

std::optional<std::string> to_ascii(std::string_view utf8, foreign_letter otherwise) {
    if (text::is_ascii(utf8)) {
        return text::to_upper(utf8);
    }
    const bool lenient = otherwise == foreign_letter::blank;
    if (!lenient && !text::is_valid_utf8(utf8)) {
        return std::nullopt;
    }
    const std::string valid = text::valid_utf8(utf8);
    std::string out;
    out.reserve(valid.size());
    for (std::string_view rest = valid; !rest.empty();) {
        const char32_t letter = take_character(rest);
        if (letter < 0x80) {
            out += text::upper(static_cast<char>(letter));
            continue;
        }
        if (is_combining_mark(letter) && !out.empty() && text::is_letter(out.back())) {
            continue;
        }
        const auto plain = plain_form(letter);
        if (plain.empty() && !lenient) {
            return std::nullopt;
        }
        out += plain.empty() ? std::string_view{" "} : plain;
    }
    return out;
}

}  // namespace iaq::naming
