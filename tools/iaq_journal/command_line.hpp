#pragma once

#include "iaq_journal/case_folder.hpp"
#include "iaq_journal/exporting.hpp"
#include "iaq_journal/showing.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <string>

/// The words of the command line, a group of commands at a time.
namespace iaq::journal_tool {

/// What the command line chose to do.
struct choice {
    cat_options cat;
    export_options exported;
    case_options of_inquiry;
    source from;
    std::string vkey, at_least, to;
    std::uint64_t number = 0;
    bool after_crash = false, dry_run = false, leaf = false;
    std::function<exit_code()> run;
};

/// cat, follow, stats. Lifetime: `c` outlives the parsing of `line`; so do the others.
void add_showing(CLI::App& line, choice& c);
/// export, case.
void add_handing_out(CLI::App& line, choice& c);
/// verify, replay.
void add_checking(CLI::App& line, choice& c);
/// checkpoint, prove.
void add_proving(CLI::App& line, choice& c);
/// backup.
void add_backup(CLI::App& line, choice& c);

}  // namespace iaq::journal_tool
