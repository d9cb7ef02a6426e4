#include "iaq_journal/contents.hpp"

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

}  // namespace iaq::journal_tool
