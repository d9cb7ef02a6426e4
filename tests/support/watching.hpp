#pragma once

#include "support/site.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What watches a running daemon from outside: a service manager's ear, and HTTP.
namespace iaq::testing {

/// A datagram socket where a daemon tells its state. `name`: a path, or '@' and an abstract name.
class notify_ear {
public:
    explicit notify_ear(std::string name);
    ~notify_ear();
    notify_ear(const notify_ear&) = delete;
    notify_ear& operator=(const notify_ear&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Waits until a datagram holds `words`, and keeps all that came. Returns whether one did.
    bool hears(const std::string& words, std::chrono::milliseconds within);
    /// Everything heard so far, oldest first; what came before the last `forget` is gone.
    const std::vector<std::string>& heard();
    void forget();

private:
    bool take(std::chrono::milliseconds within);

    std::string name_;
    int fd_ = -1;
    std::vector<std::string> heard_;
};

/// A listening socket that outlives daemons, as a service manager holds one.
class held_socket {
public:
    explicit held_socket(std::string path);
    /// At any port of 127.0.0.1.
    held_socket();
    ~held_socket();
    held_socket(const held_socket&) = delete;
    held_socket& operator=(const held_socket&) = delete;
    [[nodiscard]] int fd() const { return fd_; }
    /// A path, or "127.0.0.1:PORT".
    [[nodiscard]] const std::string& place() const { return place_; }

private:
    std::string place_;
    int fd_ = -1;
};

/// Adds `[admin] http` at any port to the site's configuration. Before its first start.
void with_admin(const site& s);
/// Returns the port that the daemon's log names last.
std::uint16_t admin_port(const site& s);

struct http_answer {
    int status = 0;  // 0: none came
    std::string body;
};
/// Asks the daemon on this machine for a path.
http_answer http_get(std::uint16_t port, const std::string& path);
/// Returns the value of one series as `/metrics` shows it, such as
/// `iaqd_station_up{station="one"}`.
std::optional<double> number_in(const std::string& metrics, const std::string& series);
/// Asks again until `path` answers with this status. Returns the last answer.
http_answer http_until(std::uint16_t port, const std::string& path, int status,
                       std::chrono::milliseconds within);

}  // namespace iaq::testing
