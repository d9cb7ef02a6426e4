#include "intake/server.hpp"

#include "contract/frames.hpp"
#include "intake/session.hpp"
#include "model/answer.hpp"
#include "model/limits.hpp"
#include "observe/log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <unordered_map>
#include <vector>

namespace iaq::intake {

namespace asio = boost::asio;
using boost::system::error_code;
using unix_socket = asio::local::stream_protocol;

namespace {

/// Who the kernel says the peer is.
struct peer {
    std::uint32_t uid = 0;
    std::int64_t pid = 0;
};

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

class unix_server final : public server {
public:
    unix_server(asio::io_context& loop, const model::settings& settings, report tell)
        : loop_(loop), settings_(settings), tell_(std::move(tell)), acceptor_(loop), pause_(loop) {}

    result<void, std::string> listen() override;
    void write(model::session_id id, std::string frame, bool pushed) override;
    void close(model::session_id id, std::string cause) override;
    void stop_accepting() override;
    [[nodiscard]] bool is_writing() const override;
    void close_all() override;

private:
    void accept_on();
    void welcome(unix_socket::socket connected);
    void turn_away(unix_socket::socket connected, std::uint32_t uid, const std::string& why,
                   model::answers::error_code code);
    void forget(session::ended how);

    asio::io_context& loop_;
    const model::settings& settings_;
    report tell_;
    unix_socket::acceptor acceptor_;
    asio::steady_timer pause_;
    std::unordered_map<std::uint64_t, std::shared_ptr<session>> sessions_;
    std::uint64_t last_id_ = 0;
};

result<void, std::string> unix_server::listen() {
    const auto& path = settings_.intake_unix;
    if (somebody_listens(loop_, path)) {
        return path + ": another process listens there";
    }
    struct stat standing {};
    if (::lstat(path.c_str(), &standing) == 0 && !S_ISSOCK(standing.st_mode)) {
        return path + ": a file that is no socket stands there; it is left alone";
    }
    ::unlink(path.c_str());
    error_code error;
    acceptor_.open(unix_socket{}, error);
    if (!error) {
        acceptor_.bind(unix_socket::endpoint{path}, error);
    }
    if (!error && ::chmod(path.c_str(), 0660) != 0) {
        error.assign(errno, boost::system::system_category());
    }
    if (!error) {
        acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return path + ": " + error.message();
    }
    accept_on();
    return boost::outcome_v2::success();
}

void unix_server::accept_on() {
    acceptor_.async_accept([this](error_code error, unix_socket::socket connected) {
        if (error == asio::error::operation_aborted || !acceptor_.is_open()) {
            return;
        }
        if (error) {
            // Out of descriptors, most likely: try again in a while instead of spinning.
            observe::say(observe::event::accept_failed, {observe::plain{error.message()}});
            pause_.expires_after(std::chrono::seconds{1});
            pause_.async_wait([this](error_code cancelled) {
                if (!cancelled) {
                    accept_on();
                }
            });
            return;
        }
        welcome(std::move(connected));
        accept_on();
    });
}

void unix_server::welcome(unix_socket::socket connected) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(connected.native_handle(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) !=
        0) {
        return;
    }
    const auto& principals = settings_.principals;
    const auto known = std::ranges::find_if(
        principals, [&](const auto& p) { return p.uid && *p.uid == credentials.uid; });
    if (known == principals.end()) {
        turn_away(std::move(connected), credentials.uid,
                  "this Unix user is no principal of this gateway",
                  model::answers::error_code::unauthenticated);
        return;
    }
    if (sessions_.size() >= model::limits::sessions_max) {
        turn_away(std::move(connected), credentials.uid, "too many connections; try again later",
                  model::answers::error_code::busy);
        return;
    }
    const model::session_id id{++last_id_};
    const auto descriptor = connected.release();
    const auto created = session::take_over(
        loop_, descriptor, id, {tell_, [this](session::ended how) { forget(std::move(how)); }});
    sessions_.emplace(static_cast<std::uint64_t>(id), created);
    tell_(model::inputs::session_opened{id,
                                        static_cast<std::size_t>(known - principals.begin()),
                                        "uid:" + std::to_string(credentials.uid),
                                        user_name(credentials.uid),
                                        "unix:pid=" + std::to_string(credentials.pid),
                                        {},
                                        "unix:" + settings_.intake_unix});
    created->start();
}

void unix_server::turn_away(unix_socket::socket connected, std::uint32_t uid,
                            const std::string& why, model::answers::error_code code) {
    tell_(model::inputs::session_refused{"unix:uid=" + std::to_string(uid), why});
    model::answers::error refusal;
    refusal.code = code;
    refusal.message = why;
    refusal.retry_after_ms = code == model::answers::error_code::busy ? 5000 : 0;
    const auto frame = contract::write_answer(0, refusal);
    connected.non_blocking(true);
    error_code ignored;
    connected.write_some(asio::buffer(frame), ignored);
}

void unix_server::forget(session::ended how) {
    sessions_.erase(static_cast<std::uint64_t>(how.session));
    tell_(std::move(how));
}

void unix_server::write(model::session_id id, std::string frame, bool pushed) {
    const auto it = sessions_.find(static_cast<std::uint64_t>(id));
    if (it != sessions_.end()) {
        // A copy keeps the session alive while a write that fails takes it out of the table.
        const auto alive = it->second;
        alive->write(std::move(frame), pushed);
    }
}

void unix_server::close(model::session_id id, std::string cause) {
    const auto it = sessions_.find(static_cast<std::uint64_t>(id));
    if (it != sessions_.end()) {
        const auto alive = it->second;
        alive->close_after_writing(std::move(cause));
    }
}

void unix_server::stop_accepting() {
    if (!acceptor_.is_open()) {
        return;
    }
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    ::unlink(settings_.intake_unix.c_str());
}

bool unix_server::is_writing() const {
    return std::ranges::any_of(sessions_, [](const auto& s) { return s.second->is_writing(); });
}

void unix_server::close_all() {
    std::vector<std::shared_ptr<session>> alive;
    for (const auto& [id, open] : sessions_) {
        alive.push_back(open);
    }
    for (const auto& open : alive) {
        open->close_now("the gateway stops");
    }
}

}  // namespace

std::unique_ptr<server> server::make(asio::io_context& loop, const model::settings& settings,
                                     report tell) {
    return std::make_unique<unix_server>(loop, settings, std::move(tell));
}

}  // namespace iaq::intake
