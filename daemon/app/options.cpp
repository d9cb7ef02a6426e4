#include "app/options.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace iaq::app {

result<options, exit_code> read_command_line(int count, char** words) {
    options asked;
    bool renew = false;
    CLI::App line{
        "iaqd: sends immigration-status inquiries to the state switch and brings the "
        "answers back"};
    line.set_version_flag("--version", std::string{"iaqd "} + IAQ_VERSION);
    line.add_option("--config", asked.config_path, "the configuration file (TOML)")->required();
    line.add_flag("--check-config", asked.check_only,
                  "check the configuration and every file it names, then end");
    auto* const adopt =
        line.add_flag("--adopt-restored", asked.adopt_restored,
                      "go on with an older copy of the journal: a new epoch, all sending held");
    line.add_flag("--new-journal", renew, "set a damaged journal aside (not built yet)");
    line.add_option("--reason", asked.reason, "why; it is journaled")->needs(adopt);
    line.footer("Example: iaqd --config /etc/iaqd/iaqd.toml --check-config");
    try {
        line.parse(count, words);
    } catch (const CLI::ParseError& error) {
        const int code = line.exit(error);
        return code == 0 ? exit_code::good : exit_code::usage;
    }
    if (renew) {
        std::fputs("iaqd: --new-journal is not built yet; it comes with step 2\n", stderr);
        return exit_code::usage;
    }
    if (asked.adopt_restored && asked.reason.empty()) {
        std::fputs("iaqd: --adopt-restored needs --reason TEXT; it is journaled\n", stderr);
        return exit_code::usage;
    }
    return asked;
}

}  // namespace iaq::app
