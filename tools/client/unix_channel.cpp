#include "client/waiting.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

namespace iaq::client {
namespace {

class unix_channel final : public channel {
public:
    unix_channel() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}

    result<void, trouble> connect(const std::string& path, std::chrono::milliseconds patience) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        if (path.size() >= sizeof address.sun_path) {
            return trouble{trouble::kind::unreachable, path + ": the path of a socket is shorter"};
        }
        std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
        if (socket_.get() < 0) {
            return failed(path);
        }
        be_patient_for(socket_.get(), patience);
        if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
            0) {
            return errno == EAGAIN ? no_answer() : failed(path);
        }
        return boost::outcome_v2::success();
    }

    result<void, trouble> send(const std::string& bytes) override {
        return send_all(socket_.get(), bytes);
    }
    result<std::string, trouble> receive(limit until) override {
        return receive_some(socket_.get(), until);
    }

    [[nodiscard]] int waits_on() const override { return socket_.get(); }

private:
    descriptor socket_;
};

}  // namespace

result<std::unique_ptr<channel>, trouble> open_unix(const std::string& path,
                                                    std::chrono::milliseconds patience) {
    auto made = std::make_unique<unix_channel>();
    IAQ_TRY(made->connect(path, patience));
    return std::unique_ptr<channel>{std::move(made)};
}

}  // namespace iaq::client
