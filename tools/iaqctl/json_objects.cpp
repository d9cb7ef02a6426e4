#include "iaqctl/json_objects.hpp"

#include "base/text.hpp"

namespace iaq::ctl {
namespace {

/// Returns the bytes of the object that the text begins with, or 0 when it does not end.
std::size_t size_of_object(std::string_view text) {
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            i += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{') {
            ++depth;
        } else if (c == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

}  // namespace

std::optional<std::vector<std::string_view>> json_objects(std::string_view text) {
    std::vector<std::string_view> objects;
    for (;;) {
        while (!text.empty() && (text::is_blank(text.front()) || text.front() == ',' ||
                                 text.front() == '[' || text.front() == ']')) {
            text.remove_prefix(1);
        }
        if (text.empty()) {
            return objects;
        }
        const auto size = text.front() == '{' ? size_of_object(text) : 0;
        if (size == 0) {
            return std::nullopt;
        }
        objects.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
}

}  // namespace iaq::ctl
