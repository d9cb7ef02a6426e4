#pragma once

#include "model/ids.hpp"

#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a conversation machine is told and what it wants: the words between it and the hand that
/// holds the socket. They name no protocol.
namespace iaq::dialogue::events {

struct started {};
/// The connection asked for by the last `open_connection` stands.
struct connected {};
/// It does not, and will not.
struct connect_failed {
    std::string cause;
};
/// The view is used during the step only.
struct bytes_heard {
    std::string_view bytes;
};
/// The oldest unfinished write has left.
struct write_finished {};
/// The other side or the network ended the connection. Never said after `close_connection`.
struct connection_closed {
    std::string cause;
};
/// A time asked for by `wake_at` may have come.
struct time_passed {};
/// The same token, or the same payload, while it is in flight is a resend.
struct send {
    model::send_token token = model::sequence::none;
    std::string payload;
};
struct abandon {
    model::send_token token = model::sequence::none;
};
/// The message heard on this connection under this exchange (FoxTalk) or validation (DMPP) is
/// durable (G3).
struct acknowledge {
    model::connection_id connection = model::connection_id::none;
    std::uint32_t exchange = 0;
};
struct stopped {};

using event = std::variant<started, connected, connect_failed, bytes_heard, write_finished,
                           connection_closed, time_passed, send, abandon, acknowledge, stopped>;

}  // namespace iaq::dialogue::events

namespace iaq::dialogue::actions {

struct open_connection {
    std::size_t host = 0;  // place in the station's hosts
    model::connection_id connection = model::connection_id::none;
};
/// Writes leave in the order asked for; each is reported by one `write_finished`.
struct write {
    std::string bytes;
};
/// Drop the connection, or the attempt at one, with everything unwritten. No event of it follows.
struct close_connection {
    std::string cause;
};
/// Replaces the time asked for before.
struct wake_at {
    mono_time at{};
};
/// What rules from now on, as the other side set it.
struct link_terms {
    std::uint32_t frame_bytes_max = 0;
    std::uint32_t idle_seconds = 0;
    std::uint32_t timeout_seconds = 0;
};
struct came_up {
    model::connection_id connection = model::connection_id::none;
    link_terms terms;
};
/// Said once for each `came_up`. A send in flight is forgotten with it.
struct went_down {
    model::connection_id connection = model::connection_id::none;
    std::string cause;
    std::uint64_t bytes_in = 0, bytes_out = 0;
    nanoseconds duration{};
};
/// A whole message of the switch. It is acknowledged when `events::acknowledge` says so.
struct heard {
    model::connection_id connection = model::connection_id::none;
    std::uint32_t exchange = 0;
    std::string bytes;
};
struct send_acknowledged {
    model::send_token token = model::sequence::none;
};
struct send_refused {
    model::send_token token = model::sequence::none;
    std::string text;        // printable ASCII, at most 512
    bool temporary = false;  // the protocol itself says: later
};
struct send_unacknowledged {
    model::send_token token = model::sequence::none;
};

/// The switch said what we do not take, and was told so. Once for each cause on a connection.
struct refused_heard {
    std::string_view cause;  // lives for ever
};

using action =
    std::variant<open_connection, write, close_connection, wake_at, came_up, went_down, heard,
                 send_acknowledged, send_refused, send_unacknowledged, refused_heard>;
using list = std::vector<action>;

}  // namespace iaq::dialogue::actions
