#include "link/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
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
    wire(asio::io_context& loop, connection::listener tell)
        : resolver_(loop), socket_(loop), tell_(std::move(tell)) {}

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
        unwritten_.push_back(std::move(bytes));
        if (unwritten_.size() == 1) {
            write_first();
        }
    }

    void close() {
        open_ = false;
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
        tell_.connected(name_of(peer));
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
            tell_.heard(std::string_view(piece_.data(), size));
            read();
        }
    }

    void write_first() {
        asio::async_write(
            socket_, asio::buffer(unwritten_.front()),
            [self = shared_from_this()](error_code error, std::size_t) { self->written(error); });
    }

    void written(error_code error) {
        if (error) {
            end(error);
            return;
        }
        unwritten_.pop_front();
        if (!open_) {
            return;
        }
        if (!unwritten_.empty()) {
            write_first();
        }
        tell_.written();
    }

    void end(error_code error) {
        if (open_) {
            close();
            tell_.ended(words(error));
        }
    }

    tcp::resolver resolver_;
    tcp::socket socket_;
    connection::listener tell_;
    bool open_ = true;
    std::array<char, piece_bytes> piece_{};
    std::deque<std::string> unwritten_;
};

class handle final : public connection {
public:
    handle(asio::io_context& loop, const model::host_address& to, listener tell)
        : wire_(std::make_shared<wire>(loop, std::move(tell))) {
        wire_->open(to);
    }
    ~handle() override { wire_->close(); }

    void write(std::string bytes) override { wire_->write(std::move(bytes)); }

private:
    std::shared_ptr<wire> wire_;
};

}  // namespace

std::unique_ptr<connection> connection::open(asio::io_context& loop, const model::host_address& to,
                                             listener tell) {
    return std::make_unique<handle>(loop, to, std::move(tell));
}

}  // namespace iaq::link
