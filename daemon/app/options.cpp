#include "app/options.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace iaq::app {

result<options, exit_code> read_command_line(int count, char** words) {
    options asked;
    bool adopt = false;
    bool renew = false;
    std::string reason;
    CLI::App line{
        "iaqd: sends immigration-status inquiries to the state switch and brings the "
        "answers back"};
    line.set_version_flag("--version", std::string{"iaqd "} + IAQ_VERSION);
    line.add_option("--config", asked.config_path, "the configuration file (TOML)")->required();
    line.add_flag("--check-config", asked.check_only,
                  "check the configuration and every file it names, then end");
    line.add_flag("--adopt-restored", adopt, "go on with a restored journal (step 2)");
    line.add_flag("--new-journal", renew, "set a damaged journal aside (step 2)");
    line.add_option("--reason", reason, "why, for the two flags above");
    line.footer("Example: iaqd --config /etc/iaqd/iaqd.toml --check-config");
    try {
        line.parse(count, words);
    } catch (const CLI::ParseError& error) {
        const int code = line.exit(error);
        return code == 0 ? exit_code::good : exit_code::usage;
    }
    if (adopt || renew) {
        std::fputs(
            "iaqd: --adopt-restored and --new-journal are not built yet; they come with "
            "step 2\n",
            stderr);
        return exit_code::usage;
    }
    return asked;
}

}  // namespace iaq::app
