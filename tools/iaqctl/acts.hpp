#pragma once

#include "iaqctl/commands.hpp"

#include <functional>
#include <string>

/// The commands by which a person writes down what was done to an inquiry.
namespace iaq::ctl {

/// Adds an option (`--name`, or a word at its place) whose text goes to `take`.
CLI::Option& add_text(CLI::App& command, const char* name, const char* words,
                      std::function<void(const std::string&)> take);
/// Adds the option that says on whose behalf. Lifetime: the frame outlives the line.
void add_acting_user(CLI::App& command, v1::ClientFrame& frame);

void add_acts(CLI::App& line, const surroundings& around, action& chosen);

}  // namespace iaq::ctl
