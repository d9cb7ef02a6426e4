#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace iaq::testing {

/// Stands between a station and its switch on loopback and keeps every byte that passes, in either
/// direction. One connection at a time, one after the other.
class recording_proxy {
public:
    /// `switch_address`: `127.0.0.1:PORT`.
    explicit recording_proxy(const std::string& switch_address);
    ~recording_proxy();
    recording_proxy(const recording_proxy&) = delete;
    recording_proxy& operator=(const recording_proxy&) = delete;

    [[nodiscard]] std::string address() const;
    /// Ends the recording and returns it.
    std::string stop();

private:
    void run();
    void pass(int station, int at_switch);

    std::string switch_port_;
    int listener_ = -1;
    std::atomic<bool> ends_ = false;
    std::string seen_;  // by the thread, until it has ended
    std::thread thread_;
};

}  // namespace iaq::testing
