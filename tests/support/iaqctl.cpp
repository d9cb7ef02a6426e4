#include "support/iaqctl.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <cstdio>
#include <sstream>

namespace iaq::testing {

using namespace std::chrono_literals;

told ask_iaqctl(const site& s, std::vector<std::string> words) {
    const auto ctl = program("iaqctl");
    const auto folder = ctl.substr(0, ctl.rfind('/'));
    const std::vector<std::string> before{"/usr/bin/env", "PATH=" + folder + ":/usr/bin:/bin", ctl,
                                          "--socket", s.socket()};
    words.insert(words.begin(), before.begin(), before.end());
    told got;
    const auto errors = s.folder().file("iaqctl.err");
    process running{words, errors};
    while (auto line = running.line(70s)) {
        got.out += *line + "\n";
    }
    got.code = running.wait(10s).value_or(-1);
    got.err = contents_of(errors);
    ::unlink(errors.c_str());
    return got;
}

bool says(const std::string& text, const std::string& words) {
    std::istringstream in{text};
    std::string all, word;
    while (in >> word) {
        all += (all.empty() ? "" : " ") + word;
    }
    return all.find(words) != std::string::npos;
}

void put(const std::string& path, const std::string& text) {
    write_file(path + ".new", text);
    BOOST_REQUIRE(std::rename((path + ".new").c_str(), path.c_str()) == 0);
}

}  // namespace iaq::testing
