#include "intake/handshake.hpp"

#include "intake/tls_stream.hpp"
#include "model/limits.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <utility>

namespace iaq::intake {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::generic::stream_protocol;

constexpr std::size_t read_bytes = 4096;
const std::string cut_short = "it went before it was known";

class network_handshake final : public handshake,
                                public std::enable_shared_from_this<network_handshake> {
public:
    network_handshake(asio::io_context& loop, int descriptor,
                      std::shared_ptr<const tls::server_profile> with, instant now, listener tell)
        : loop_(loop),
          socket_(loop, tcp{AF_INET, IPPROTO_TCP}, descriptor),
          tls_(std::make_unique<tls::session>(std::move(with), now.utc)),
          since_(now.mono),
          tell_(std::move(tell.over)),
          computes_(std::move(tell.computes)) {
        error_code ignored;
        socket_.non_blocking(true, ignored);
    }

    void read();
    void drop() override;
    void give_up(const std::string& cause) override;
    [[nodiscard]] mono_time since() const override { return since_; }

private:
    void heard(std::string_view bytes);
    void go_on();

    asio::io_context& loop_;
    tcp::socket socket_;
    std::unique_ptr<tls::session> tls_;
    mono_time since_;
    std::function<void(outcome)> tell_;  // none: it is over
    std::function<void()> computes_;     // none: told
    std::array<char, read_bytes> buffer_{};
    std::size_t heard_bytes_ = 0;
    std::string leaving_, early_;
};

void network_handshake::read() {
    socket_.async_read_some(asio::buffer(buffer_),
                            [self = shared_from_this()](error_code error, std::size_t size) {
                                if (error) {
                                    self->give_up(cut_short);
                                } else if (self->tell_) {
                                    self->heard({self->buffer_.data(), size});
                                }
                            });
}

void network_handshake::heard(std::string_view bytes) {
    heard_bytes_ += bytes.size();
    auto got = tls_->hear(bytes);
    if (got.cause) {
        give_up(*got.cause);
        return;
    }
    if (!tls_->is_secure() && heard_bytes_ > model::limits::handshake_bytes_max) {
        give_up("it said too much before it was known");
        return;
    }
    early_ += got.plain;
    leaving_ = tls_->take_output();
    if (!leaving_.empty() && computes_) {
        std::exchange(computes_, nullptr)();
    }
    if (leaving_.empty()) {
        go_on();
        return;
    }
    asio::async_write(socket_, asio::buffer(leaving_),
                      [self = shared_from_this()](error_code error, std::size_t) {
                          if (error) {
                              self->give_up(cut_short);
                          } else if (self->tell_) {
                              self->go_on();
                          }
                      });
}

void network_handshake::go_on() {
    if (!tls_->is_secure()) {
        read();
        return;
    }
    outcome known{nullptr, tls_->client(), tls_->terms(), {}};
    known.line = make_tls_stream(loop_, socket_.release(), std::move(tls_), std::move(early_));
    std::exchange(tell_, nullptr)(std::move(known));
}

void network_handshake::give_up(const std::string& cause) {
    if (!tell_) {
        return;
    }
    const auto tell = std::exchange(tell_, nullptr);
    // An alert, the same whatever was wrong with a certificate; nobody waits for it to arrive.
    const auto last = tls_->take_output();
    error_code ignored;
    socket_.write_some(asio::buffer(last), ignored);
    socket_.close(ignored);
    tell({nullptr, tls_->client(), {}, cause});
}

void network_handshake::drop() {
    tell_ = nullptr;
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace

std::shared_ptr<handshake> handshake::begin(asio::io_context& loop, int descriptor,
                                            std::shared_ptr<const tls::server_profile> with,
                                            instant now, listener tell) {
    auto made = std::make_shared<network_handshake>(loop, descriptor, std::move(with), now,
                                                    std::move(tell));
    made->read();
    return made;
}

}  // namespace iaq::intake
