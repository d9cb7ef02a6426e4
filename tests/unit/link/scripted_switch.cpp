#include "unit/link/scripted_switch.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <utility>
#include <variant>

namespace iaq::link {

namespace asio = boost::asio;
using asio::ip::tcp;
using framing::foxtalk::reader;

struct scripted_switch::sockets {
    explicit sockets(asio::io_context& loop)
        : acceptor(loop, tcp::endpoint{asio::ip::address_v4::loopback(), 0}), peer(loop) {}

    tcp::acceptor acceptor;
    tcp::socket peer;
    reader frames{0xFFFFFFFF};
    std::array<char, 4096> piece{};
    std::unique_ptr<tls::tls_switch> secure;  // of this connection
};

scripted_switch::scripted_switch(asio::io_context& loop)
    : sockets_(std::make_unique<sockets>(loop)) {
    terms.frame_bytes_max = 8000;
    terms.idle_seconds = 180;
    terms.timeout_seconds = 1;
    accept();
}

scripted_switch::~scripted_switch() = default;

std::uint16_t scripted_switch::port() const { return sockets_->acceptor.local_endpoint().port(); }

void scripted_switch::say(const std::string& bytes) { put(wrapped(bytes)); }

void scripted_switch::say_half(const frame& f) {
    const auto all = wrapped(framing::foxtalk::encode(f));
    put(all.substr(0, all.size() / 2));
    hang_up();
}

void scripted_switch::say_last(const frame& f) {
    auto bytes = wrapped(framing::foxtalk::encode(f));
    bytes += sockets_->secure->close();
    put(bytes);
}

std::string scripted_switch::wrapped(const std::string& bytes) {
    return sockets_->secure ? sockets_->secure->say(bytes) : bytes;
}

/// The station may be gone already.
void scripted_switch::put(const std::string& bytes) {
    boost::system::error_code gone;
    asio::write(sockets_->peer, asio::buffer(bytes), gone);
}

void scripted_switch::hang_up() { sockets_->peer.close(); }

void scripted_switch::close() {
    sockets_->acceptor.close();
    sockets_->peer.close();
}

void scripted_switch::accept() {
    sockets_->acceptor.async_accept([this](boost::system::error_code error, tcp::socket peer) {
        if (error) {
            return;
        }
        sockets_->peer = std::move(peer);
        sockets_->frames = reader(0xFFFFFFFF);
        sockets_->secure = tls ? std::make_unique<iaq::tls::tls_switch>(*tls) : nullptr;
        ++connections;
        read();
        accept();
    });
}

void scripted_switch::read() {
    sockets_->peer.async_read_some(asio::buffer(sockets_->piece),
                                   [this](boost::system::error_code error, std::size_t n) {
                                       if (error) {
                                           return;
                                       }
                                       take(std::string_view(sockets_->piece.data(), n));
                                       if (sockets_->peer.is_open()) {
                                           read();
                                       }
                                   });
}

void scripted_switch::take(std::string_view bytes) {
    network += bytes;
    if (silent) {
        return;
    }
    std::string plain{bytes};
    if (sockets_->secure) {
        put(sockets_->secure->hear(bytes));
        plain = std::exchange(sockets_->secure->heard, {});
        was_told = was_told || sockets_->secure->was_closed;
        if (sockets_->secure->failed || sockets_->secure->was_closed) {
            hang_up();
            return;
        }
    }
    sockets_->frames.feed(plain);
    for (auto got = sockets_->frames.next(); auto* f = std::get_if<frame>(&got);
         got = sockets_->frames.next()) {
        take(*f);
    }
}

void scripted_switch::take(const frame& f) {
    heard.push_back(f);
    if (f.type == framing::foxtalk::type::connect) {
        say(frame{f.exchange, f.type, true, framing::foxtalk::encode(terms)});
    } else {
        hears(f);
    }
}

}  // namespace iaq::link
