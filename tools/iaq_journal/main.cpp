#include "iaq_journal/command_line.hpp"

#include <cstdio>
#include <exception>

namespace {

using namespace iaq::journal_tool;

int run(int count, char** words) {
    choice c;
    CLI::App line{"iaq-journal: reads a journal of iaqd; never changes a record"};
    line.set_version_flag("--version", std::string{"iaq-journal "} + IAQ_VERSION);
    line.require_subcommand(1);
    line.footer(
        "Example: iaq-journal verify /var/lib/iaqd/journal\n"
        "Exit codes: 0 good, 1 damage found, 2 usage, 3 cannot read");
    add_showing(line, c);
    add_handing_out(line, c);
    add_checking(line, c);
    add_proving(line, c);
    add_backup(line, c);
    try {
        line.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return line.exit(error) == 0 ? 0 : static_cast<int>(exit_code::usage);
    }
    return static_cast<int>(c.run());
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "iaq-journal: %s\n", error.what());
        return static_cast<int>(exit_code::unreadable);
    }
}
