#include "intake/unix_stream.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <array>
#include <utility>
#include <vector>

namespace iaq::intake {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t read_bytes = 16UL * 1024;
constexpr std::size_t at_once = 64UL * 1024;  // of a write, before its progress is seen
constexpr int held_bytes = 8 * 1024;          // the system doubles it, and counts its own part

class unix_stream final : public stream {
public:
    unix_stream(asio::io_context& loop, int descriptor)
        : socket_(loop, asio::local::stream_protocol{}, descriptor), descriptor_(descriptor) {
        socket_.non_blocking(true);
    }

    void read(std::shared_ptr<stream_user> who) override {
        socket_.async_read_some(asio::buffer(buffer_),
                                [this, who = std::move(who)](error_code error, std::size_t size) {
                                    if (error) {
                                        who->broken("closed by the client");
                                    } else {
                                        who->heard({buffer_.data(), size});
                                    }
                                });
    }

    void write(std::span<const std::string_view> frames,
               std::shared_ptr<stream_user> who) override {
        std::vector<asio::const_buffer> buffers;
        buffers.reserve(frames.size());
        for (const auto& each : frames) {
            buffers.push_back(asio::buffer(each));
        }
        const auto tell_progress = [who](error_code error, std::size_t size) {
            if (!error && size > 0) {
                who->taken(false);
            }
            return error ? std::size_t{0} : at_once;
        };
        asio::async_write(socket_, buffers, tell_progress, [who](error_code error, std::size_t) {
            if (error) {
                who->broken("closed by the client");
            } else {
                who->taken(true);
            }
        });
    }

    [[nodiscard]] std::size_t on_its_way() const override { return unsent_of(descriptor_); }

    void hold_little() override {
        const asio::socket_base::send_buffer_size little{held_bytes};
        error_code ignored;
        socket_.set_option(little, ignored);
    }

    void part(std::string_view last) override {
        error_code ignored;
        if (!last.empty()) {
            socket_.write_some(asio::buffer(last), ignored);
        }
        socket_.shutdown(asio::local::stream_protocol::socket::shutdown_both, ignored);
        socket_.close(ignored);
    }

private:
    asio::local::stream_protocol::socket socket_;
    int descriptor_;  // of the socket, while it is open
    std::array<char, read_bytes> buffer_{};
};

}  // namespace

std::size_t unsent_of(int socket) {
    int held = 0;
    return ::ioctl(socket, SIOCOUTQ, &held) == 0 && held > 0 ? static_cast<std::size_t>(held) : 0;
}

std::unique_ptr<stream> make_unix_stream(asio::io_context& loop, int descriptor) {
    return std::make_unique<unix_stream>(loop, descriptor);
}

}  // namespace iaq::intake
