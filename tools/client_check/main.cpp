#include "client_check/checks.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace iaq::client_check;

constexpr int all_passed = 0, some_failed = 1, usage = 2;

constexpr auto footer =
    "Example: iaq-client-check -- node client.mjs {socket} inquiry.json\n"
    "Your client is started anew for each check. It is to connect to the socket, subscribe, and\n"
    "submit one inquiry by itself; {socket} in its words becomes the path. What it does then is\n"
    "checked. With --stored it prints a line `stored EVENT_ID` for each delivery it has stored.\n"
    "Ends with 0 when all passed, 1 when some failed, 2 when the check could not be made.";

struct wishes {
    stage::options how;
    std::vector<std::string> only;
    int patience_seconds = 30;
};

bool is_wanted(const wishes& w, std::string_view name) {
    return w.only.empty() || std::ranges::find(w.only, name) != w.only.end();
}

/// Returns whether it passed.
bool play(const check& each, const stage::options& how) {
    stage with{how};
    const auto played = each.play(with);
    fmt::print("{}  {}: {}\n", played ? "passed" : "FAILED", each.name, each.claim);
    if (!played) {
        fmt::print("        {}\n", played.error().text);
    }
    std::fflush(stdout);
    return played.has_value();
}

int play_all(const wishes& w) {
    int passed = 0, failed = 0;
    for (const auto& group : {asking_checks(), delivery_checks()}) {
        for (const auto& each : group) {
            if (is_wanted(w, each.name)) {
                ++(play(each, w.how) ? passed : failed);
            }
        }
    }
    fmt::print("{} passed, {} failed\n", passed, failed);
    if (passed + failed == 0) {
        return usage;
    }
    return failed == 0 ? all_passed : some_failed;
}

}  // namespace

int main(int count, char** words) {
    CLI::App line{"Checks a client of iaqd against a gateway that fails on purpose"};
    wishes w;
    line.add_option("--patience", w.patience_seconds, "seconds to wait for what the client does")
        ->check(CLI::Range(1, 3600));
    line.add_option("--only", w.only, "only the check of this name; may be given several times")
        ->allow_extra_args(false);
    line.add_flag("--stored", w.how.tells_stored, "the client prints what it has stored");
    line.add_option("COMMAND", w.how.command, "the client and its words, behind --")->required();
    line.footer(footer);
    try {
        line.parse(count, words);
    } catch (const CLI::ParseError& error) {
        const int code = line.exit(error);
        return code == 0 ? 0 : usage;
    }
    w.how.patience = std::chrono::seconds{w.patience_seconds};
    try {
        auto folder = std::filesystem::temp_directory_path() / "iaq-client-check.XXXXXX";
        auto path = folder.string();
        if (::mkdtemp(path.data()) == nullptr) {
            throw std::runtime_error{path + ": cannot be made"};
        }
        w.how.socket = path + "/intake.sock";
        const int code = play_all(w);
        std::filesystem::remove_all(path);
        return code;
    } catch (const std::exception& error) {
        fmt::print(stderr, "iaq-client-check: {}\n", error.what());
        return usage;
    }
}
