#include "bench/closed_loop.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <vector>

namespace iaq::bench {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t read_bytes = 64UL * 1024;
constexpr int patience_ms = 30'000;

trouble failed(const std::string& what) { return {what + ": " + std::strerror(errno)}; }

/// An open descriptor, closed by its end.
class descriptor {
public:
    explicit descriptor(int number) : number_(number) {}
    ~descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

struct talk {
    talk(int socket, std::unique_ptr<conversation> what) : line(socket), said(std::move(what)) {}

    descriptor line;
    std::unique_ptr<conversation> said;
    std::string out, in;
    std::deque<clock::time_point> asked_at;
    bool waits_to_write = false;
};

class driver {
public:
    explicit driver(const shape& how) : how_(how), poll_(::epoll_create1(EPOLL_CLOEXEC)) {}

    result<void, trouble> connect(const std::string& path, std::unique_ptr<conversation> said);
    result<tally, trouble> run();

private:
    [[nodiscard]] bool asks_on() const {
        return asked_ < how_.operations_max && clock::now() < until_;
    }
    void ask(talk& t);
    result<void, trouble> write(talk& t);
    result<void, trouble> read(talk& t);
    result<void, trouble> hear(talk& t);
    result<void, trouble> wait();

    shape how_;
    descriptor poll_;
    std::vector<std::unique_ptr<talk>> talks_;
    clock::time_point until_;
    std::uint64_t asked_ = 0, answered_ = 0;
    tally seen_;
    std::array<char, read_bytes> buffer_{};
};

result<void, trouble> driver::connect(const std::string& path, std::unique_ptr<conversation> said) {
    IAQ_TRY(const int socket, connect_to(path));
    talks_.push_back(std::make_unique<talk>(socket, std::move(said)));
    epoll_event wanted{EPOLLIN, {talks_.back().get()}};
    if (::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, socket, &wanted) != 0) {
        return failed(path);
    }
    return boost::outcome_v2::success();
}

void driver::ask(talk& t) {
    t.said->ask(t.out);
    t.asked_at.push_back(clock::now());
    ++asked_;
}

result<void, trouble> driver::write(talk& t) {
    while (!t.out.empty()) {
        const auto sent =
            ::send(t.line.get(), t.out.data(), t.out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN) {
            return failed("the server took no more");
        }
        if (sent < 0) {
            break;
        }
        t.out.erase(0, static_cast<std::size_t>(sent));
    }
    if (t.waits_to_write != !t.out.empty()) {
        t.waits_to_write = !t.out.empty();
        const std::uint32_t events = t.waits_to_write ? EPOLLIN | EPOLLOUT : EPOLLIN;
        epoll_event wanted{events, {&t}};
        ::epoll_ctl(poll_.get(), EPOLL_CTL_MOD, t.line.get(), &wanted);
    }
    return boost::outcome_v2::success();
}

result<void, trouble> driver::read(talk& t) {
    const auto got = ::recv(t.line.get(), buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) {
        return boost::outcome_v2::success();
    }
    if (got <= 0) {
        return trouble{"the server closed the connection"};
    }
    t.in.append(buffer_.data(), static_cast<std::size_t>(got));
    return hear(t);
}

result<void, trouble> driver::hear(talk& t) {
    std::size_t taken = 0;
    while (!t.asked_at.empty()) {
        IAQ_TRY(const auto size, t.said->take(std::string_view{t.in}.substr(taken)));
        if (size == 0) {
            break;
        }
        taken += size;
        const std::chrono::duration<double, std::micro> took = clock::now() - t.asked_at.front();
        t.asked_at.pop_front();
        seen_.add(took.count());
        ++answered_;
        if (asks_on()) {
            ask(t);
        }
    }
    t.in.erase(0, taken);
    return boost::outcome_v2::success();
}

result<void, trouble> driver::wait() {
    std::array<epoll_event, 256> ready{};
    const int count = ::epoll_wait(poll_.get(), ready.data(), ready.size(), patience_ms);
    if (count < 0 && errno == EINTR) {
        return boost::outcome_v2::success();
    }
    if (count <= 0) {
        return trouble{"no answer in half a minute"};
    }
    for (int i = 0; i < count; ++i) {
        auto& t = *static_cast<talk*>(ready[static_cast<std::size_t>(i)].data.ptr);
        IAQ_TRY(read(t));
        IAQ_TRY(write(t));
    }
    return boost::outcome_v2::success();
}

result<tally, trouble> driver::run() {
    const auto began = clock::now();
    until_ = began + std::chrono::duration_cast<clock::duration>(
                         std::chrono::duration<double>{how_.seconds});
    for (const auto& t : talks_) {
        for (int i = 0; i < how_.depth && asks_on(); ++i) {
            ask(*t);
        }
        IAQ_TRY(write(*t));
    }
    while (answered_ < asked_) {
        IAQ_TRY(wait());
    }
    const std::chrono::duration<double> took = clock::now() - began;
    seen_.count(answered_, took.count());
    return seen_;
}

}  // namespace

result<tally, trouble> drive(const std::string& path, const shape& how,
                             const std::function<std::unique_ptr<conversation>(int)>& make) {
    const auto driving = std::make_unique<driver>(how);
    for (int i = 0; i < how.connections; ++i) {
        IAQ_TRY(driving->connect(path, make(i)));
    }
    return driving->run();
}

result<int, trouble> connect_to(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return trouble{path + ": the path of a socket is shorter"};
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0 ||
        ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        auto why = failed(path);
        ::close(socket);
        return why;
    }
    return socket;
}

}  // namespace iaq::bench
