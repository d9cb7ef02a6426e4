#include "evidence/note.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "evidence/base64.hpp"
#include "seal/hasher.hpp"

#include <algorithm>
#include <optional>

namespace iaq::evidence {
namespace {

constexpr std::string_view dash = "\xE2\x80\x94 ";  // U+2014 and a blank
constexpr std::size_t note_bytes_max = 1024UL * 1024;
constexpr std::size_t signatures_max = 100;
constexpr std::uint8_t ed25519 = 1;
constexpr std::uint8_t ecdsa = 2;

bool is_name(std::string_view name) {
    return !name.empty() && text::is_valid_utf8(name) && std::ranges::none_of(name, [](char c) {
        return c == '+' || static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
    });
}

bool is_note_text(std::string_view text) {
    return text::is_valid_utf8(text) && std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) < ' ' && c != '\n';
           });
}

std::string four_bytes(std::uint32_t id) {
    std::string bytes;
    bytes::put_big(bytes, id);
    return bytes;
}

struct signature_line {
    std::string name;
    std::uint32_t key_id = 0;
    std::string signature;
};

std::optional<signature_line> read_line(std::string_view line) {
    if (!line.starts_with(dash)) {
        return std::nullopt;
    }
    line.remove_prefix(dash.size());
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos || !is_name(line.substr(0, blank))) {
        return std::nullopt;
    }
    const auto bytes = from_base64(line.substr(blank + 1));
    if (!bytes || bytes->size() < 5) {
        return std::nullopt;
    }
    return signature_line{std::string{line.substr(0, blank)},
                          bytes::get_big<std::uint32_t>(*bytes, 0), bytes->substr(4)};
}

}  // namespace

std::uint32_t verifier::key_id() const {
    seal::hasher hash;
    const char type = static_cast<char>(kind);
    const auto digest = kind == ecdsa
                            ? hash({public_bytes})
                            : hash({name, "\n", std::string_view{&type, 1}, public_bytes});
    return bytes::get_big<std::uint32_t>(seal::view(digest), 0);
}

std::string vkey_of(const verifier& key) {
    return key.name + "+" + text::to_hex(four_bytes(key.key_id())) + "+" +
           to_base64(std::string(1, static_cast<char>(key.kind)) + key.public_bytes);
}

result<verifier, note_flaw> parse_vkey(std::string_view line) {
    const auto bad = [](const char* why) { return note_flaw{std::string{"verifier key: "} + why}; };
    const auto first = line.find('+');
    const auto second = first == std::string_view::npos ? first : line.find('+', first + 1);
    if (second == std::string_view::npos) {
        return bad("must be name+id+key");
    }
    const auto id = text::from_hex(line.substr(first + 1, second - first - 1));
    const auto key = from_base64(line.substr(second + 1));
    if (!is_name(line.substr(0, first)) || !id || id->size() != 4 || !key || key->size() < 2) {
        return bad("must be name+id+key, the id eight hex digits and the key base64");
    }
    verifier read{std::string{line.substr(0, first)}, static_cast<std::uint8_t>(key->front()),
                  key->substr(1)};
    const bool sized = read.kind == ed25519 ? read.public_bytes.size() == 32 : read.kind == ecdsa;
    if (!sized) {
        return bad("is of a kind that is not known here");
    }
    if (four_bytes(read.key_id()) != *id) {
        return bad("the id is not the key's: it was mistyped or cut");
    }
    return read;
}

std::string sign_note(std::string_view text, const verifier& by,
                      const std::function<std::string(std::string_view text)>& sign) {
    ensure(text.ends_with('\n') && is_note_text(text));
    std::string note{text};
    note += "\n";
    note.append(dash).append(by.name).append(" ");
    note += to_base64(four_bytes(by.key_id()) + sign(text)) + "\n";
    return note;
}

result<opened_note, note_flaw> open_note(std::string_view note, std::span<const verifier> known,
                                         const check_signature& check) {
    if (note.size() > note_bytes_max || !is_note_text(note)) {
        return note_flaw{"the note is too long, or is not plain text"};
    }
    const auto split = note.rfind("\n\n");
    if (split == std::string_view::npos || !note.ends_with('\n')) {
        return note_flaw{"the note has no signatures"};
    }
    const auto text = note.substr(0, split + 1);
    auto lines = text::split(note.substr(split + 2), '\n');
    lines.pop_back();  // behind the last line's end
    if (lines.empty() || lines.size() > signatures_max) {
        return note_flaw{"the note has no signatures, or too many"};
    }
    opened_note opened{std::string{text}, {}};
    for (const auto line : lines) {
        const auto read = read_line(line);
        if (!read) {
            return note_flaw{"a signature line of the note is malformed"};
        }
        const auto by = std::ranges::find_if(known, [&](const verifier& each) {
            return each.name == read->name && each.key_id() == read->key_id;
        });
        if (by == known.end()) {
            continue;
        }
        if (!check(*by, text, read->signature)) {
            return note_flaw{"the signature is not good: the note was changed"};
        }
        if (std::ranges::find(opened.signers, by->name) == opened.signers.end()) {
            opened.signers.push_back(by->name);
        }
    }
    if (opened.signers.empty()) {
        return note_flaw{"the note is not signed by the key that was given"};
    }
    return opened;
}

}  // namespace iaq::evidence
