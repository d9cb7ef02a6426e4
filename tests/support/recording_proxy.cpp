#include "support/recording_proxy.hpp"

#include <boost/test/unit_test.hpp>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace iaq::testing {
namespace {

constexpr int patience_ms = 50;  // between two looks at whether it ends

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    at.sin_port = htons(port);
    return at;
}

const sockaddr* generic(const sockaddr_in& at) { return reinterpret_cast<const sockaddr*>(&at); }

bool send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

recording_proxy::recording_proxy(const std::string& switch_address)
    : switch_port_(switch_address.substr(switch_address.rfind(':') + 1)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const auto any = loopback(0);
    BOOST_REQUIRE(::bind(listener_, generic(any), sizeof any) == 0);
    BOOST_REQUIRE(::listen(listener_, 8) == 0);
    thread_ = std::thread([this] { run(); });
}

recording_proxy::~recording_proxy() {
    stop();
    ::close(listener_);
}

std::string recording_proxy::address() const {
    sockaddr_in at{};
    socklen_t size = sizeof at;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    return "127.0.0.1:" + std::to_string(ntohs(at.sin_port));
}

std::string recording_proxy::stop() {
    ends_ = true;
    if (thread_.joinable()) {
        thread_.join();
    }
    return seen_;
}

void recording_proxy::run() {
    while (!ends_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, patience_ms) != 1) {
            continue;
        }
        const int station = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const int at_switch = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto there = loopback(static_cast<std::uint16_t>(std::stoi(switch_port_)));
        if (::connect(at_switch, generic(there), sizeof there) == 0) {
            pass(station, at_switch);
        }
        ::close(at_switch);
        ::close(station);
    }
}

void recording_proxy::pass(int station, int at_switch) {
    std::array<char, 16384> piece{};
    while (!ends_) {
        std::array<pollfd, 2> both{{{station, POLLIN, 0}, {at_switch, POLLIN, 0}}};
        ::poll(both.data(), both.size(), patience_ms);
        for (const auto& [from, to] : {std::pair{0U, 1U}, std::pair{1U, 0U}}) {
            if (both.at(from).revents == 0) {
                continue;
            }
            const auto got = ::recv(both.at(from).fd, piece.data(), piece.size(), 0);
            if (got <= 0) {
                return;
            }
            const std::string_view bytes(piece.data(), static_cast<std::size_t>(got));
            seen_ += bytes;
            if (!send_all(both.at(to).fd, bytes)) {
                return;
            }
        }
    }
}

}  // namespace iaq::testing
