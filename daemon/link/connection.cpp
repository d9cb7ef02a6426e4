#include "link/connection.hpp"

#include "tls/session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <deque>
#include <utility>

namespace iaq::link {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t piece_bytes = 16 * 1024;
constexpr std::size_t of_tls_max = 100;  // words of TLS itself that may wait for the network

struct outgoing {
    std::string bytes;
    bool asked_for;  // by `write`, who is told; else TLS's own words
};

std::string words(const error_code& error) {
    return error == asio::error::eof ? "closed by the switch" : error.message();
}

std::string name_of(const tcp::endpoint& e) {
    const auto address = e.address().to_string();
    return (e.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(e.port());
}

/// The socket and what is under way on it. Outlives the handle until the last operation has come
/// back: each holds a share of it.
class wire : public std::enable_shared_from_this<wire> {
public:
    wire(asio::io_context& loop, connection::listener tell, std::unique_ptr<tls::session> tls)
        : resolver_(loop), socket_(loop), tell_(std::move(tell)), tls_(std::move(tls)) {}

    void open(const model::host_address& to) {
        error_code not_numeric;
        const auto address = asio::ip::make_address(to.host, not_numeric);
        if (!not_numeric) {
            connect(std::array{tcp::endpoint{address, to.port}});
            return;
        }
        resolver_.async_resolve(to.host, std::to_string(to.port),
                                [self = shared_from_this()](
                                    error_code error, const tcp::resolver::results_type& found) {
                                    if (error) {
                                        self->end(error);
                                    } else if (self->open_) {
                                        self->connect(found);
                                    }
                                });
    }

    void write(std::string bytes) {
        if (!open_) {
            return;
        }
        if (!tls_) {
            push({std::move(bytes), true});
            return;
        }
        auto sealed = tls_->seal(bytes);
        if (sealed) {
            push({*std::move(sealed), true});
        } else {
            // Not from inside the caller's step.
            asio::post(socket_.get_executor(),
                       [self = shared_from_this()] { self->end("TLS: nothing more can be said"); });
        }
    }

    void close() {
        if (std::exchange(open_, false)) {
            say_goodbye();
        }
        error_code ignored;
        resolver_.cancel();
        socket_.close(ignored);
    }

private:
    template <class Endpoints>
    void connect(const Endpoints& endpoints) {
        asio::async_connect(socket_, endpoints,
                            [self = shared_from_this()](error_code error, const tcp::endpoint& e) {
                                if (error) {
                                    self->end(error);
                                } else if (self->open_) {
                                    self->connected(e);
                                }
                            });
    }

    void connected(const tcp::endpoint& peer) {
        error_code ignored;
        socket_.set_option(tcp::no_delay(true), ignored);
        socket_.set_option(tcp::socket::keep_alive(true), ignored);
        peer_ = name_of(peer);
        if (tls_) {
            hear_tls({});  // the first word of the handshake is ours
        } else {
            tell_.connected({peer_, {}});
        }
        read();
    }

    void read() {
        if (!open_) {
            return;
        }
        socket_.async_read_some(asio::buffer(piece_),
                                [self = shared_from_this()](error_code error, std::size_t size) {
                                    self->heard(error, size);
                                });
    }

    void heard(error_code error, std::size_t size) {
        if (error) {
            end(error);
        } else if (open_) {
            const std::string_view bytes(piece_.data(), size);
            tls_ ? hear_tls(bytes) : tell_.heard(bytes);
            read();
        }
    }

    /// What was said before the trouble was said: it is heard first.
    void hear_tls(std::string_view bytes) {
        const bool was_secure = tls_->is_secure();
        const auto got = tls_->hear(bytes);
        if (auto owed = got.cause ? std::string{} : tls_->take_output(); !owed.empty()) {
            push({std::move(owed), false});
        }
        if (open_ && !was_secure && tls_->is_secure()) {
            tell_.connected({peer_, tls_->terms()});
        }
        if (open_ && !got.plain.empty()) {
            tell_.heard(got.plain);
        }
        if (got.cause) {
            end(*got.cause);
        } else if (of_tls_ > of_tls_max) {
            end("TLS: the switch asks for answers and does not take them");
        }
    }

    void push(outgoing next) {
        of_tls_ += next.asked_for ? 0 : 1;
        unwritten_.push_back(std::move(next));
        if (unwritten_.size() == 1) {
            write_first();
        }
    }

    void write_first() {
        asio::async_write(
            socket_, asio::buffer(unwritten_.front().bytes),
            [self = shared_from_this()](error_code error, std::size_t) { self->written(error); });
    }

    void written(error_code error) {
        if (error) {
            end(error);
            return;
        }
        const bool asked_for = unwritten_.front().asked_for;
        of_tls_ -= asked_for ? 0 : 1;
        unwritten_.pop_front();
        if (!open_) {
            return;
        }
        if (!unwritten_.empty()) {
            write_first();
        }
        if (asked_for) {
            tell_.written();
        }
    }

    /// Says under TLS that we go, and why, if the network takes it at once: nobody waits for it.
    void say_goodbye() {
        if (!tls_ || !socket_.is_open()) {
            return;
        }
        const auto last = tls_->part();
        error_code ignored;
        socket_.non_blocking(true, ignored);
        if (unwritten_.empty() && !last.empty()) {
            socket_.write_some(asio::buffer(last), ignored);
        }
    }

    void end(error_code error) {
        const bool in_handshake = tls_ && !tls_->is_secure() && !peer_.empty();
        end(in_handshake ? tls::session::cut_off(words(error), tls::the_switch) : words(error));
    }

    void end(const std::string& cause) {
        if (open_) {
            close();
            tell_.ended(cause);
        }
    }

    tcp::resolver resolver_;
    tcp::socket socket_;
    connection::listener tell_;
    std::unique_ptr<tls::session> tls_;  // none: plain
    std::string peer_;                   // once the network has reached it
    bool open_ = true;
    std::array<char, piece_bytes> piece_{};
    std::deque<outgoing> unwritten_;
    std::size_t of_tls_ = 0;  // of these, nobody asked for
};

class handle final : public connection {
public:
    handle(asio::io_context& loop, const model::host_address& to, listener tell,
           std::unique_ptr<tls::session> tls)
        : wire_(std::make_shared<wire>(loop, std::move(tell), std::move(tls))) {
        wire_->open(to);
    }
    ~handle() override { wire_->close(); }

    void write(std::string bytes) override { wire_->write(std::move(bytes)); }

private:
    std::shared_ptr<wire> wire_;
};

}  // namespace

std::unique_ptr<connection> connection::open(asio::io_context& loop, const model::host_address& to,
                                             listener tell, const tls::client_profile* with) {
    return std::make_unique<handle>(
        loop, to, std::move(tell),
        with != nullptr ? std::make_unique<tls::session>(*with, to.host) : nullptr);
}

}  // namespace iaq::link
