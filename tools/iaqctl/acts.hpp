#pragma once

#include "iaqctl/commands.hpp"

/// The commands by which a person writes down what was done to an inquiry.
namespace iaq::ctl {

/// Adds the option that says on whose behalf. Lifetime: the frame outlives the line.
void add_acting_user(CLI::App& command, v1::ClientFrame& frame);

void add_acts(CLI::App& line, const surroundings& around, action& chosen);

}  // namespace iaq::ctl
