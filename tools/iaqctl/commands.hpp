#pragma once

#include "client/connection.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

/// The commands of iaqctl (product.md section 5).
namespace iaq::ctl {

/// Exit codes of every command.
enum class exit_code : int { done = 0, refused = 1, usage = 2, unreachable = 3, timed_out = 4 };

/// What every command may use.
struct surroundings {
    std::string socket = "/run/iaqd/intake.sock";
    bool json = false;
};

/// Opens the connection, says hello and sets the zone; on failure says so and returns the code.
result<client::connection, exit_code> reach(const surroundings& around);
/// Says the trouble on stderr and returns its exit code.
exit_code fail(const client::trouble& why);
/// Prints the answer of a call: on stdout, or on stderr when it is an error or a refusal.
exit_code tell(const surroundings& around, const v1::ServerFrame& answer);

/// Adds the commands to the line; the chosen one is put into `chosen`.
using action = std::function<exit_code()>;
void add_commands(CLI::App& line, const surroundings& around, action& chosen);
void add_submit(CLI::App& line, const surroundings& around, action& chosen);
void add_watch(CLI::App& line, const surroundings& around, action& chosen);

/// Returns the duration of `90s`, `5m`, `2h` or `500ms`, or nothing.
std::optional<std::chrono::milliseconds> parse_duration(const std::string& text);

}  // namespace iaq::ctl
