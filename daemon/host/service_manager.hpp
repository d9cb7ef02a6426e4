#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a service manager gives its service: an ear for its state, a watchdog, sockets that outlive
/// it. The protocols are systemd's (sd_notify(3), sd_listen_fds(3)); other managers speak them too.
namespace iaq::host {

class service_manager {
public:
    /// Returns what this process was started with, and takes it out of the environment. Nothing of
    /// it there: nobody listens, no watchdog, no sockets. Call once, before any thread begins.
    static service_manager from_environment();

    service_manager() = default;
    service_manager(service_manager&& other) noexcept;
    service_manager(const service_manager&) = delete;
    service_manager& operator=(const service_manager&) = delete;
    service_manager& operator=(service_manager&&) = delete;
    ~service_manager();

    /// Tells it the state, lines of `NAME=value`. Never waits: a manager that takes nothing up does
    /// not stop us. Returns false when it was not taken up, or when nobody listens.
    bool tell(std::string_view state) const;
    [[nodiscard]] bool listens() const { return !address_.empty(); }

    /// In this time it wants a sign of life; nothing when it wants none.
    [[nodiscard]] std::optional<nanoseconds> watchdog() const { return watchdog_; }

    /// Gives the listening Unix socket away that it opened for us, or -1. `path`: becomes the
    /// socket's. Closed on exec, and non-blocking.
    int take_unix_socket(std::string& path);

    /// Sockets that nobody took, closed, each in words: the unit and the configuration disagree.
    std::vector<std::string> close_leftovers();

private:
    std::string address_;  // of its ear: a path, or '@' and a name
    int ear_ = -1;
    std::optional<nanoseconds> watchdog_;
    std::vector<int> sockets_;
};

}  // namespace iaq::host
