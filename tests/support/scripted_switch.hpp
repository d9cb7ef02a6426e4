#pragma once

#include "framing/foxtalk.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace iaq::testing {

/// A switch that says exactly what a test tells it, for what no well-meant stand-in would say.
/// Listens on a loopback port of the kernel's choice; one connection at a time.
class scripted_switch {
public:
    scripted_switch();
    ~scripted_switch();
    scripted_switch(const scripted_switch&) = delete;
    scripted_switch& operator=(const scripted_switch&) = delete;

    [[nodiscard]] std::string address() const;
    /// Waits for a connection and finishes the connect exchange with it.
    void accept_and_negotiate();
    void say(const std::string& bytes) const;
    /// Sends the payload as one data frame; false when it is not acknowledged in time.
    bool say_message(const std::string& payload);
    /// Returns the next frame of the station, or nothing when it closed or time is up.
    std::optional<framing::foxtalk::frame> hear(std::chrono::milliseconds within);
    /// True when the station closes the connection in time.
    bool is_closed_within(std::chrono::milliseconds within);

private:
    int listener_ = -1, connection_ = -1;
    std::uint16_t exchange_ = 100;
    framing::foxtalk::reader reader_{65000};
};

}  // namespace iaq::testing
