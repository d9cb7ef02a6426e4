#include "evidence/checkpoint.hpp"

#include "base/assert.hpp"
#include "evidence/base64.hpp"
#include "evidence/text_lines.hpp"

namespace iaq::evidence {

std::string checkpoint_text(const checkpoint& head) {
    ensure(!head.origin.empty() && head.origin.find('\n') == std::string::npos);
    return head.origin + "\n" + std::to_string(head.size) + "\n" +
           to_base64(seal::view(head.root)) + "\n";
}

result<checkpoint, note_flaw> parse_checkpoint(std::string_view text) {
    const auto origin = take_line(text);
    const auto size_line = take_line(text);
    const auto root_line = take_line(text);
    if (!root_line || origin->empty()) {
        return note_flaw{"a checkpoint begins with origin, size and root, a line each"};
    }
    const auto size = parse_decimal(*size_line);
    if (!size) {
        return note_flaw{"the checkpoint's size is not a number"};
    }
    const auto root = digest_from_base64(*root_line);
    if (!root) {
        return note_flaw{"the checkpoint's root is not 32 bytes in base64"};
    }
    while (!text.empty()) {
        const auto extension = take_line(text);
        if (!extension || extension->empty()) {
            return note_flaw{"the checkpoint has an empty line, or one that does not end"};
        }
    }
    return checkpoint{std::string{*origin}, *size, *root};
}

}  // namespace iaq::evidence
