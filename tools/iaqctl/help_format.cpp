#include "iaqctl/help_format.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/screen/picture.hpp"

#include <sstream>

namespace iaq::ctl {
namespace {

/// Returns the words with line ends where the page ends; CLI11 puts each line under the first.
std::string broken(const std::string& words, std::size_t margin) {
    std::string out;
    for (const auto& line : folded(words, columns - margin)) {
        out += (out.empty() ? "" : "\n") + line;
    }
    return out;
}

}  // namespace

std::string help_format::make_option_desc(const CLI::Option* option) const {
    return broken(CLI::Formatter::make_option_desc(option), get_column_width());
}

std::string help_format::make_subcommand(const CLI::App* command) const {
    std::stringstream out;
    CLI::detail::format_help(out, command->get_display_name(true),
                             broken(command->get_description(), get_column_width()),
                             get_column_width());
    return out.str();
}

}  // namespace iaq::ctl
