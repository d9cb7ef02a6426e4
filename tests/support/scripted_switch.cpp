#include "support/scripted_switch.hpp"

#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace iaq::testing {

namespace foxtalk = framing::foxtalk;
using namespace std::chrono_literals;

scripted_switch::scripted_switch() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    BOOST_REQUIRE(::bind(listener_, reinterpret_cast<const sockaddr*>(&any), sizeof any) == 0);
    BOOST_REQUIRE(::listen(listener_, 8) == 0);
}

scripted_switch::~scripted_switch() {
    ::close(connection_);
    ::close(listener_);
}

std::string scripted_switch::address() const {
    sockaddr_in bound{};
    socklen_t size = sizeof bound;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&bound), &size);
    return "127.0.0.1:" + std::to_string(ntohs(bound.sin_port));
}

void scripted_switch::accept_and_negotiate() {
    if (connection_ >= 0) {
        ::close(connection_);
    }
    reader_ = foxtalk::reader{65000};
    pollfd waiting{listener_, POLLIN, 0};
    BOOST_REQUIRE(::poll(&waiting, 1, 30000) == 1);
    connection_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    BOOST_REQUIRE(connection_ >= 0);
    const auto asked = hear(10s);
    BOOST_REQUIRE(asked && asked->type == foxtalk::type::connect);
    foxtalk::connect_terms terms;
    terms.frame_bytes_max = 8000;
    terms.idle_seconds = 180;
    terms.timeout_seconds = 1;  // also the least wait before the next connection
    say(foxtalk::encode(
        foxtalk::frame{asked->exchange, foxtalk::type::connect, true, foxtalk::encode(terms)}));
}

void scripted_switch::say(const std::string& bytes) const {
    BOOST_REQUIRE(::send(connection_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                  static_cast<ssize_t>(bytes.size()));
}

bool scripted_switch::say_message(const std::string& payload) {
    ++exchange_;
    for (const auto& frame : foxtalk::split(exchange_, payload, 8000)) {
        say(foxtalk::encode(frame));
    }
    while (const auto heard = hear(20s)) {
        if (heard->type == foxtalk::type::acknowledge && heard->exchange == exchange_) {
            return true;
        }
    }
    return false;
}

std::optional<foxtalk::frame> scripted_switch::hear(std::chrono::milliseconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    for (;;) {
        auto next = reader_.next();
        if (auto* const frame = std::get_if<foxtalk::frame>(&next)) {
            return std::move(*frame);
        }
        BOOST_REQUIRE(!std::holds_alternative<foxtalk::flaw>(next));
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        pollfd waiting{connection_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) != 1) {
            return std::nullopt;
        }
        std::array<char, 4096> buffer{};
        const auto got = ::read(connection_, buffer.data(), buffer.size());
        if (got <= 0) {
            return std::nullopt;
        }
        reader_.feed({buffer.data(), static_cast<std::size_t>(got)});
    }
}

bool scripted_switch::is_closed_within(std::chrono::milliseconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    while (hear(until > std::chrono::steady_clock::now() ? 100ms : 0ms)) {
    }
    char byte = 0;
    pollfd waiting{connection_, POLLIN, 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    return ::poll(&waiting, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0) == 1 &&
           ::recv(connection_, &byte, 1, MSG_PEEK) <= 0;
}

}  // namespace iaq::testing
