#include "iaq_journal/command_line.hpp"

#include "iaq_journal/backup.hpp"
#include "iaq_journal/folding.hpp"
#include "iaq_journal/following.hpp"
#include "iaq_journal/judging.hpp"
#include "iaq_journal/proving.hpp"

#include <cstdio>

namespace iaq::journal_tool {
namespace {

void add_place(CLI::App* command, source& from) {
    command->add_option("DIR", from.directory, "<state_dir>/journal, or a copy")->required();
}

void add_key(CLI::App* command, source& from) {
    command->add_option("--master-key", from.master_key,
                        "file of the key that opens sealed records");
}

void add_record_options(CLI::App* command, cat_options& how) {
    add_place(command, how.from);
    add_key(command, how.from);
    command->add_option("--from", how.first, "begin at this record")->check(CLI::PositiveNumber);
    command->add_flag("--json", how.json, "whole records as JSON; noted in <state_dir>/access");
    command->add_flag("--redact", how.redact, "no personal data");
}

}  // namespace

void add_showing(CLI::App& line, choice& c) {
    auto* const cat_it = line.add_subcommand("cat", "Print the records, one a line");
    add_record_options(cat_it, c.cat);
    cat_it->footer("Example: iaq-journal cat /var/lib/iaqd/journal --json --redact");
    cat_it->callback([&c] { c.run = [&c] { return cat(c.cat); }; });

    auto* const follow_it =
        line.add_subcommand("follow", "Print the records and wait for more, until interrupted");
    add_record_options(follow_it, c.cat);
    follow_it->footer("Example: iaq-journal follow /var/lib/iaqd/journal --from 1042");
    follow_it->callback([&c] { c.run = [&c] { return follow(c.cat); }; });

    auto* const stats_it = line.add_subcommand("stats", "Count segments, records and kinds");
    add_place(stats_it, c.from);
    stats_it->footer("Example: iaq-journal stats /var/lib/iaqd/journal");
    stats_it->callback([&c] { c.run = [&c] { return stats(c.from); }; });
}

void add_handing_out(CLI::App& line, choice& c) {
    auto* const export_it = line.add_subcommand("export",
                                                "Write the records for other programs; noted in "
                                                "access/ unless redacted");
    add_place(export_it, c.exported.from);
    add_key(export_it, c.exported.from);
    export_it->add_option("--to", c.exported.format, "csv, json or protobuf")
        ->required()
        ->check(CLI::IsMember({"csv", "json", "protobuf"}));
    export_it->add_option("--out", c.exported.out,
                          "a file; run again, it goes on behind the last record in it");
    export_it->add_option("--from", c.exported.first, "begin a new export at this record")
        ->check(CLI::PositiveNumber);
    export_it->add_flag("--redact", c.exported.redact, "no personal data");
    export_it->footer(
        "Example: iaq-journal export /var/lib/iaqd/journal --master-key master.key --to csv "
        "--out audit.csv");
    export_it->callback([&c] { c.run = [&c] { return export_records(c.exported); }; });

    auto* const case_it = line.add_subcommand(
        "case", "Write a folder about an inquiry for a court; noted in access/");
    add_place(case_it, c.of_inquiry.from);
    add_key(case_it, c.of_inquiry.from);
    case_it->add_option("ID", c.of_inquiry.inquiry_id, "the inquiry's id")->required();
    case_it->add_option("--out", c.of_inquiry.out, "the folder; default: case-ID");
    case_it->footer(
        "Example: iaq-journal case /var/lib/iaqd/journal ID --master-key master.key --out exhibit");
    case_it->callback([&c] { c.run = [&c] { return make_case(c.of_inquiry); }; });
}

void add_checking(CLI::App& line, choice& c) {
    auto* const verify_it = line.add_subcommand(
        "verify", "Check every file as a stranger would; without --vkey only in part");
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

}  // namespace iaq::journal_tool
