#include "support/watching.hpp"

#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <thread>

namespace iaq::testing {

using namespace std::chrono_literals;

notify_ear::notify_ear(std::string name) : name_(std::move(name)) {
    fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    std::memcpy(at.sun_path, name_.data(), name_.size());
    const bool abstract = name_.front() == '@';
    if (abstract) {
        at.sun_path[0] = '\0';
    }
    const auto size = offsetof(sockaddr_un, sun_path) + name_.size() + (abstract ? 0 : 1);
    BOOST_REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&at), static_cast<socklen_t>(size)) == 0);
}

notify_ear::~notify_ear() { ::close(fd_); }

bool notify_ear::take(std::chrono::milliseconds within) {
    pollfd waiting{fd_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(within.count())) <= 0) {
        return false;
    }
    std::string text(8192, '\0');
    const auto size = ::recv(fd_, text.data(), text.size(), MSG_DONTWAIT);
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    keep_trace("notify", text);
    heard_.push_back(std::move(text));
    return true;
}

bool notify_ear::hears(const std::string& words, std::chrono::milliseconds within) {
    const auto holds = [&](const std::string& text) {
        return text.find(words) != std::string::npos;
    };
    const auto until = std::chrono::steady_clock::now() + within;
    while (!std::ranges::any_of(heard(), holds)) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        if (left <= 0ms || !take(left)) {
            return std::ranges::any_of(heard_, holds);
        }
    }
    return true;
}

const std::vector<std::string>& notify_ear::heard() {
    while (take(0ms)) {
    }
    return heard_;
}

void notify_ear::forget() {
    heard();
    heard_.clear();
}

held_socket::held_socket(std::string path) : place_(std::move(path)) {
    fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    std::memcpy(at.sun_path, place_.data(), place_.size());
    BOOST_REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
    BOOST_REQUIRE(::listen(fd_, 1024) == 0);
}

held_socket::held_socket() {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    BOOST_REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&at), size) == 0);
    BOOST_REQUIRE(::listen(fd_, 1024) == 0);
    BOOST_REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&at), &size) == 0);
    place_ = "127.0.0.1:" + std::to_string(ntohs(at.sin_port));
}

held_socket::~held_socket() {
    ::close(fd_);
    if (place_.front() == '/') {
        ::unlink(place_.c_str());
    }
}

void with_admin(const site& s) {
    write_file(s.config(), contents_of(s.config()) + "[admin]\nhttp = \"127.0.0.1:0\"\n");
}

std::uint16_t admin_port(const site& s) {
    const std::string before = "health and metrics at http://127.0.0.1:";
    for (int tries = 0; tries < 1000; ++tries) {
        const auto log = contents_of(s.daemon_log());
        const auto at = log.rfind(before);
        if (at != std::string::npos) {
            return static_cast<std::uint16_t>(std::stoi(log.substr(at + before.size())));
        }
        std::this_thread::sleep_for(10ms);
    }
    BOOST_FAIL("iaqd says no address of its health and metrics");
    return 0;
}

http_answer http_get(std::uint16_t port, const std::string& path) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string all;
    const timeval patience{10, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0) {
        const auto request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        static_cast<void>(!::send(fd, request.data(), request.size(), MSG_NOSIGNAL));
        char piece[16 * 1024];
        for (ssize_t size = 0; (size = ::recv(fd, piece, sizeof piece, 0)) > 0;) {
            all.append(piece, static_cast<std::size_t>(size));
        }
    }
    ::close(fd);
    const auto head = all.find("\r\n\r\n");
    if (!all.starts_with("HTTP/1.1 ") || head == std::string::npos) {
        return {};
    }
    keep_trace("metrics", all.substr(head + 4));
    return {std::stoi(all.substr(9, 3)), all.substr(head + 4)};
}

http_answer http_until(std::uint16_t port, const std::string& path, int status,
                       std::chrono::milliseconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    auto answer = http_get(port, path);
    while (answer.status != status && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(50ms);
        answer = http_get(port, path);
    }
    return answer;
}

std::optional<double> number_in(const std::string& metrics, const std::string& series) {
    const auto at = ("\n" + metrics).find("\n" + series + " ");
    if (at == std::string::npos) {
        return std::nullopt;
    }
    return std::stod(metrics.substr(at + series.size() + 1));
}

}  // namespace iaq::testing
