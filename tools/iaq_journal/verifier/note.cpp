#include "iaq_journal/verifier/note.hpp"

#include "iaq_journal/verifier/base64.hpp"
#include "iaq_journal/verifier/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace iaq::verifier {
namespace {

constexpr std::size_t note_bytes_max = 64UL * 1024;
constexpr std::size_t signatures_max = 64;  // C2SP demands 16 at least
constexpr std::size_t id_bytes = 4;
constexpr std::string_view dash = "\xE2\x80\x94 ";  // U+2014 and a space

note_flaw malformed(std::size_t offset, const char* text) {
    return {finding_kind::bad_checkpoint, offset, text};
}

/// The journal id at the end of an origin, 16 bytes.
std::optional<std::string> journal_id_in(std::string_view origin) {
    constexpr std::string_view before = "/journal/";
    constexpr std::size_t id_digits = 32;
    if (origin.size() <= before.size() + id_digits ||
        origin.substr(0, origin.size() - id_digits).rfind(before) !=
            origin.size() - id_digits - before.size()) {
        return std::nullopt;
    }
    return from_hex(origin.substr(origin.size() - id_digits));
}

bool is_key_name(std::string_view name) {
    return !name.empty() && is_utf8(name) && name.find_first_of("+ \n") == std::string_view::npos;
}

/// Returns the decimal number, or nothing when it has a leading zero, a sign or a stranger in it.
std::optional<std::uint64_t> decimal(std::string_view text) {
    std::uint64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end || (text.size() > 1 && text.front() == '0')) {
        return std::nullopt;
    }
    return value;
}

std::string_view take_line(std::string_view& rest) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    return line;
}

/// The first `id_bytes` of SHA-256 over what C2SP signed-note names for the kind of key.
std::string key_id(const verifier_key& key) {
    seal::hasher sha256;
    const char type = static_cast<char>(key.kind);
    const auto digest = key.kind == signature_kind::ed25519
                            ? sha256({key.name, "\n", {&type, 1}, key.public_bytes})
                            : sha256({key.public_bytes});
    return std::string{seal::view(digest).substr(0, id_bytes)};
}

struct signature_line {
    std::string_view name;
    std::string bytes;  // key id, signature
};

std::optional<signature_line> read_signature(std::string_view line) {
    if (!line.starts_with(dash)) {
        return std::nullopt;
    }
    line.remove_prefix(dash.size());
    const auto space = line.find(' ');
    if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) {
        return std::nullopt;
    }
    auto bytes = from_base64(line.substr(space + 1));
    if (!bytes || bytes->size() <= id_bytes) {
        return std::nullopt;
    }
    return signature_line{line.substr(0, space), std::move(*bytes)};
}

/// `at`: where `lines` begin in the note.
result<void, note_flaw> check_signatures(std::string_view lines, std::size_t at,
                                         std::string_view body, const verifier_key& key,
                                         const signature_check& check) {
    bool signed_by_key = false;
    const auto count = static_cast<std::size_t>(std::ranges::count(lines, '\n'));
    if (count == 0 || count > signatures_max) {
        return malformed(at, "no signature, or too many");
    }
    while (!lines.empty()) {
        const auto text = take_line(lines);
        const auto line = read_signature(text);
        if (!line) {
            return malformed(at, "not a signature line");
        }
        const std::string_view bytes{line->bytes};
        if (line->name == key.name && bytes.substr(0, id_bytes) == key.id) {
            if (!check(key.kind, key.public_bytes, body, bytes.substr(id_bytes))) {
                return note_flaw{finding_kind::bad_signature, at, "the signature is not good"};
            }
            signed_by_key = true;
        }
        at += text.size() + 1;
    }
    if (!signed_by_key) {
        return note_flaw{finding_kind::bad_signature, body.size() + 1, "not signed by the key"};
    }
    return boost::outcome_v2::success();
}

result<checkpoint, note_flaw> read_body(std::string_view body, const verifier_key& key) {
    const auto origin = take_line(body);
    auto at = origin.size() + 1;
    if (origin != key.name) {
        return malformed(0, "the origin is not the name of the key");
    }
    const auto size_line = take_line(body);
    const auto size = decimal(size_line);
    if (!size) {
        return malformed(at, "the second line is not a number of records");
    }
    at += size_line.size() + 1;
    const auto root_line = take_line(body);
    const auto root = from_base64(root_line);
    checkpoint head{.size = *size};
    if (!root || root->size() != head.root.size()) {
        return malformed(at, "the third line is not a root");
    }
    if (!body.empty()) {
        return malformed(at + root_line.size() + 1, "more than three lines");
    }
    std::ranges::copy(*root, head.root.begin());
    return head;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }

}  // namespace

result<verifier_key, note_flaw> read_vkey(std::string_view text) {
    const note_flaw flaw{finding_kind::bad_vkey, 0, "the verifier key cannot be read"};
    if (text.ends_with('\n')) {
        text.remove_suffix(1);
    }
    const auto first = text.find('+');
    const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos || !is_key_name(text.substr(0, first))) {
        return flaw;
    }
    verifier_key key;
    key.name = text.substr(0, first);
    const auto id = from_hex(text.substr(first + 1, second - first - 1));
    const auto bytes = from_base64(text.substr(second + 1));
    const auto journal_id = journal_id_in(key.name);
    if (!id || !bytes || bytes->empty() || !journal_id) {
        return flaw;
    }
    if (bytes->front() != '\1' && bytes->front() != '\2') {
        return flaw;
    }
    key.kind = bytes->front() == '\1' ? signature_kind::ed25519 : signature_kind::ecdsa_p256;
    key.public_bytes = bytes->substr(1);
    key.id = *id;
    key.journal_id = *journal_id;
    if (key.id != key_id(key)) {
        return flaw;
    }
    return key;
}

result<checkpoint, note_flaw> open_checkpoint(std::string_view note, const verifier_key& key,
                                              const signature_check& check) {
    if (note.size() > note_bytes_max || !note.ends_with('\n') || !is_utf8(note) ||
        std::ranges::any_of(note, is_control)) {
        return malformed(0, "not a signed note");
    }
    const auto blank = note.rfind("\n\n");
    if (blank == std::string_view::npos) {
        return malformed(0, "not a signed note");
    }
    const auto body = note.substr(0, blank + 1);
    IAQ_TRY(check_signatures(note.substr(blank + 2), blank + 2, body, key, check));
    return read_body(body, key);
}

}  // namespace iaq::verifier
