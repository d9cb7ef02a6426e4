#pragma once

/// Whether the system's clock is kept right by somebody.
namespace iaq::host {

enum class clock_health : unsigned char {
    synchronised,
    unsynchronised,
    unknown  // the system does not let us ask
};

/// Asks the kernel, which is told by chrony, systemd-timesyncd, ntpd and others alike.
clock_health ask_clock_health();

}  // namespace iaq::host
