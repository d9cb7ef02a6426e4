#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <cstdint>

/// Every upper bound of the daemon in one place (G7).
namespace iaq::model::limits {

constexpr std::size_t request_bytes_max = 64 * 1024;       // one client frame
constexpr std::size_t answer_bytes_max = 4 * 1024 * 1024;  // one server frame
constexpr std::size_t sessions_max = 1024;
constexpr std::size_t sessions_of_principal_max = 512;
constexpr std::size_t sessions_of_network_max = 896;  // the rest is for people on this machine
constexpr std::size_t calls_in_flight_max = 256;      // per session, then it is read no further
constexpr std::size_t calls_of_principal_max = 2048;  // the same for all sessions of one,
constexpr std::size_t calls_of_all_max = 8192;        // and for all
constexpr std::size_t fair_share = 16;  // who holds less than this part of all is always read
constexpr std::size_t pushed_frames_max = 256;  // per session, written but not yet taken up
constexpr std::size_t pushed_bytes_max =
    1024 * 1024;  // of their texts; one more may begin below it
constexpr std::size_t session_backlog_bytes_max = 8 * 1024 * 1024;
// Read and not yet answered, or written and not yet taken up. At half of it no more is read, at all
// of it the session that is furthest behind is closed.
constexpr std::size_t held_bytes_of_principal_max = 32 * 1024 * 1024;
constexpr std::size_t held_bytes_of_all_max = 128 * 1024 * 1024;
constexpr nanoseconds frame_wait{15s};       // for the rest of a client's frame, once it has begun
constexpr nanoseconds take_up_wait{30s};     // for a client to take up anything of what is written
constexpr std::size_t handshakes_max = 256;  // clients over the network, not yet known
constexpr std::size_t handshakes_of_address_max = 32;
constexpr std::size_t handshake_bytes_max = 64 * 1024;  // said by one of them
constexpr nanoseconds handshake_wait{5s};
constexpr nanoseconds handshake_wait_crowded{1s};  // while `handshakes_max` stand
constexpr std::size_t handshakes_per_second = 100;
constexpr std::size_t handshakes_of_address_per_second = 20;
constexpr std::size_t handshakes_at_once = 100;  // after a quiet time; of an address, and all
constexpr std::size_t addresses_watched_max = 4096;
constexpr std::size_t refusals_watched_max = 1024;  // of log-ons, by peer and cause, in one minute
constexpr std::size_t queued_inquiries_max = 10'000;  // unsent, of a station; then BUSY
constexpr std::size_t resume_percent = 80;
constexpr std::size_t records_in_flight_max = 20'000;  // not yet durable; then BUSY
constexpr std::size_t refusals_per_minute_max = 600;   // per principal, then BUSY and a summary
constexpr std::size_t logons_per_minute_max = 6000;    // per principal, then BUSY and a summary
constexpr std::size_t logons_when_short_max = 60;      // the same while the disk is full
constexpr std::size_t refused_peers_max = 256;  // told apart in one minute; the rest together
constexpr std::size_t program_name_max = 64;    // bytes of what a Hello says, as recorded
constexpr std::size_t message_bytes_max = 1024 * 1024;  // one message of the switch
constexpr std::size_t exchanges_open_max = 8;           // unfinished multi-frame messages a link
constexpr std::size_t exchanges_remembered_max = 64;    // finished ones, to know a repeat
constexpr std::size_t record_bytes_max = 4 * 1024 * 1024;
constexpr std::size_t list_rows_max = 1000;           // one InquiryList
constexpr std::size_t newest_deliveries_max = 1000;   // that a subscription may begin with
constexpr std::size_t newest_looked_at_max = 10'000;  // for those that its principal may see
constexpr std::size_t candidates_max = 16;            // shown with one unplaced message
constexpr std::size_t consumers_max = 10'000;
constexpr std::size_t lag_counted_max = 1000;   // deliveries a consumer is behind, measured
constexpr std::size_t replays_max = 1000;       // that stand
constexpr std::size_t reads_summed_max = 4096;  // kinds of reading of one minute
constexpr std::size_t access_line_bytes_max = 4096;
constexpr std::size_t access_lines_max = 1000;    // folded in at once
constexpr std::size_t reviews_max = 2000;         // sign-offs that reports show
constexpr std::size_t look_rows_max = 50'000;     // who looked: by hour, principal, person, call
constexpr std::size_t refusal_rows_max = 20'000;  // refused: by hour, ORI, rule, principal
constexpr std::size_t shred_requests_max = 64;    // asked and not yet confirmed
constexpr std::size_t reloads_waiting_max = 16;   // asked while one is under way
constexpr std::size_t shredded_records_max = 10'000;  // of one inquiry
constexpr std::size_t acts_max = 1000;                // of people, to one inquiry
constexpr std::size_t notes_max = 200;                // of those
constexpr std::size_t transfer_inquiries_max = 200;   // handed over at once
constexpr std::size_t field_bytes_max = 2048;         // any text field of a request
constexpr std::size_t consumer_name_max = 32;
constexpr std::size_t idempotency_key_max = 64;
constexpr std::size_t http_request_bytes_max = 4096;  // of [admin] http, headers included
constexpr std::size_t http_visits_max = 32;           // connections to it at a time
constexpr nanoseconds http_visit_max{5s};             // for the request, and for taking its answer

}  // namespace iaq::model::limits
