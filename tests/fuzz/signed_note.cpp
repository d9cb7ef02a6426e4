#include "evidence/checkpoint.hpp"
#include "evidence/note.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace iaq::evidence;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

verifier key_of(std::string name, char byte) {
    return {std::move(name), ed25519_kind, std::string(32, byte)};
}

/// Signatures that a fuzzer can make: a text's own first byte, for keys whose bytes are alike.
std::string sign(std::string_view text) { return std::string(1, text.front()); }
bool accept(const verifier&, std::string_view text, std::string_view signature) {
    return signature == sign(text);
}

/// What a key line is read as is written as the same line.
void read_key(std::string_view text) {
    if (const auto key = parse_vkey(text)) {
        require(vkey_of(key.value()) == text);
    }
}

/// What a checkpoint is read as is written as its first three lines.
void read_checkpoint(std::string_view text) {
    if (const auto head = parse_checkpoint(text)) {
        const auto lines = checkpoint_text(head.value());
        require(text.starts_with(lines));
        require(parse_checkpoint(lines).value() == head.value());
    }
}

/// A note that opens begins with its text; signed anew, that text opens again.
void read_note(std::string_view note) {
    const verifier known[] = {key_of("a", 'a'), key_of("example.com/journal", 'b')};
    const auto opened = open_note(note, known, accept);
    if (!opened) {
        return;
    }
    const auto& text = opened.value().text;
    require(note.starts_with(text + "\n\xE2\x80\x94 "));
    require(!opened.value().names_verified.empty());
    read_checkpoint(text);
    const auto again = open_note(sign_note(text, known[1], sign), known, accept);
    require(again && again.value().text == text);
    require(again.value().names_verified == std::vector<std::string>{known[1].name});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    read_key(input);
    read_checkpoint(input);
    read_note(input);
    // A signed text of any content, so that a fuzzer need not find a key's id.
    const auto by = key_of("a", 'a');
    const auto ends = input.ends_with('\n');
    const auto plain = [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; };
    if (ends && std::ranges::all_of(input, plain)) {
        read_note(sign_note(input, by, sign));
    }
    return 0;
}
