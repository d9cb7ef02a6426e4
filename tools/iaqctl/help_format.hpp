#pragma once

#include <CLI/CLI.hpp>

/// Help that fits the page: long words for an option or a command go on below themselves.
namespace iaq::ctl {

class help_format : public CLI::Formatter {
public:
    std::string make_option_desc(const CLI::Option* option) const override;
    std::string make_subcommand(const CLI::App* command) const override;
};

}  // namespace iaq::ctl
