#include "intake/tls_stream.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <utility>

namespace iaq::intake {
namespace {

namespace asio = boost::asio;
using tcp = asio::generic::stream_protocol;
using boost::system::error_code;

constexpr std::size_t read_bytes = 16UL * 1024;
constexpr std::size_t at_once = 64UL * 1024;     // of a write, before its progress is seen
constexpr std::size_t of_tls_max = 16UL * 1024;  // answers of TLS itself that wait for the network

class tls_stream final : public stream {
public:
    tls_stream(asio::io_context& loop, int descriptor, std::unique_ptr<tls::session> agreed,
               std::string early)
        : socket_(loop, tcp{AF_INET, IPPROTO_TCP}, descriptor),
          descriptor_(descriptor),
          tls_(std::move(agreed)),
          early_(std::move(early)) {
        error_code ignored;
        socket_.non_blocking(true, ignored);
    }

    void read(std::shared_ptr<stream_user> who) override {
        if (!early_.empty()) {
            asio::post(socket_.get_executor(),
                       [this, who = std::move(who)] { who->heard(std::exchange(early_, {})); });
            return;
        }
        socket_.async_read_some(asio::buffer(buffer_),
                                [this, who = std::move(who)](error_code error, std::size_t size) {
                                    if (error) {
                                        who->broken("closed by the client");
                                    } else {
                                        came({buffer_.data(), size}, who);
                                    }
                                });
    }

    void write(std::span<const std::string_view> frames,
               std::shared_ptr<stream_user> who) override {
        std::string plain;
        for (const auto& each : frames) {
            plain += each;
        }
        auto sealed = tls_->seal(plain);
        if (!sealed) {
            // Not from inside the caller's own work.
            asio::post(socket_.get_executor(),
                       [who = std::move(who)] { who->broken("TLS: nothing more can be said"); });
            return;
        }
        waiting_ += *sealed;
        writer_ = std::move(who);
        flush(writer_);
    }

    [[nodiscard]] std::size_t on_its_way() const override { return unsent_of(descriptor_); }
    [[nodiscard]] bool holds_part() const override { return tls_->holds_part(); }

    void part(std::string_view last) override {
        if (!socket_.is_open()) {
            return;
        }
        // In the middle of a write nothing more makes sense to the client.
        if (!is_writing_) {
            auto bytes = waiting_ + tls_->seal(last).value_or(std::string{}) + tls_->part();
            error_code ignored;
            socket_.write_some(asio::buffer(bytes), ignored);
        }
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_both, ignored);
        socket_.close(ignored);
        writer_.reset();
    }

    [[nodiscard]] utc_time known_until() const override { return tls_->client().who.until; }

    [[nodiscard]] std::string why_no_longer(const tls::server_profile* now_in_force,
                                            utc_time now) const override {
        return now_in_force == nullptr ? "nobody comes over the network any more"
                                       : tls_->why_no_longer(*now_in_force, now);
    }

private:
    void came(std::string_view sealed, const std::shared_ptr<stream_user>& who) {
        const auto got = tls_->hear(sealed);
        const auto owed = tls_->take_output();
        of_tls_ += owed.size();
        waiting_ += owed;
        flush(who);
        if (!got.plain.empty() || !got.cause) {
            who->heard(got.plain);
        }
        if (got.cause) {
            who->broken(*got.cause);
        } else if (of_tls_ > of_tls_max) {
            who->broken("TLS: it asks for answers and does not take them");
        }
    }

    void flush(const std::shared_ptr<stream_user>& who) {
        if (is_writing_ || waiting_.empty() || !socket_.is_open()) {
            return;
        }
        is_writing_ = true;
        of_tls_ = 0;
        leaving_ = std::exchange(waiting_, {});
        const auto tell_progress = [this](error_code error, std::size_t size) {
            if (!error && size > 0 && writer_) {
                writer_->taken(false);
            }
            return error ? std::size_t{0} : at_once;
        };
        asio::async_write(socket_, asio::buffer(leaving_), tell_progress,
                          [this, who](error_code error, std::size_t) { left(error, who); });
    }

    void left(error_code error, const std::shared_ptr<stream_user>& who) {
        is_writing_ = false;
        if (error) {
            who->broken("closed by the client");
            return;
        }
        flush(who);
        if (!is_writing_ && writer_) {
            std::exchange(writer_, nullptr)->taken(true);
        }
    }

    tcp::socket socket_;
    int descriptor_;  // of the socket, while it is open
    std::unique_ptr<tls::session> tls_;
    std::string early_;
    std::array<char, read_bytes> buffer_{};
    std::string waiting_, leaving_;        // sealed
    std::shared_ptr<stream_user> writer_;  // of the write under way; none: TLS alone is owed
    std::size_t of_tls_ = 0;               // of those waiting, bytes that nobody asked to write
    bool is_writing_ = false;
};

}  // namespace

std::unique_ptr<stream> make_tls_stream(asio::io_context& loop, int descriptor,
                                        std::unique_ptr<tls::session> agreed, std::string early) {
    return std::make_unique<tls_stream>(loop, descriptor, std::move(agreed), std::move(early));
}

}  // namespace iaq::intake
