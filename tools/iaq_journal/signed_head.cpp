#include "iaq_journal/signed_head.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>

namespace iaq::journal_tool {

std::optional<std::string> contents_of(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

result<signed_head, exit_code> head_of(const std::string& directory) {
    auto note = contents_of(directory + "/checkpoint");
    if (!note) {
        return unreadable(directory + "/checkpoint: cannot be read; no head was signed yet");
    }
    const auto end = note->find("\n\n");
    auto says = evidence::parse_checkpoint(std::string_view{*note}.substr(0, end + 1));
    if (end == std::string::npos || !says) {
        std::fputs("iaq-journal: checkpoint: is not as it was written\n", stderr);
        return exit_code::damaged;
    }
    return signed_head{std::move(*note), std::move(says).value()};
}

}  // namespace iaq::journal_tool
