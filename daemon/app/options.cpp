#include "app/options.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace iaq::app {

result<options, exit_code> read_command_line(int count, char** words) {
    options asked;
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
    auto* const renew =
        line.add_flag("--new-journal", asked.new_journal,
                      "set a damaged journal aside and begin a new one, open inquiries\n"
                      "IN_DOUBT, all sending held");
    adopt->excludes(renew);
    line.add_option("--reason", asked.reason, "why; it is journaled, with one of the above");
    line.footer("Example: iaqd --config /etc/iaqd/iaqd.toml --check-config");
    try {
        line.parse(count, words);
    } catch (const CLI::ParseError& error) {
        const int code = line.exit(error);
        return code == 0 ? exit_code::good : exit_code::usage;
    }
    if ((asked.adopt_restored || asked.new_journal) == asked.reason.empty()) {
        std::fputs(
            "iaqd: --adopt-restored and --new-journal need --reason TEXT, which is "
            "journaled; without them it says nothing\n",
            stderr);
        return exit_code::usage;
    }
    return asked;
}

}  // namespace iaq::app
