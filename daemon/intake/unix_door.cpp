#include "intake/accepting.hpp"
#include "intake/door.hpp"
#include "intake/unix_stream.hpp"

#include <boost/asio/local/stream_protocol.hpp>

#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace iaq::intake {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using unix_socket = asio::local::stream_protocol;

std::string user_name(std::uint32_t uid) {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
    return found != nullptr ? std::string{found->pw_name} : "uid:" + std::to_string(uid);
}

bool somebody_listens(asio::io_context& loop, const std::string& path) {
    unix_socket::socket probe{loop};
    error_code error;
    probe.connect(unix_socket::endpoint{path}, error);
    return !error;
}

class unix_door final : public door {
public:
    unix_door(asio::io_context& loop, std::string path, std::function<void(arrival)> arrived)
        : loop_(loop), path_(std::move(path)), arrived_(std::move(arrived)) {}

    result<void, std::string> listen(int inherited) override;
    [[nodiscard]] std::string place() const override { return path_; }

    void stop() override {
        if (std::exchange(accepting_, nullptr) != nullptr && is_ours_) {
            ::unlink(path_.c_str());
        }
    }

private:
    [[nodiscard]] result<int, std::string> open() const;

    void welcome(int connected) {
        ucred peer{};
        socklen_t size = sizeof peer;
        if (::getsockopt(connected, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
            ::close(connected);
            return;
        }
        arrived_({.line = make_unix_stream(loop_, connected),
                  .principal = "uid:" + std::to_string(peer.uid),
                  .default_user = user_name(peer.uid),
                  .source = "unix:pid=" + std::to_string(peer.pid),
                  .peer = "unix:uid=" + std::to_string(peer.uid),
                  .target = "unix:" + path_,
                  .tls = {}});
    }

    asio::io_context& loop_;
    std::string path_;
    std::function<void(arrival)> arrived_;
    std::unique_ptr<accepting> accepting_;
    bool is_ours_ = false;
};

result<int, std::string> unix_door::open() const {
    if (somebody_listens(loop_, path_)) {
        return path_ + ": another process listens there";
    }
    struct stat standing {};
    if (::lstat(path_.c_str(), &standing) == 0 && !S_ISSOCK(standing.st_mode)) {
        return path_ + ": a file that is no socket stands there; it is left alone";
    }
    ::unlink(path_.c_str());
    unix_socket::acceptor acceptor{loop_};
    error_code error;
    acceptor.open(unix_socket{}, error);
    if (!error) {
        acceptor.bind(unix_socket::endpoint{path_}, error);
    }
    if (!error && ::chmod(path_.c_str(), 0660) != 0) {
        error.assign(errno, boost::system::system_category());
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return path_ + ": " + error.message();
    }
    return acceptor.release();
}

result<void, std::string> unix_door::listen(int inherited) {
    is_ours_ = inherited < 0;
    if (is_ours_) {
        IAQ_TRY(inherited, open());
    }
    accepting_ = accepting::make(
        loop_, inherited, [this](int connected) { welcome(connected); }, [] { return true; });
    accepting_->go_on();
    return boost::outcome_v2::success();
}

}  // namespace

std::unique_ptr<door> make_unix_door(asio::io_context& loop, std::string path,
                                     std::function<void(arrival)> arrived) {
    return std::make_unique<unix_door>(loop, std::move(path), std::move(arrived));
}

}  // namespace iaq::intake
