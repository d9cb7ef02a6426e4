#include "intake/session.hpp"

#include "contract/frames.hpp"
#include "model/answer.hpp"
#include "model/limits.hpp"
#include "observe/log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <deque>
#include <vector>

namespace iaq::intake {

namespace asio = boost::asio;
namespace limits = model::limits;
using boost::system::error_code;

namespace {

constexpr std::size_t read_bytes = 16 * 1024;
constexpr std::size_t frames_at_once = 64;

std::string cause_of(error_code error) {
    return error == asio::error::eof ? "closed by the client" : error.message();
}

class stream_session final : public session, public std::enable_shared_from_this<stream_session> {
public:
    stream_session(asio::io_context& loop, int descriptor, model::session_id id, events what)
        : socket_(loop, asio::local::stream_protocol{}, descriptor),
          id_(id),
          what_(std::move(what)) {
        socket_.non_blocking(true);
    }

    void start() override { read_on(); }
    void write(std::string frame, bool pushed) override;
    void close_after_writing(std::string cause) override;
    void close_now(std::string cause) override;
    [[nodiscard]] bool is_writing() const override { return open_ && !queue_.empty(); }

private:
    void read_on();
    void take_frames();
    void serve(std::string_view bytes);
    void refuse_and_close(model::answers::error_code code, std::string text);
    void write_on();
    void written(std::size_t frames);

    asio::local::stream_protocol::socket socket_;
    model::session_id id_;
    events what_;
    std::array<char, read_bytes> buffer_{};
    std::string inbox_;
    std::deque<std::pair<std::string, bool>> queue_;  // frame, pushed
    std::size_t queued_bytes_ = 0, in_flight_ = 0;
    std::uint64_t bytes_in_ = 0, bytes_out_ = 0;
    std::string closing_for_;
    bool open_ = true, reading_ = false, writing_ = false, closing_ = false;
};

void stream_session::read_on() {
    if (!open_ || reading_ || closing_ || in_flight_ >= limits::calls_in_flight_max ||
        queued_bytes_ > limits::session_backlog_bytes_max / 4) {
        return;
    }
    reading_ = true;
    socket_.async_read_some(asio::buffer(buffer_),
                            [self = shared_from_this()](error_code error, std::size_t size) {
                                self->reading_ = false;
                                if (error) {
                                    self->close_now(cause_of(error));
                                    return;
                                }
                                self->bytes_in_ += size;
                                self->inbox_.append(self->buffer_.data(), size);
                                self->take_frames();
                                self->read_on();
                            });
}

void stream_session::take_frames() {
    std::size_t at = 0;
    while (open_ && !closing_) {
        const auto rest = std::string_view{inbox_}.substr(at);
        const auto prefix = contract::read_prefix(rest);
        if (prefix.found == contract::prefix::state::too_long ||
            (prefix.found == contract::prefix::state::complete &&
             prefix.length > limits::request_bytes_max)) {
            refuse_and_close(model::answers::error_code::too_large,
                             "a frame has at most 65536 bytes; the connection is closed");
            break;
        }
        if (prefix.found == contract::prefix::state::incomplete ||
            rest.size() < prefix.size + prefix.length) {
            break;
        }
        serve(rest.substr(prefix.size, prefix.length));
        at += prefix.size + prefix.length;
    }
    inbox_.erase(0, at);
}

void stream_session::serve(std::string_view bytes) {
    auto frame = contract::read_client_frame(bytes);
    ++in_flight_;
    what_.tell(model::inputs::call_received{id_, frame.request_id, std::move(frame.acting_user),
                                            std::move(frame.call)});
}

void stream_session::refuse_and_close(model::answers::error_code code, std::string text) {
    model::answers::error refusal;
    refusal.code = code;
    refusal.message = std::move(text);
    write(contract::write_answer(0, refusal), true);
    close_after_writing("a frame of more than 65536 bytes");
}

void stream_session::write(std::string frame, bool pushed) {
    if (!open_) {
        return;
    }
    queued_bytes_ += frame.size();
    queue_.emplace_back(std::move(frame), pushed);
    if (queued_bytes_ > limits::session_backlog_bytes_max) {
        observe::say(observe::event::session_too_slow, {static_cast<std::uint64_t>(id_)});
        close_now("it read too slowly");
        return;
    }
    write_on();
}

void stream_session::write_on() {
    if (!open_ || writing_ || queue_.empty()) {
        return;
    }
    writing_ = true;
    std::vector<asio::const_buffer> buffers;
    for (const auto& [frame, pushed] : queue_) {
        buffers.push_back(asio::buffer(frame));
        if (buffers.size() == frames_at_once) {
            break;
        }
    }
    const auto frames = buffers.size();
    asio::async_write(socket_, buffers,
                      [self = shared_from_this(), frames](error_code error, std::size_t size) {
                          self->writing_ = false;
                          self->bytes_out_ += size;
                          if (error) {
                              self->close_now(cause_of(error));
                              return;
                          }
                          self->written(frames);
                      });
}

void stream_session::written(std::size_t frames) {
    std::size_t pushed_frames = 0;
    for (std::size_t i = 0; i < frames && !queue_.empty(); ++i) {
        const auto& [frame, pushed] = queue_.front();
        queued_bytes_ -= frame.size();
        pushed_frames += pushed ? 1U : 0U;
        in_flight_ -= !pushed && in_flight_ > 0 ? 1U : 0U;
        queue_.pop_front();
    }
    if (pushed_frames > 0) {
        what_.tell(model::inputs::session_drained{id_, pushed_frames});
    }
    if (queue_.empty() && closing_) {
        close_now(closing_for_);
        return;
    }
    write_on();
    read_on();
}

void stream_session::close_after_writing(std::string cause) {
    closing_ = true;
    closing_for_ = std::move(cause);
    if (queue_.empty()) {
        close_now(closing_for_);
    }
}

void stream_session::close_now(std::string cause) {
    if (!open_) {
        return;
    }
    open_ = false;
    error_code ignored;
    socket_.shutdown(asio::local::stream_protocol::socket::shutdown_both, ignored);
    socket_.close(ignored);
    what_.gone({id_, std::move(cause), bytes_in_, bytes_out_});
}

}  // namespace

std::shared_ptr<session> session::take_over(asio::io_context& loop, int descriptor,
                                            model::session_id id, events what) {
    return std::make_shared<stream_session>(loop, descriptor, id, std::move(what));
}

}  // namespace iaq::intake
