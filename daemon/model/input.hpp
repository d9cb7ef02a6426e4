#pragma once

#include "model/call.hpp"
#include "model/ids.hpp"
#include "model/segments.hpp"
#include "model/sidecar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// Everything that can happen to the engine. Edges turn the world into these.
namespace iaq::model::inputs {

/// A peer was authenticated. Sessions without a known principal never come here.
struct session_opened {
    session_id session = session_id::none;
    std::size_t principal = 0;   // place in settings.principals
    std::string principal_name;  // URI or "uid:N"
    std::string default_user;    // the Unix user's name; empty over the network
    std::string source;          // "unix:pid=N", "192.0.2.1:50000"
    std::string tls = {};        // version and suite; empty over the Unix socket
    std::string target = {};     // where it connected to: "unix:PATH", "192.0.2.7:7443"
    std::uint64_t rules = 0;     // the set of files that `principal` is a place in
};
struct session_closed {
    session_id session = session_id::none;
    std::string cause = {};  // without content of the peer's
    std::uint64_t bytes_in = 0, bytes_out = 0;
};
/// A peer that is nobody we know, or one connection too many. Told at once for the first in a
/// minute of the same peer and cause, and once for all others when that minute is over.
struct session_refused {
    std::string source;  // "unix:uid=N", or an address without its port; "several"
    std::string cause;   // in words of ours, without anything of the peer's
    std::uint64_t count = 1;
};
/// `frames` pushed deliveries have left the process for this session.
struct session_drained {
    session_id session = session_id::none;
    std::size_t frames = 0;
};
struct call_received {
    session_id session = session_id::none;
    std::uint64_t request_id = 0;
    std::string acting_user;  // as asserted; empty when not
    calls::call call;
};
/// Every record up to and including this one is on stable storage.
struct durable_up_to {
    sequence upto = sequence::none;
};
struct link_came_up {
    station_index station{};
    connection_id connection = connection_id::none;
    std::string peer;
    std::uint32_t frame_bytes_max = 0, idle_seconds = 0, timeout_seconds = 0;
    std::string tls = {};  // version and suite; empty: plain
};
struct link_went_down {
    station_index station{};
    connection_id connection = connection_id::none;
    std::string peer, cause;
    std::uint64_t bytes_in = 0, bytes_out = 0, milliseconds = 0;
};
/// One whole message of the switch, not yet acknowledged to it.
struct frame_heard {
    station_index station{};
    connection_id connection = connection_id::none;
    std::uint32_t exchange = 0;  // DMPP: validation
    std::string bytes;
};
/// The switch acknowledged the send of `token`.
struct send_acknowledged {
    station_index station{};
    send_token token = sequence::none;
};
/// The switch said no to the send of `token`, in these words.
struct send_refused {
    station_index station{};
    send_token token = sequence::none;
    std::string text;
    bool temporary = false;  // the protocol itself says: later
};
/// No acknowledgement within the link's timeout.
struct send_unacknowledged {
    station_index station{};
    send_token token = sequence::none;
};
/// Whether the journal found no room for its next segment.
struct space {
    bool is_short = false;
};
/// A start with the previous master key has gone through all sidecars: each is under the new one.
/// Names of the keys in hex.
struct sidecars_wrapped {
    std::string old_key_id, new_key_id;
    std::vector<sidecar_found> sidecars;  // all there are
};
/// What `prepare_shred` came to: the sidecars as they would be, or why not.
struct shred_prepared {
    std::vector<records::wrapped_sidecar> sidecars;
    std::string refusal;  // empty: they are ready
};
/// The keys are gone, durably.
struct shred_done {};
/// Told at the start, and whenever a segment is closed or dropped.
struct segments_changed {
    journal_segments now;
};
/// What `prepare_drop` came to: SHA-256 of the state that stands for what goes.
struct drop_prepared {
    sequence first_kept = sequence::none;
    std::string base_sha256;  // empty: it could not be made ready
};
/// Somebody wants the files read anew who waits for no answer.
struct reload_asked {
    std::string source;  // "SIGHUP"
};
/// What `read_rules` came to: something is wrong, each a line with its place.
struct rules_refused {
    std::vector<std::string> complaints;
};
/// What `read_rules` came to: the set that was laid out before this input.
struct rules_changed {};
/// Told every few seconds: whether somebody keeps the system's clock right; nothing when the system
/// does not say.
struct clock_told {
    std::optional<bool> synchronised;
};
/// Told at the start and with each new set of files: when the first of these certificates ends.
struct certificates_told {
    std::string station;            // whose line; empty: the daemon's own
    std::optional<utc_time> until;  // nothing: it has none
};
/// One line that `iaq-journal` wrote before it showed personal data, and where the file goes on.
struct access_line {
    std::string words;
    std::uint64_t end = 0;  // bytes of the file up to and including it
};
/// What `look_for_reads` came to.
struct offline_reads {
    std::vector<access_line> lines;
    bool more = false;        // there are further lines
    bool is_shorter = false;  // the file has fewer bytes than were folded in: `size`
    std::uint64_t size = 0;
};
/// The armed time has come.
struct deadline_reached {};
enum class shutdown_kind : std::uint8_t { drain, now };
struct shutdown_asked {
    shutdown_kind how = shutdown_kind::drain;
};

using input =
    std::variant<session_opened, session_closed, session_refused, session_drained, call_received,
                 durable_up_to, link_came_up, link_went_down, frame_heard, send_acknowledged,
                 send_refused, send_unacknowledged, space, sidecars_wrapped, shred_prepared,
                 shred_done, segments_changed, drop_prepared, offline_reads, clock_told,
                 certificates_told, reload_asked, rules_refused, rules_changed, deadline_reached,
                 shutdown_asked>;

}  // namespace iaq::model::inputs
