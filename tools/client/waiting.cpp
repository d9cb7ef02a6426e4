#include "client/waiting.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

namespace iaq::client {
namespace {

constexpr std::size_t read_bytes = 16UL * 1024;

/// Returns the milliseconds to wait at once, -1 for ever. What is further away is waited for in
/// pieces.
int remaining(limit until) {
    if (!until) {
        return -1;
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*until - std::chrono::steady_clock::now());
    return static_cast<int>(
        std::clamp<std::int64_t>(left.count(), 0, std::numeric_limits<int>::max()));
}

bool has_passed(limit until) { return until && std::chrono::steady_clock::now() >= *until; }

}  // namespace

trouble failed(const std::string& what) {
    return {trouble::kind::unreachable, what + ": " + std::strerror(errno)};
}

trouble no_answer() { return {trouble::kind::timed_out, "no answer of the gateway in time"}; }

trouble closed() { return {trouble::kind::unreachable, "the gateway closed the connection"}; }

descriptor::~descriptor() {
    if (number_ >= 0) {
        ::close(number_);
    }
}

void be_patient_for(int socket, std::chrono::milliseconds patience) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(patience);
    const std::chrono::microseconds rest = patience - seconds;
    const timeval time{seconds.count(), rest.count()};
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

result<void, trouble> send_all(int socket, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const auto more = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (more < 0 && errno == EINTR) {
            continue;
        }
        if (more < 0) {
            return errno == EAGAIN ? no_answer() : failed("the gateway closed the connection");
        }
        sent += static_cast<std::size_t>(more);
    }
    return boost::outcome_v2::success();
}

result<std::string, trouble> receive_some(int socket, limit until) {
    for (;;) {
        pollfd waiting{socket, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, remaining(until));
        if (ready == 0) {
            if (has_passed(until)) {
                return no_answer();
            }
            continue;
        }
        std::string piece(read_bytes, '\0');
        const auto got = ready < 0 ? -1 : ::read(socket, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return closed();
        }
        piece.resize(static_cast<std::size_t>(got));
        return piece;
    }
}

}  // namespace iaq::client
