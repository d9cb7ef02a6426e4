#include "intake/accepting.hpp"

#include "observe/log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

namespace iaq::intake {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr int at_once = 16;  // then the others on the loop have a word

/// Of a connection that went before it was taken: the next one may be there.
bool is_its_own(int error) {
    return error == ECONNABORTED || error == EINTR || error == EPERM || error == EPROTO;
}

class one_by_one final : public accepting {
public:
    one_by_one(asio::io_context& loop, int listening, std::function<void(int)> arrived,
               std::function<bool()> has_room)
        : listening_(loop, listening),
          pause_(loop),
          arrived_(std::move(arrived)),
          has_room_(std::move(has_room)) {
        error_code ignored;
        listening_.non_blocking(true, ignored);
    }

    void go_on() override {
        if (waiting_ || !has_room_()) {
            return;
        }
        waiting_ = true;
        listening_.async_wait(asio::posix::stream_descriptor::wait_read, [this](error_code error) {
            if (error == asio::error::operation_aborted) {
                return;  // perhaps there is no `this` any more
            }
            waiting_ = false;
            take();
        });
    }

private:
    void take() {
        for (int taken = 0; taken < at_once && has_room_(); ++taken) {
            const int connected = ::accept4(listening_.native_handle(), nullptr, nullptr,
                                            SOCK_NONBLOCK | SOCK_CLOEXEC);
            const int error = errno;
            if (connected >= 0) {
                arrived_(connected);
            } else if (error == EAGAIN || error == EWOULDBLOCK) {
                break;
            } else if (!is_its_own(error)) {
                try_again(error);
                return;
            }
        }
        go_on();
    }

    /// Out of descriptors, most likely: in a while instead of spinning.
    void try_again(int error) {
        observe::say(observe::event::accept_failed, {observe::plain{std::strerror(error)}});
        waiting_ = true;
        pause_.expires_after(std::chrono::seconds{1});
        pause_.async_wait([this](error_code cancelled) {
            if (!cancelled) {
                waiting_ = false;
                go_on();
            }
        });
    }

    asio::posix::stream_descriptor listening_;
    asio::steady_timer pause_;
    std::function<void(int)> arrived_;
    std::function<bool()> has_room_;
    bool waiting_ = false;
};

}  // namespace

std::unique_ptr<accepting> accepting::make(asio::io_context& loop, int listening,
                                           std::function<void(int)> arrived,
                                           std::function<bool()> has_room) {
    return std::make_unique<one_by_one>(loop, listening, std::move(arrived), std::move(has_room));
}

}  // namespace iaq::intake
