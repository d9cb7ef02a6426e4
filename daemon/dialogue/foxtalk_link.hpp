#pragma once

#include "dialogue/foxtalk_inbound.hpp"
#include "dialogue/foxtalk_outbound.hpp"
#include "dialogue/link_events.hpp"
#include "dialogue/reconnect_schedule.hpp"
#include "framing/foxtalk.hpp"

#include <cstdint>
#include <deque>
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

/// The client's side of one FoxTalk line as a machine without a socket or a clock (domain.md 2.1):
/// connect, negotiate, heartbeats, one message at a time each way, reconnect for ever. One a
/// station. Whatever the other side does, a step ends in actions; it never throws.
class foxtalk_link {
public:
    enum class state : std::uint8_t { idle, waiting, connecting, negotiating, up, stopped };

    /// `next_connection` gives a new id at every call.
    ///
    /// Requires: at least one host, and `frame_bytes_max` at least 64.
    foxtalk_link(foxtalk_options options, std::function<model::connection_id()> next_connection,
                 random_source random);

    /// Takes one event and returns what must be done, in order. An event that does not fit the
    /// state changes nothing: a send or an acknowledgement for a line that is down is dropped,
    /// since `went_down` has said so.
    ///
    /// Requires: no `send` of another message while one is in flight that was neither answered,
    /// abandoned nor reported as unacknowledged: it would break stop-and-wait. `now` never
    /// decreases.
    actions::list step(const events::event& happened, mono_time now);

    [[nodiscard]] state current() const { return state_; }

    /// Returns how many frames made no sense where they came and were passed over, since the start.
    [[nodiscard]] std::uint64_t curiosities() const { return curiosities_; }

private:
    /// What lives as long as one connection, or one attempt at it.
    struct connection {
        connection(std::size_t to, model::connection_id number, std::uint32_t frame_bytes_max)
            : host(to), id(number), reader(frame_bytes_max) {}

        std::size_t host;
        model::connection_id id;
        framing::foxtalk::reader reader;
        foxtalk_inbound in;
        foxtalk_outbound out;
        actions::link_terms terms;
        mono_time up_since{}, last_heard{}, last_sent{};
        std::optional<std::uint16_t> heartbeat;  // exchange of our latest one
        std::optional<mono_time> echo_by;
        std::deque<std::size_t> unfinished;  // sizes of writes
        std::size_t unfinished_bytes = 0;
        std::uint64_t bytes_in = 0, bytes_out = 0;
    };

    void on(const events::started& e);
    void on(const events::connected& e);
    void on(const events::connect_failed& e);
    void on(const events::bytes_heard& e);
    void on(const events::write_finished& e);
    void on(const events::connection_closed& e);
    void on(const events::time_passed& e);
    void on(const events::send& e);
    void on(const events::abandon& e);
    void on(const events::acknowledge& e);
    void on(const events::stopped& e);

    void frame_heard(framing::foxtalk::frame f);
    void connect_reply_heard(const framing::foxtalk::frame& f);
    void frame_heard_up(framing::foxtalk::frame f);
    void answer_heard(const framing::foxtalk::frame& f);
    void heartbeat_heard(const framing::foxtalk::frame& f);
    void data_heard(framing::foxtalk::frame f);

    void look_at_clock();
    void look_at_clock_up();
    [[nodiscard]] std::optional<mono_time> next_due() const;
    [[nodiscard]] std::optional<mono_time> next_due_up() const;
    [[nodiscard]] std::optional<mono_time> heartbeat_due() const;
    [[nodiscard]] std::optional<mono_time> silence_due() const;

    void open_next();
    void drop(std::string_view cause);
    void lost(std::string_view cause);
    void forget_line(std::string_view cause);
    void say(const framing::foxtalk::frame& f);
    void flush();
    [[nodiscard]] bool has_connection() const;

    foxtalk_options options_;
    std::function<model::connection_id()> next_connection_;
    reconnect_schedule schedule_;
    exchange_counter exchanges_;
    state state_ = state::idle;
    std::unique_ptr<connection> line_;  // while connecting, negotiating or up
    mono_time due_{};                   // while waiting, connecting or negotiating
    std::optional<mono_time> woken_at_;
    std::uint64_t curiosities_ = 0;

    // Of the step that runs.
    mono_time now_{};
    actions::list wanted_;
    std::string saying_;
};

/// Returns why a client must leave when these are the server's terms; nothing when it can stay.
std::optional<std::string_view> unacceptable(const framing::foxtalk::connect_terms& terms);

}  // namespace iaq::dialogue
