#pragma once

#include "model/answer.hpp"
#include "model/delivery.hpp"
#include "model/ids.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// Everything the engine can want. Edges obey, in order.
namespace iaq::model::actions {

/// Hand to the journal; the engine already holds the state after it and holds back its effects.
struct append_record {
    record entry;
};
struct answer_client {
    session_id session = session_id::none;
    std::uint64_t request_id = 0;
    answers::answer body;
};
struct deliver {
    session_id session = session_id::none;
    delivery what;
};
struct close_session {
    session_id session = session_id::none;
    std::string reason;
};
/// Send the payload as one message; report by `token`. The same token again is a resend.
struct send_frame {
    station_index station{};
    send_token token = sequence::none;
    std::string bytes;
};
/// Forget the send of `token`: its inquiry needs no acknowledgement any more.
struct abandon_send {
    station_index station{};
    send_token token = sequence::none;
};
/// The message is durable: acknowledge it, if its connection still stands.
struct acknowledge_frame {
    station_index station{};
    connection_id connection = connection_id::none;
    std::uint32_t exchange = 0;  // DMPP: validation
};
/// Wake the engine with `deadline_reached` at this time of its own clock.
struct arm_deadline {
    mono_time at{};
};
/// The new master key alone opens the journal, and its records say so.
struct tell_rotated {
    std::string new_key_id;  // in hex
    std::uint64_t sidecars = 0;
};
/// Make ready to destroy the keys of these records, and report `shred_prepared`. Nothing that is in
/// force changes yet.
struct prepare_shred {
    std::vector<sequence> records;  // durable, in order
};
/// What was made ready is recorded and durable: put it in force and report `shred_done`.
struct commit_shred {};
/// What was made ready will not be recorded: remove it.
struct drop_shred {};
/// Make ready to drop every record before `first_kept`, the first of a segment, and report
/// `drop_prepared`. Nothing goes yet.
struct prepare_drop {
    sequence first_kept = sequence::none;
};
/// The drop is recorded, under a head: remove the segments.
struct commit_drop {
    sequence first_kept = sequence::none;
};
/// What was made ready will not be recorded: remove it.
struct abandon_drop {
    sequence first_kept = sequence::none;
};
/// Read all files anew and check them as a whole; report `rules_refused`, or lay the set out and
/// report `rules_changed`.
struct read_rules {};
/// The set that was laid out is in force and recorded: let the edges have it.
struct put_in_force {
    struct line {
        station_index id{};
        bool stays = false;  // else it begins anew, under an index of its own
    };
    std::vector<line> lines;          // as in the new settings; all others end
    std::size_t sessions_closed = 0;  // their principal lost its place
    std::string words;                // what all of it came to, for people
};
/// Read the access lines of `iaq-journal` that follow so many bytes of its file.
struct look_for_reads {
    std::uint64_t from = 0;
};
/// Nothing more will be said; end the process with this code.
struct stop {
    std::string reason;
};

using action = std::variant<append_record, answer_client, deliver, close_session, send_frame,
                            abandon_send, acknowledge_frame, arm_deadline, tell_rotated,
                            prepare_shred, commit_shred, drop_shred, prepare_drop, commit_drop,
                            abandon_drop, look_for_reads, read_rules, put_in_force, stop>;
using list = std::vector<action>;

}  // namespace iaq::model::actions
