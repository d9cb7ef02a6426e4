#include "switch_sim/server.hpp"

#include "base/text.hpp"
#include "switch_sim/note.hpp"
#include "switch_sim/switch_machine.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <deque>
#include <list>
#include <memory>
#include <set>
#include <utility>

namespace iaq::switch_sim {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

instant time_now() {
    using std::chrono::steady_clock;
    using std::chrono::system_clock;
    return {
        std::chrono::time_point_cast<nanoseconds>(system_clock::now()),
        mono_time{std::chrono::duration_cast<nanoseconds>(steady_clock::now().time_since_epoch())
                      .count()}};
}

/// Where notes go: stdout, the file of `--heard`, the closing line.
class watcher {
public:
    explicit watcher(bool quiet) : quiet_(quiet) {}
    watcher(const watcher&) = delete;
    watcher& operator=(const watcher&) = delete;
    ~watcher() {
        if (file_ >= 0) {
            ::close(file_);
        }
    }

    bool open(const std::string& path) {
        file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        return file_ >= 0;
    }

    void see(const note& n, mono_time at) {
        counts_.count(n);
        if (!quiet_) {
            say(in_words(n));
        }
        if (file_ >= 0) {
            const auto line = in_json(n, at) + "\n";
            // One write a line: whoever reads along sees whole lines, and a kill loses none.
            if (::write(file_, line.data(), line.size()) < 0) {
                say("the file of --heard cannot be written; going on without");
                ::close(std::exchange(file_, -1));
            }
        }
    }

    static void say(const std::string& line) {
        fmt::print("{}\n", line);
        std::fflush(stdout);
    }

    tally& counts() { return counts_; }

private:
    bool quiet_;
    int file_ = -1;
    tally counts_;
};

class session;

struct shared_state {
    lesc behind;
    watcher notes;
    std::optional<asio::ssl::context> tls;  // none: plain
    std::set<std::shared_ptr<session>> sessions;
};

/// One connection's bytes, plain or under TLS.
class stream {
public:
    stream(tcp::socket socket, std::optional<asio::ssl::context>& tls)
        : socket_(std::move(socket)) {
        if (tls) {
            tls_.emplace(socket_, *tls);
        }
    }

    tcp::socket& socket() { return socket_; }

    /// Calls `done` with nothing when there is no handshake to be made.
    template <class Done>
    void shake_hands(Done done) {
        if (tls_) {
            tls_->async_handshake(asio::ssl::stream_base::server, std::move(done));
        } else {
            done(error_code{});
        }
    }
    template <class Room, class Done>
    void read_some(Room room, Done done) {
        tls_ ? tls_->async_read_some(room, std::move(done))
             : socket_.async_read_some(room, std::move(done));
    }
    template <class Bytes, class Done>
    void write(Bytes bytes, Done done) {
        tls_ ? asio::async_write(*tls_, bytes, std::move(done))
             : asio::async_write(socket_, bytes, std::move(done));
    }

private:
    tcp::socket socket_;
    std::optional<asio::ssl::stream<tcp::socket&>> tls_;
};

/// One connection: reads, obeys the machine, writes, waits.
class session : public std::enable_shared_from_this<session> {
public:
    session(tcp::socket socket, shared_state& all, std::size_t account)
        : wire_(std::move(socket), all.tls),
          timer_(wire_.socket().get_executor()),
          all_(all),
          machine_(all.behind, account) {}

    void start() {
        error_code ignored;
        wire_.socket().set_option(tcp::no_delay(true), ignored);
        wire_.shake_hands([self = shared_from_this()](error_code failed) {
            if (failed) {
                watcher::say("no handshake: " + failed.message());
                self->close();
                return;
            }
            self->step(opened{});
            self->read();
        });
    }

    void step(const switch_event& happened) {
        const auto now = time_now();
        auto made = machine_.step(happened, now);
        for (const auto& n : made.notes) {
            all_.notes.see(n, now.mono);
        }
        const bool idle = writes_.empty();
        std::ranges::move(made.writes, std::back_inserter(writes_));
        closing_ = closing_ || made.close;
        if (made.wake_at) {
            wait_until(*made.wake_at);
        }
        if (idle) {
            write_next();
        }
    }

    [[nodiscard]] std::uint64_t connection() const { return machine_.connection(); }

    void close() {
        error_code ignored;
        timer_.cancel();
        wire_.socket().shutdown(tcp::socket::shutdown_both, ignored);
        wire_.socket().close(ignored);
        all_.sessions.erase(shared_from_this());
    }

private:
    void read() {
        wire_.read_some(asio::buffer(room_),
                        [self = shared_from_this()](error_code failed, std::size_t size) {
                            if (failed) {
                                self->step(peer_closed{});
                                return;
                            }
                            self->step(bytes_heard{{self->room_.data(), size}});
                            self->poke_others();
                            if (!self->machine_.has_ended()) {
                                self->read();
                            }
                        });
    }

    void write_next() {
        if (writes_.empty()) {
            if (std::exchange(closing_, false)) {
                close();
            }
            return;
        }
        wire_.write(asio::buffer(writes_.front()),
                    [self = shared_from_this()](error_code failed, std::size_t) {
                        self->writes_.pop_front();
                        if (failed) {
                            self->writes_.clear();
                            self->step(peer_closed{});
                        }
                        self->write_next();
                    });
    }

    void wait_until(mono_time at) {
        using std::chrono::steady_clock;
        timer_.expires_at(
            steady_clock::time_point{std::chrono::duration_cast<steady_clock::duration>(
                nanoseconds{static_cast<std::int64_t>(at)})});
        timer_.async_wait([self = shared_from_this()](error_code failed) {
            if (!failed) {
                self->step(time_passed{});
                self->poke_others();
            }
        });
    }

    /// A switch that went down takes all its connections with it.
    void poke_others() {
        if (!all_.behind.is_down(time_now().mono)) {
            return;
        }
        const auto others = all_.sessions;
        for (const auto& other : others) {
            other->step(time_passed{});
        }
    }

    stream wire_;
    asio::steady_timer timer_;
    shared_state& all_;
    switch_machine machine_;
    std::array<char, 16384> room_{};
    std::deque<std::string> writes_;
    bool closing_ = false;
};

/// One address, one account.
class listener {
public:
    listener(asio::io_context& loop, shared_state& all, std::size_t account)
        : acceptor_(loop), all_(all), account_(account) {}

    std::optional<std::string> open(const std::string& where) {
        const auto colon = where.rfind(':');
        const auto port = colon == std::string::npos
                              ? std::nullopt
                              : text::number(std::string_view(where).substr(colon + 1));
        error_code failed;
        const auto address = asio::ip::make_address(where.substr(0, colon), failed);
        if (failed || !port || *port > 65535) {
            return fmt::format("--listen {}: no address and port; write 127.0.0.1:6099", where);
        }
        const tcp::endpoint at(address, static_cast<std::uint16_t>(*port));
        acceptor_.open(at.protocol(), failed);
        if (!failed) {
            acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
            acceptor_.bind(at, failed);
        }
        if (!failed) {
            acceptor_.listen(asio::socket_base::max_listen_connections, failed);
        }
        if (failed) {
            return fmt::format("--listen {}: {}", where, failed.message());
        }
        const auto taken = acceptor_.local_endpoint(failed);
        watcher::say(fmt::format("listening {}:{}", taken.address().to_string(), taken.port()));
        accept();
        return std::nullopt;
    }

    void close() {
        error_code ignored;
        acceptor_.close(ignored);
    }

private:
    void accept() {
        acceptor_.async_accept([this](error_code failed, tcp::socket socket) {
            if (failed) {
                return;
            }
            auto fresh = std::make_shared<session>(std::move(socket), all_, account_);
            all_.sessions.insert(fresh);
            fresh->start();
            accept();
        });
    }

    tcp::acceptor acceptor_;
    shared_state& all_;
    std::size_t account_;
};

}  // namespace

std::optional<std::string> serve(server_options options) {
    shared_state all{.behind = lesc(std::move(options.behind)),
                     .notes = watcher(options.quiet),
                     .tls = {},
                     .sessions = {}};
    if (options.tls) {
        all.tls.emplace(options.tls.release());
    }
    asio::io_context loop(1);
    if (!options.heard_file.empty() && !all.notes.open(options.heard_file)) {
        return fmt::format("--heard {}: cannot be written", options.heard_file);
    }
    all.behind.advance(time_now());
    std::list<listener> listeners;
    for (const auto& where : options.listen) {
        if (auto why = listeners.emplace_back(loop, all, listeners.size()).open(where)) {
            return why;
        }
    }
    asio::signal_set signals(loop, SIGTERM, SIGINT);
    signals.async_wait([&](error_code, int) { loop.stop(); });
    loop.run();
    // What still waits on the loop is let go while everything it refers to is there.
    for (auto& l : listeners) {
        l.close();
    }
    for (const auto& open : std::set(all.sessions)) {
        open->step(stopping{});
        open->close();
    }
    loop.restart();
    loop.poll();
    all.notes.counts().owed = all.behind.owed();
    watcher::say(all.notes.counts().in_words());
    return std::nullopt;
}

}  // namespace iaq::switch_sim
