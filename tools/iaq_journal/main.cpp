#include "iaq_journal/reading.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <functional>
#include <memory>

namespace {

using namespace iaq::journal_tool;

/// What the command line chose to do.
struct choice {
    cat_options cat;
    std::string directory, vkey;
    std::uint64_t to = 0;
    bool after_crash = false, dry_run = false;
    std::function<exit_code()> run;
};

exit_code unbuilt(const char* what) {
    std::fprintf(stderr, "iaq-journal: %s is not built yet; it comes with step 2\n", what);
    return exit_code::usage;
}

void add_commands(CLI::App& line, choice& c) {
    auto* const cat_it = line.add_subcommand("cat", "Print the records, one a line");
    cat_it->add_option("DIR", c.cat.directory, "<state_dir>/journal, or a copy")->required();
    cat_it->add_option("--from", c.cat.from, "begin at this record");
    cat_it->add_flag("--json", c.cat.json, "whole records as JSON; noted in <state_dir>/access");
    cat_it->add_flag("--redact", c.cat.redact, "no personal data");
    cat_it->footer("Example: iaq-journal cat /var/lib/iaqd/journal --json --redact");
    cat_it->callback([&c] { c.run = [&c] { return cat(c.cat); }; });

    auto* const verify_it = line.add_subcommand("verify", "Check frames, order and fold");
    verify_it->add_option("DIR", c.directory, "<state_dir>/journal, or a copy")->required();
    verify_it->add_option("--vkey", c.vkey, "the verifier key (step 2)");
    verify_it->add_flag("--after-crash", c.after_crash, "a torn tail is no damage");
    verify_it->footer("Example: iaq-journal verify /var/lib/iaqd/journal --after-crash");
    verify_it->callback([&c] {
        c.run = [&c] {
            return c.vkey.empty() ? verify(c.directory, c.after_crash) : unbuilt("--vkey");
        };
    });

    auto* const stats_it = line.add_subcommand("stats", "Count segments, records and kinds");
    stats_it->add_option("DIR", c.directory, "<state_dir>/journal, or a copy")->required();
    stats_it->footer("Example: iaq-journal stats /var/lib/iaqd/journal");
    stats_it->callback([&c] { c.run = [&c] { return stats(c.directory); }; });

    auto* const replay_it =
        line.add_subcommand("replay", "Fold the journal again and print the state digest");
    replay_it->add_option("DIR", c.directory, "<state_dir>/journal, or a copy")->required();
    replay_it->add_flag("--dry-run", c.dry_run, "nothing is sent")->required();
    replay_it->add_option("--to", c.to, "up to this record");
    replay_it->footer("Example: iaq-journal replay /var/lib/iaqd/journal --dry-run --to 1042");
    replay_it->callback([&c] { c.run = [&c] { return replay(c.directory, c.to); }; });
}

/// The commands of later steps (product.md section 6): known, and said to be missing.
void add_later(CLI::App& line, choice& c) {
    for (const auto* const name : {"checkpoint", "prove", "follow", "export", "case", "backup"}) {
        auto* const command = line.add_subcommand(name, "Comes with step 2");
        command->group("Not built yet");
        command->allow_extras();
        command->callback([&c, name] { c.run = [name] { return unbuilt(name); }; });
    }
}

int run(int count, char** words) {
    choice c;
    CLI::App line{"iaq-journal: reads a journal of iaqd; never changes a record"};
    line.set_version_flag("--version", std::string{"iaq-journal "} + IAQ_VERSION);
    line.require_subcommand(1);
    line.footer(
        "Example: iaq-journal verify /var/lib/iaqd/journal\n"
        "Exit codes: 0 good, 1 damage found, 2 usage, 3 cannot read");
    add_commands(line, c);
    add_later(line, c);
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
