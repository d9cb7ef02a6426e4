#include "iaqctl/commands.hpp"
#include "iaqctl/help_format.hpp"
#include "iaqctl/paper.hpp"

#include <cstdio>
#include <exception>
#include <memory>

namespace {

/// The way in over a network, of a later step; the words are known already.
void add_tls(CLI::App& line) {
    for (const auto* const name : {"--tls", "--cert", "--key", "--ca"}) {
        line.add_option_function<std::string>(
                name,
                [](const std::string&) {
                    throw CLI::ValidationError("--tls", "is not built yet; it comes with step 5");
                },
                "comes with step 5")
            ->group("Not built yet");
    }
}

int run(int count, char** words) {
    using namespace iaq::ctl;
    surroundings around;
    action chosen;
    CLI::App line{"iaqctl: talks to the inquiry gateway iaqd", "iaqctl"};
    line.formatter(std::make_shared<help_format>());
    line.set_version_flag("--version", std::string{"iaqctl "} + IAQ_VERSION);
    line.add_option("--socket", around.socket, "the gateway's socket")->envname("IAQD_SOCKET");
    line.add_flag("--json", around.json, "one JSON object a line");
    line.require_subcommand(1);
    line.footer(
        "Example: iaqctl --json list --open\n"
        "Exit codes: 0 done, 1 refused or failed, 2 usage, 3 cannot reach, 4 timed out");
    add_tls(line);
    add_commands(line, around, chosen);
    try {
        line.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return line.exit(error) == 0 ? 0 : static_cast<int>(exit_code::usage);
    }
    auto code = chosen();
    if (!on_paper() && code == exit_code::done) {
        code = complain("what was to be printed could not be written", exit_code::refused);
    }
    return static_cast<int>(code);
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "iaqctl: %s\n", error.what());
        return 1;
    }
}
