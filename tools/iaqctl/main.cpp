#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace {

/// The way in over a network, in place of the socket.
void add_tls(CLI::App& line, iaq::client::network_place& place) {
    auto* const tls =
        line.add_option("--tls", place.address, "the gateway over a network: HOST:PORT");
    line.add_option("--cert", place.certificate_file, "PEM: your certificate")
        ->envname("IAQD_CERT");
    line.add_option("--key", place.key_file, "PEM: its key")->envname("IAQD_KEY");
    line.add_option("--ca", place.ca_file, "PEM: who may vouch for the gateway")
        ->envname("IAQD_CA");
    line.get_option("--socket")->excludes(tls);
}

int run(int count, char** words) {
    using namespace iaq::ctl;
    surroundings around;
    action chosen;
    CLI::App line{"iaqctl: talks to the inquiry gateway iaqd"};
    line.set_version_flag("--version", std::string{"iaqctl "} + IAQ_VERSION);
    // Not by `envname`: a socket of the environment does not stand against a word on the line.
    if (const char* const usual = std::getenv("IAQD_SOCKET"); usual != nullptr) {
        around.socket = usual;
    }
    line.add_option("--socket", around.socket, "the gateway's socket (Env:IAQD_SOCKET)");
    line.add_flag("--json", around.json, "one JSON object a line");
    line.require_subcommand(1);
    line.footer(
        "Example: iaqctl --json list --open\n"
        "Example: iaqctl --tls gateway.example:7443 --cert cad.pem --key cad.key --ca ca.pem "
        "status\n"
        "Exit codes: 0 done, 1 refused or failed, 2 usage, 3 cannot reach, 4 timed out");
    add_tls(line, around.network);
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
