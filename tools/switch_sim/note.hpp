#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <string>

/// What happened on a connection, for those who watch: a line on stdout, a JSON line in the file
/// of `--heard`. No name and no birth date of anybody ever stands in one.
namespace iaq::switch_sim {

enum class noted : std::uint8_t {
    connected,     // the connect exchange is done
    heard,         // a whole message of the station
    acknowledged,  // we wrote an ACK
    refused,       // we wrote a NAK
    sent,          // we wrote a message
    delivered,     // the station acknowledged it
    declined,      // the station refused it (NAK)
    heartbeat,     // the station's
    fault,         // the station broke the protocol; `text` says how
    closed         // the connection ended; `text` says why
};

struct note {
    noted what = noted::heard;
    std::uint64_t connection = 0;
    std::string device{}, reference{}, key{};
    std::uint32_t exchange = 0;
    std::uint32_t attempt = 0;  // of this reference heard, or of this message sent
    std::uint64_t bytes = 0;
    std::string text{};
    friend bool operator==(const note&, const note&) = default;
};

/// Returns `heard IAQ ref=.. device=.. exchange=.. attempt=.. connection=..`.
std::string in_words(const note& n);

/// Returns one JSON object without a line end; `ms` is `at` in milliseconds.
std::string in_json(const note& n, mono_time at);

/// What a whole run amounts to: the closing line.
struct tally {
    std::uint64_t connections = 0, heard = 0, references = 0, acknowledged = 0, refused = 0;
    std::uint64_t sent = 0, delivered = 0, faults = 0, owed = 0;

    void count(const note& n);
    [[nodiscard]] std::string in_words() const;
};

}  // namespace iaq::switch_sim
