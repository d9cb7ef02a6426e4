#include "evidence/note.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "evidence/base64.hpp"
#include "evidence/text_lines.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace iaq::evidence {
namespace {

constexpr std::string_view line_start = "\xE2\x80\x94 ";  // an em dash, U+2014, and a blank
constexpr std::size_t key_id_bytes = 4;

bool is_plain(std::string_view text) {
    const auto barred = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
    return std::ranges::none_of(text, barred) && text::is_valid_utf8(text);
}

struct signature_line {
    std::string_view name;
    std::uint32_t key_id = 0;
    std::string signature;
};

std::optional<signature_line> parse_line(std::string_view line) {
    if (!line.starts_with(line_start)) {
        return std::nullopt;
    }
    line.remove_prefix(line_start.size());
    const auto blank = line.find(' ');
    if (blank == line.npos || !is_key_name(line.substr(0, blank))) {
        return std::nullopt;
    }
    const auto bytes = from_base64(line.substr(blank + 1));
    if (!bytes || bytes->size() <= key_id_bytes) {
        return std::nullopt;
    }
    return signature_line{line.substr(0, blank), bytes::get_big<std::uint32_t>(*bytes, 0),
                          bytes->substr(key_id_bytes)};
}

result<std::vector<signature_line>, note_flaw> parse_lines(std::string_view block) {
    std::vector<signature_line> lines;
    while (!block.empty()) {
        if (lines.size() == note_signatures_max) {
            return note_flaw{"the note has too many signatures"};
        }
        const auto text = take_line(block);
        auto line = text ? parse_line(*text) : std::nullopt;
        if (!line) {
            return note_flaw{"a line among the note's signatures is none"};
        }
        lines.push_back(*std::move(line));
    }
    return lines;
}

}  // namespace

std::string sign_note(std::string_view text, const verifier& by,
                      const std::function<std::string(std::string_view text)>& sign) {
    ensure(text.ends_with('\n') && is_plain(text) && is_key_name(by.name));
    std::string signature;
    bytes::put_big(signature, by.key_id());
    signature += sign(text);
    ensure(signature.size() > key_id_bytes);
    std::string note{text};
    note += "\n";
    note += line_start;
    return note += by.name + " " + to_base64(signature) + "\n";
}

result<opened_note, note_flaw> open_note(std::string_view note, std::span<const verifier> known,
                                         const check& is_good) {
    if (note.size() > note_bytes_max) {
        return note_flaw{"the note is too long"};
    }
    if (!is_plain(note)) {
        return note_flaw{"the note is not UTF-8, or has control characters"};
    }
    const auto blank_line = note.rfind("\n\n");
    if (blank_line == note.npos) {
        return note_flaw{"the note has no signatures"};
    }
    const auto text = note.substr(0, blank_line + 1);
    IAQ_TRY(const auto lines, parse_lines(note.substr(blank_line + 2)));
    std::vector<std::uint32_t> ids;
    std::ranges::transform(known, std::back_inserter(ids), &verifier::key_id);
    opened_note opened{std::string{text}, {}};
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i].name != line.name || ids[i] != line.key_id) {
                continue;
            }
            if (!is_good(known[i], text, line.signature)) {
                return note_flaw{"a signature is not good: the note was changed"};
            }
            if (std::ranges::find(opened.names_verified, line.name) ==
                opened.names_verified.end()) {
                opened.names_verified.emplace_back(line.name);
            }
        }
    }
    if (opened.names_verified.empty()) {
        return note_flaw{"the note is not signed by a known key"};
    }
    return opened;
}

}  // namespace iaq::evidence
