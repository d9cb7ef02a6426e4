#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The system journal's own socket, where a line carries fields beside its text.
namespace iaq::observe {

constexpr auto journal_socket = "/run/systemd/journal/socket";

/// Sends lines to the system journal from now on when that is where stderr goes: `stream` is
/// $JOURNAL_STREAM, as the service manager sets it. Returns whether it is. Call before any thread
/// begins.
bool use_journal(const std::string& stream, const std::string& socket = journal_socket);

/// Sends one line: MESSAGE, PRIORITY, SYSLOG_IDENTIFIER, IAQD_EVENT, and each argument as an
/// IAQD_ARGUMENT. Never waits. Returns false when lines do not go there, or it was not taken up.
///
/// Requires: no line end within. Thread: any.
bool send_to_journal(std::string_view identifier, int priority, std::string_view text,
                     const std::vector<std::string>& arguments);

}  // namespace iaq::observe
