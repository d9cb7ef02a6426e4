#pragma once

#include "support/site.hpp"

#include <string>
#include <vector>

namespace iaq::testing {

/// How an iaqctl ended, and what it said.
struct told {
    int code = -1;
    std::string out, err;
};
/// Runs iaqctl against the site's daemon, to its end, with the programs under test on its PATH.
told ask_iaqctl(const site& s, std::vector<std::string> words);

/// True when the text has these words, wherever its lines break.
bool says(const std::string& text, const std::string& words);

/// Puts a file in its place whole, as `install` and editors do.
void put(const std::string& path, const std::string& text);

}  // namespace iaq::testing
