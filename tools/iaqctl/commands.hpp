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
    client::network_place network = {};  // with an address: in place of the socket
    bool json = false;
};

/// How long the gateway may take for an answer; what is still to come may be followed longer.
constexpr std::chrono::seconds answer_time{10};
/// Returns the moment by which an answer to what is asked now is due.
client::connection::limit answer_due();
/// Returns a connection nobody has spoken on yet.
result<client::connection, client::trouble> open(const surroundings& around);
/// Says hello and, when the answer is a welcome, sets the zone.
result<v1::ServerFrame, client::trouble> greet(client::connection& gateway);
/// Opens the connection, says hello and sets the zone; on failure says so and returns the code.
result<client::connection, exit_code> reach(const surroundings& around);
/// Says the trouble on stderr and returns its exit code.
exit_code fail(const client::trouble& why);
/// Says the text on stderr and returns the code.
exit_code complain(const std::string& text, exit_code code);
/// Prints the answer of a call: on stdout, or on stderr when it is an error or a refusal.
exit_code tell(const surroundings& around, const v1::ServerFrame& answer);

/// Adds the commands to the line; the chosen one is put into `chosen`.
using action = std::function<exit_code()>;
void add_commands(CLI::App& line, const surroundings& around, action& chosen);
void add_submit(CLI::App& line, const surroundings& around, action& chosen);
void add_keeping(CLI::App& line, const surroundings& around, action& chosen);
void add_watch(CLI::App& line, const surroundings& around, action& chosen);

/// Returns the duration of `90s`, `5m`, `2h` or `500ms`, at most a year, or nothing.
std::optional<std::chrono::milliseconds> parse_duration(const std::string& text);

}  // namespace iaq::ctl
