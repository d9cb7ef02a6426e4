#include "host/service_manager.hpp"

#include "base/text.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace iaq::host {
namespace {

constexpr int first_socket = 3;  // SD_LISTEN_FDS_START
constexpr std::int64_t sockets_max = 16;

/// The value of a variable, which is then gone: what we start must not think that it is meant.
std::string take_variable(const char* name) {
    const char* const value = std::getenv(name);
    std::string taken = value != nullptr ? value : "";
    ::unsetenv(name);
    return taken;
}

bool is_us(const std::string& pid) { return text::number(pid) == ::getpid(); }

/// An abstract name begins with '@' and is not ended by a zero.
socklen_t put_address(sockaddr_un& to, const std::string& name) {
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, name.data(), name.size());
    const bool abstract = name.front() == '@';
    if (abstract) {
        to.sun_path[0] = '\0';
    }
    return static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size() +
                                  (abstract ? 0U : 1U));
}

/// Returns where the socket listens when it is a Unix socket, or nothing.
std::optional<std::string> unix_path(int socket) {
    sockaddr_un at{};
    socklen_t size = sizeof at;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&at), &size) != 0 ||
        at.sun_family != AF_UNIX) {
        return std::nullopt;
    }
    return std::string{at.sun_path, ::strnlen(at.sun_path, sizeof at.sun_path)};
}

bool is_stream(int socket) {
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

}  // namespace

service_manager service_manager::from_environment() {
    service_manager given;
    given.address_ = take_variable("NOTIFY_SOCKET");
    const bool is_address = given.address_.size() >= 2 &&
                            given.address_.size() < sizeof(sockaddr_un::sun_path) &&
                            (given.address_.front() == '/' || given.address_.front() == '@');
    if (is_address) {
        given.ear_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    } else {
        given.address_.clear();
    }
    const auto microseconds = text::number(take_variable("WATCHDOG_USEC"));
    const auto watched = take_variable("WATCHDOG_PID");
    if (microseconds && *microseconds > 0 && (watched.empty() || is_us(watched))) {
        given.watchdog_ = std::chrono::microseconds{*microseconds};
    }
    const auto count = text::number(take_variable("LISTEN_FDS"));
    const auto meant = take_variable("LISTEN_PID");
    take_variable("LISTEN_FDNAMES");
    if (count && *count > 0 && *count <= sockets_max && is_us(meant)) {
        for (int i = 0; i < static_cast<int>(*count); ++i) {
            const int socket = first_socket + i;
            ::fcntl(socket, F_SETFD, FD_CLOEXEC);
            given.sockets_.push_back(socket);
        }
    }
    return given;
}

service_manager::service_manager(service_manager&& other) noexcept
    : address_(std::move(other.address_)),
      ear_(std::exchange(other.ear_, -1)),
      watchdog_(other.watchdog_),
      sockets_(std::exchange(other.sockets_, {})) {}

service_manager::~service_manager() {
    if (ear_ >= 0) {
        ::close(ear_);
    }
    for (const int each : sockets_) {
        ::close(each);
    }
}

bool service_manager::tell(std::string_view state) const {
    if (ear_ < 0) {
        return false;
    }
    sockaddr_un to{};
    const auto size = put_address(to, address_);
    return ::sendto(ear_, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                    reinterpret_cast<const sockaddr*>(&to),
                    size) == static_cast<ssize_t>(state.size());
}

int service_manager::take_unix_socket(std::string& path) {
    for (auto each = sockets_.begin(); each != sockets_.end(); ++each) {
        const int socket = *each;
        auto at = unix_path(socket);
        if (at && is_stream(socket)) {
            path = std::move(*at);
            ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
            sockets_.erase(each);
            return socket;
        }
    }
    return -1;
}

std::vector<std::string> service_manager::close_leftovers() {
    std::vector<std::string> words;
    for (const int each : std::exchange(sockets_, {})) {
        words.push_back(unix_path(each).value_or("a socket that is no Unix socket"));
        ::close(each);
    }
    return words;
}

}  // namespace iaq::host
