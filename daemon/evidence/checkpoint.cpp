#include "evidence/checkpoint.hpp"

#include "base/text.hpp"
#include "evidence/base64.hpp"

#include <algorithm>
#include <charconv>

namespace iaq::evidence {

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
    std::uint64_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || std::to_string(number) != text) {
        return std::nullopt;
    }
    return number;
}

std::string checkpoint_text(const checkpoint& head) {
    return head.origin + "\n" + std::to_string(head.size) + "\n" +
           to_base64(seal::view(head.root)) + "\n";
}

result<checkpoint, note_flaw> parse_checkpoint(std::string_view text) {
    auto lines = text::split(text, '\n');
    if (lines.size() < 4 || !lines.back().empty() || lines[0].empty()) {
        return note_flaw{"a checkpoint has three lines: origin, size and root"};
    }
    const auto size = parse_decimal(lines[1]);
    if (!size) {
        return note_flaw{"the checkpoint's size is not a number"};
    }
    const auto root = from_base64(lines[2]);
    checkpoint head{std::string{lines[0]}, *size, {}};
    if (!root || root->size() != head.root.size()) {
        return note_flaw{"the checkpoint's root is not a hash in base64"};
    }
    // An extension line that is empty would end the text of the note.
    lines.pop_back();
    if (std::ranges::any_of(lines, [](auto line) { return line.empty(); })) {
        return note_flaw{"the checkpoint has an empty line"};
    }
    std::ranges::copy(*root, head.root.begin());
    return head;
}

}  // namespace iaq::evidence
