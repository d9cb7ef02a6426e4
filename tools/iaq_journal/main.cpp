#include "iaq_journal/backup.hpp"
#include "iaq_journal/folding.hpp"
#include "iaq_journal/judging.hpp"
#include "iaq_journal/proving.hpp"
#include "iaq_journal/showing.hpp"

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
    source from;
    std::string vkey, at_least, to;
    std::uint64_t number = 0;
    bool after_crash = false, dry_run = false, leaf = false;
    std::function<exit_code()> run;
};

exit_code unbuilt(const char* what) {
    std::fprintf(stderr, "iaq-journal: %s is not built yet; it comes with step 2\n", what);
    return exit_code::usage;
}

void add_place(CLI::App* command, source& from) {
    command->add_option("DIR", from.directory, "<state_dir>/journal, or a copy")->required();
}

void add_key(CLI::App* command, source& from) {
    command->add_option("--master-key", from.master_key,
                        "file of the key that opens sealed records");
}

void add_showing(CLI::App& line, choice& c) {
    auto* const cat_it = line.add_subcommand("cat", "Print the records, one a line");
    add_place(cat_it, c.cat.from);
    add_key(cat_it, c.cat.from);
    cat_it->add_option("--from", c.cat.first, "begin at this record");
    cat_it->add_flag("--json", c.cat.json, "whole records as JSON; noted in <state_dir>/access");
    cat_it->add_flag("--redact", c.cat.redact, "no personal data");
    cat_it->footer("Example: iaq-journal cat /var/lib/iaqd/journal --json --redact");
    cat_it->callback([&c] { c.run = [&c] { return cat(c.cat); }; });

    auto* const stats_it = line.add_subcommand("stats", "Count segments, records and kinds");
    add_place(stats_it, c.from);
    stats_it->footer("Example: iaq-journal stats /var/lib/iaqd/journal");
    stats_it->callback([&c] { c.run = [&c] { return stats(c.from); }; });
}

void add_checking(CLI::App& line, choice& c) {
    auto* const verify_it = line.add_subcommand(
        "verify", "Check every file as a stranger would; without --vkey frames, order and fold");
    add_place(verify_it, c.from);
    add_key(verify_it, c.from);
    verify_it->add_option("--vkey", c.vkey,
                          "the verifier key, or @FILE; from somewhere else than the journal");
    verify_it->add_option("--at-least", c.at_least,
                          "a checkpoint seen earlier: the journal must have grown from it");
    verify_it->add_flag("--after-crash", c.after_crash, "a torn tail is no damage");
    verify_it->footer(
        "Example: iaq-journal verify /var/lib/iaqd/journal --vkey @agency.vkey\n"
        "A journal that is being written may look damaged; verify a copy.");
    verify_it->callback([&c] {
        c.run = [&c] {
            return c.vkey.empty() ? check(c.from, c.after_crash)
                                  : judge({c.from.directory, c.vkey, c.at_least, c.after_crash});
        };
    });

    auto* const replay_it =
        line.add_subcommand("replay", "Fold the journal again and print the state digest");
    add_place(replay_it, c.from);
    add_key(replay_it, c.from);
    replay_it->add_flag("--dry-run", c.dry_run, "nothing is sent")->required();
    replay_it->add_option("--to", c.number, "up to this record");
    replay_it->footer("Example: iaq-journal replay /var/lib/iaqd/journal --dry-run --to 1042");
    replay_it->callback([&c] { c.run = [&c] { return replay(c.from, c.number); }; });
}

void add_proving(CLI::App& line, choice& c) {
    auto* const head_it = line.add_subcommand("checkpoint", "Print the newest signed head");
    add_place(head_it, c.from);
    head_it->footer("Example: iaq-journal checkpoint /var/lib/iaqd/journal");
    head_it->callback([&c] { c.run = [&c] { return checkpoint(c.from.directory); }; });

    auto* const prove_it =
        line.add_subcommand("prove", "Print a proof that a record is under the newest head");
    add_place(prove_it, c.from);
    prove_it->add_option("SEQ", c.number, "the record's number")->required();
    prove_it->add_flag("--leaf", c.leaf, "print the record's leaf hash in hex instead");
    prove_it->footer("Example: iaq-journal prove /var/lib/iaqd/journal 1042 > 1042.proof");
    prove_it->callback(
        [&c] { c.run = [&c] { return prove(c.from.directory, c.number, c.leaf); }; });
}

void add_backup(CLI::App& line, choice& c) {
    auto* const backup_it =
        line.add_subcommand("backup", "Copy a journal, running or not, up to its newest head");
    add_place(backup_it, c.from);
    backup_it->add_option("DEST", c.to, "the folder to make")->required();
    backup_it->footer("Example: iaq-journal backup /var/lib/iaqd/journal /mnt/backup/2027-01-15");
    backup_it->callback([&c] { c.run = [&c] { return backup(c.from.directory, c.to); }; });
}

/// The commands of later steps (product.md section 6): known, and said to be missing.
void add_later(CLI::App& line, choice& c) {
    for (const auto* const name : {"follow", "export", "case"}) {
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
    add_showing(line, c);
    add_checking(line, c);
    add_proving(line, c);
    add_backup(line, c);
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
