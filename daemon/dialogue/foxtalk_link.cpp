#include "dialogue/foxtalk_link.hpp"

#include "base/assert.hpp"

#include <utility>

namespace iaq::dialogue {

using framing::foxtalk::frame;
namespace foxtalk = framing::foxtalk;

namespace {

constexpr std::uint32_t frame_bytes_min = 64;  // an acknowledgement and a little text must fit

}  // namespace

std::optional<std::string_view> unacceptable(const foxtalk::connect_terms& terms) {
    if (terms.major != 1) {
        return "connect reply names another protocol version";
    }
    if (terms.encryption) {
        return "connect reply asks for FoxTalk's own encryption";
    }
    if (terms.frame_bytes_max < frame_bytes_min) {
        return "connect reply allows frames below 64 bytes only";
    }
    if (terms.timeout_seconds == 0) {
        return "connect reply has no default timeout";
    }
    return std::nullopt;
}

foxtalk_link::foxtalk_link(foxtalk_options options,
                           std::function<model::connection_id()> next_connection,
                           random_source random)
    : line({.hosts = options.hosts,
            .reconnect_wait = options.reconnect_wait,
            .connect_timeout = options.connect_timeout,
            .no_answer = "no connect reply within the connect timeout"},
           std::move(next_connection), std::move(random)),
      options_(std::move(options)) {
    ensure(options_.frame_bytes_max >= frame_bytes_min);
}

void foxtalk_link::begin() { talk_ = std::make_unique<talk>(options_.frame_bytes_max); }

void foxtalk_link::greet() {
    say_frame({.exchange = next_exchange(),
               .type = foxtalk::type::connect,
               .last = true,
               .payload = foxtalk::encode(
                   foxtalk::connect_terms{.major = 1,
                                          .minor = options_.version_minor,
                                          .frame_bytes_max = options_.frame_bytes_max,
                                          .idle_seconds = 0,
                                          .timeout_seconds = 0,
                                          .encryption = false,
                                          .coding = options_.coding,
                                          .newline = options_.newline})});
}

std::uint16_t foxtalk_link::next_exchange() {
    return static_cast<std::uint16_t>(exchanges_.next());
}

void foxtalk_link::all_left() {
    talk_->out.left(now() + std::chrono::seconds(talk_->terms.timeout_seconds));
}

void foxtalk_link::send(const events::send& e) {
    const auto exchange = talk_->out.send(
        e.token, e.payload, exchanges_, now() + std::chrono::seconds(talk_->terms.timeout_seconds));
    std::string all;
    for (const auto& f : foxtalk::split(static_cast<std::uint16_t>(exchange), e.payload,
                                        talk_->terms.frame_bytes_max)) {
        all += foxtalk::encode(f);
    }
    say(std::move(all));
}

void foxtalk_link::abandon(model::send_token token) { talk_->out.abandon(token); }

void foxtalk_link::acknowledge(std::uint32_t exchange) {
    if (const auto answer = talk_->in.durable(static_cast<std::uint16_t>(exchange))) {
        say_frame(*answer);
    }
}

void foxtalk_link::say_frame(const frame& f) { say(foxtalk::encode(f)); }

}  // namespace iaq::dialogue
