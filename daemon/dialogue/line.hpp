#pragma once

#include "dialogue/link_events.hpp"
#include "dialogue/reconnect_schedule.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace iaq::dialogue {

/// What a line needs to come to a connection.
struct line_options {
    std::size_t hosts = 1;
    nanoseconds reconnect_wait{30s};
    nanoseconds connect_timeout{30s};  // for the connection, and again for the first answer
    std::string_view no_answer;        // why it is closed when that does not come
};

/// One station's line as a machine without a socket or a clock: connects, keeps the connection,
/// reconnects for ever, writes once a step. What is said on it is the business of its heirs, one
/// for each protocol. Whatever the other side does, a step ends in actions; it never throws.
class line {
public:
    enum class state : std::uint8_t { idle, waiting, connecting, negotiating, up, stopped };

    line(const line&) = delete;
    line& operator=(const line&) = delete;
    virtual ~line() = default;

    /// Takes one event and returns what must be done, in order. An event that does not fit the
    /// state changes nothing: a send or an acknowledgement for a line that is down is dropped,
    /// since `went_down` has said so.
    ///
    /// Requires: no `send` of another message while as many as the line may have in flight were
    /// neither answered, abandoned nor reported as unacknowledged. `now` never decreases.
    actions::list step(const events::event& happened, mono_time now);

    [[nodiscard]] state current() const { return state_; }

    /// Returns how many frames made no sense where they came and were passed over, since the start.
    [[nodiscard]] std::uint64_t curiosities() const { return curiosities_; }

protected:
    /// `next_connection` gives a new id at every call.
    ///
    /// Requires: at least one host.
    line(const line_options& options, std::function<model::connection_id()> next_connection,
         random_source random);

    // For the heirs, within a step.
    void say(std::string_view bytes) { saying_ += bytes; }
    void want(actions::action a) { wanted_.push_back(std::move(a)); }
    /// The first exchange is done. The address is not tried again before `timeout` has passed.
    void come_up(const actions::link_terms& terms, nanoseconds timeout);
    /// Ends the connection from our side.
    void drop(std::string_view cause);
    void note_curious() { ++curiosities_; }

    [[nodiscard]] mono_time now() const { return now_; }
    [[nodiscard]] model::connection_id connection() const { return wire_->id; }
    [[nodiscard]] mono_time last_heard() const { return wire_->last_heard; }
    [[nodiscard]] mono_time last_sent() const { return wire_->last_sent; }

private:
    // What is said on the line. Except for the first, all are asked while a connection stands.

    /// A new attempt: what was said on the last connection is forgotten.
    virtual void begin() = 0;
    /// Says the first words. `come_up` follows the answer to them.
    virtual void greet() = 0;
    virtual void feed(std::string_view bytes) = 0;
    /// Takes the next frame of what was fed. False when none is whole.
    virtual bool take_frame() = 0;

    // These while it is up.
    virtual void send(const events::send& e) = 0;
    virtual void abandon(model::send_token token) = 0;
    virtual void acknowledge(std::uint32_t exchange) = 0;
    /// Everything said so far has left the process.
    virtual void all_left() = 0;
    virtual void look_at_clock_up() = 0;
    [[nodiscard]] virtual std::optional<mono_time> next_due_up() const = 0;

    /// What lives as long as one connection, or one attempt at it.
    struct wire {
        std::size_t host = 0;
        model::connection_id id = model::connection_id::none;
        mono_time up_since{}, last_heard{}, last_sent{};
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

    void look_at_clock();
    [[nodiscard]] std::optional<mono_time> next_due() const;
    void open_next();
    void lost(std::string_view cause);
    void forget_wire(std::string_view cause);
    void flush();
    [[nodiscard]] bool has_connection() const;

    line_options options_;
    std::function<model::connection_id()> next_connection_;
    reconnect_schedule schedule_;
    state state_ = state::idle;
    std::optional<wire> wire_;  // while connecting, negotiating or up
    mono_time due_{};           // while waiting, connecting or negotiating
    std::optional<mono_time> woken_at_;
    std::uint64_t curiosities_ = 0;

    // Of the step that runs.
    mono_time now_{};
    actions::list wanted_;
    std::string saying_;
};

}  // namespace iaq::dialogue
