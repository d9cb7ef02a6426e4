#pragma once

#include <string>

/// Whether the system's clock is kept right by somebody.
namespace iaq::host {

enum class clock_health : unsigned char {
    synchronised,
    unsynchronised,
    unknown  // nobody says
};

/// Where systemd-timesyncd touches a file named `synchronized` each time that it has succeeded.
constexpr auto timesync_folder = "/run/systemd/timesync";

/// Asks the kernel, which is told by chrony, systemd-timesyncd, ntpd and others alike. Where a
/// sandbox forbids to ask, looks for the file of systemd-timesyncd: not there, or not touched for
/// two hours although it polls every 34 minutes at the latest, is unsynchronised.
clock_health ask_clock_health();

/// The second half of it.
clock_health ask_timesync(const std::string& folder);

}  // namespace iaq::host
