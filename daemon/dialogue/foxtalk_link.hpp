#pragma once

#include "dialogue/foxtalk_inbound.hpp"
#include "dialogue/line.hpp"
#include "dialogue/outbound.hpp"
#include "framing/foxtalk.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace iaq::dialogue {

/// What a FoxTalk client may choose. Where the specification leaves a choice or contradicts its own
/// example (the minor version), the default is what domain.md 2.1 infers.
struct foxtalk_options {
    std::size_t hosts = 1;
    nanoseconds reconnect_wait{30s};
    nanoseconds connect_timeout{30s};       // for the connection, and again for the connect reply
    std::uint32_t frame_bytes_max = 65000;  // offered; at least 64
    std::uint16_t version_minor = 1;
    std::string coding = "NON";
    std::string newline = "CRLF";
};

/// The client's side of one FoxTalk line (domain.md 2.1): connect, negotiate, heartbeats, one
/// message at a time each way.
class foxtalk_link final : public line {
public:
    /// Requires: as `line`, and `frame_bytes_max` at least 64.
    foxtalk_link(foxtalk_options options, std::function<model::connection_id()> next_connection,
                 random_source random);

private:
    /// What lives as long as one connection.
    struct talk {
        explicit talk(std::uint32_t frame_bytes_max) : reader(frame_bytes_max) {}

        framing::foxtalk::reader reader;
        foxtalk_inbound in;
        outbound out{1};  // stop-and-wait
        actions::link_terms terms;
        mono_time last_data{};                   // the switch's last frame of a message
        std::optional<std::uint16_t> heartbeat;  // exchange of our latest one
        std::optional<mono_time> echo_by;
    };

    void begin() override;
    void greet() override;
    void feed(std::string_view bytes) override;
    bool take_frame() override;
    void send(const events::send& e) override;
    void abandon(model::send_token token) override;
    void acknowledge(std::uint32_t exchange) override;
    void all_left() override;
    void look_at_clock_up() override;
    [[nodiscard]] std::optional<mono_time> next_due_up() const override;

    void frame_heard(framing::foxtalk::frame f);
    void connect_reply_heard(const framing::foxtalk::frame& f);
    void frame_heard_up(framing::foxtalk::frame f);
    void answer_heard(const framing::foxtalk::frame& f);
    void heartbeat_heard(const framing::foxtalk::frame& f);
    void data_heard(framing::foxtalk::frame f);
    void say_frame(const framing::foxtalk::frame& f);
    std::uint16_t next_exchange();

    [[nodiscard]] std::optional<mono_time> heartbeat_due() const;
    [[nodiscard]] std::optional<mono_time> silence_due() const;

    foxtalk_options options_;
    round_counter exchanges_{0xFFFF};
    std::unique_ptr<talk> talk_;
};

/// Returns why a client must leave when these are the server's terms; nothing when it can stay.
std::optional<std::string_view> unacceptable(const framing::foxtalk::connect_terms& terms);

}  // namespace iaq::dialogue
