#include "client/connection.hpp"

#include <google/protobuf/util/delimited_message_util.h>

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <sstream>
#include <utility>

namespace iaq::client {
namespace {

trouble failed(const std::string& what) {
    return {trouble::kind::unreachable, what + ": " + std::strerror(errno)};
}

trouble no_answer() { return {trouble::kind::timed_out, "no answer of the gateway in time"}; }

/// Returns the milliseconds to wait at once, -1 for ever. What is further away is waited for in
/// pieces.
int remaining(connection::limit until) {
    if (!until) {
        return -1;
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*until - std::chrono::steady_clock::now());
    return static_cast<int>(
        std::clamp<std::int64_t>(left.count(), 0, std::numeric_limits<int>::max()));
}

bool has_passed(connection::limit until) {
    return until && std::chrono::steady_clock::now() >= *until;
}

/// Bounds how long connecting and each sending may take.
void be_patient_for(int socket, std::chrono::milliseconds patience) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(patience);
    const std::chrono::microseconds rest = patience - seconds;
    const timeval time{seconds.count(), rest.count()};
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

}  // namespace

result<connection, trouble> connection::open(const std::string& path,
                                             std::chrono::milliseconds patience) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return trouble{trouble::kind::unreachable, path + ": the path of a socket is shorter"};
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    connection made{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (made.descriptor_ < 0) {
        return failed(path);
    }
    be_patient_for(made.descriptor_, patience);
    if (::connect(made.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
        0) {
        return errno == EAGAIN ? no_answer() : failed(path);
    }
    return made;
}

connection::~connection() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

connection::connection(connection&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      last_id_(other.last_id_),
      inbox_(std::move(other.inbox_)),
      pushed_(std::move(other.pushed_)) {}

result<std::uint64_t, trouble> connection::send(v1::ClientFrame frame) {
    frame.set_request_id(++last_id_);
    std::ostringstream out;
    google::protobuf::util::SerializeDelimitedToOstream(frame, &out);
    const auto bytes = out.str();
    for (std::size_t sent = 0; sent < bytes.size();) {
        const auto more =
            ::send(descriptor_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (more < 0 && errno == EINTR) {
            continue;
        }
        if (more < 0) {
            return errno == EAGAIN ? no_answer() : failed("the gateway closed the connection");
        }
        sent += static_cast<std::size_t>(more);
    }
    return last_id_;
}

result<v1::ServerFrame, trouble> connection::read_frame(limit until) {
    for (;;) {
        IAQ_TRY(auto frame, inbox_.next());
        if (frame) {
            return *std::move(frame);
        }
        pollfd waiting{descriptor_, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, remaining(until));
        if (ready == 0) {
            if (has_passed(until)) {
                return no_answer();
            }
            continue;
        }
        char buffer[16384];
        const auto got = ready < 0 ? -1 : ::read(descriptor_, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return trouble{trouble::kind::unreachable, "the gateway closed the connection"};
        }
        inbox_.feed({buffer, static_cast<std::size_t>(got)});
    }
}

result<v1::ServerFrame, trouble> connection::receive(limit until) {
    if (!pushed_.empty()) {
        auto frame = std::move(pushed_.front());
        pushed_.pop_front();
        return frame;
    }
    return read_frame(until);
}

result<v1::ServerFrame, trouble> connection::call(v1::ClientFrame frame, limit until) {
    IAQ_TRY(const auto id, send(std::move(frame)));
    return answer_to(id, until);
}

result<v1::ServerFrame, trouble> connection::answer_to(std::uint64_t id, limit until) {
    for (;;) {
        IAQ_TRY(auto answer, read_frame(until));
        const bool turned_away = answer.request_id() == 0 && answer.has_error();
        if (answer.request_id() == id || turned_away) {
            return answer;
        }
        pushed_.push_back(std::move(answer));
    }
}

}  // namespace iaq::client
