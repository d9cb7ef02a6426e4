#pragma once

#include <fstream>
#include <sstream>
#include <string>

/// Files of the source tree, for tests of what is shipped.
namespace iaq::settings_test {

/// Returns the bytes of `path`, relative to the source tree; empty when there is no such file.
inline std::string text_of(const std::string& path) {
    const std::ifstream in{std::string{IAQ_SOURCE_DIR} + "/" + path, std::ios::binary};
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

}  // namespace iaq::settings_test
