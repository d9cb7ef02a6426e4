#include "iaqctl/commands.hpp"

#include <cstdio>
#include <exception>

namespace {

int run(int count, char** words) {
    using namespace iaq::ctl;
    surroundings around;
    action chosen;
    CLI::App line{"iaqctl: talks to the inquiry gateway iaqd"};
    line.set_version_flag("--version", std::string{"iaqctl "} + IAQ_VERSION);
    line.add_option("--socket", around.socket, "the gateway's socket")->envname("IAQD_SOCKET");
    line.add_flag("--json", around.json, "one JSON object a line");
    line.require_subcommand(1);
    line.footer("Exit codes: 0 done, 1 refused or failed, 2 usage, 3 cannot reach, 4 timed out");
    add_commands(line, around, chosen);
    try {
        line.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return line.exit(error) == 0 ? 0 : static_cast<int>(exit_code::usage);
    }
    return static_cast<int>(chosen());
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
