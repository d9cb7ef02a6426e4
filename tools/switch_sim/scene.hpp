#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Scenes: a conversation with the switch as text, one grammar for `iaq-switch` and the tests.
/// README.md beside this file has the whole vocabulary. In short, line by line:
///
///     # 2.1  the first comment is the claim
///     switch on iaq n=3 : ack after 1s ; receipt after 1s ; answer after 2s..60s split=37
///     switch on connect n=1 : close
///     switch at 5s : send key=AM text="TEST TRAFFIC"
///     switch swap 2
///     switch protocol dmpp2020
///     client  > submit id=a name=DOE,JANE dob=1980-02-01
///     gateway > client LESC_RECEIVED id=a
///     clock   + 31s
///
/// `switch` lines are rules, which both read; the others are the script, which only tests read.
/// Words are apart by blanks; `"a b"` is one word, in which `\n`, `\"` and `\\` stand for
/// themselves; `#` at the start of a word begins a comment.
namespace iaq::switch_sim {

/// How long after the occasion; drawn evenly when the two differ.
struct delay {
    nanoseconds least{0};
    nanoseconds most{0};
    friend bool operator==(const delay&, const delay&) = default;
};

/// What the switch, or the LESC behind it, does.
enum class deed : std::uint8_t {
    acknowledge,  // ack
    refuse,       // nak "text"
    silent,       // no acknowledgement
    receipt,      // the LESC's computer receipt
    answer,       // an IAR
    error,        // er number=22, from Nlets
    status,       // sm number=02, from Nlets
    send,         // any other message: the inquiry's follow-up, or unsolicited
    close,        // ends the connection
    garbage,      // bytes that are no frame
    down,         // down for 10s: connections end, new ones are not kept
    not_ready     // not-ready: so answers a status request (dmpp2020)
};

/// How a frame's length lies. `as_shown`: as the published examples of DMPP-2020 count it.
enum class wrong_length : std::uint8_t { none, short_by_four, long_by_four, huge, as_shown };

/// One deed and how it is done. Empty and false mean: as a well-behaved switch does it.
struct effect {
    deed does = deed::acknowledge;
    delay after;
    nanoseconds lasting{0};    // down
    std::string key;           // key=AR: the message key
    std::string from;          // from=ORI: the originating ORI
    std::string text;          // text="...": the whole body; of a nak its words
    std::string reference;     // reference=R: instead of the inquiry's
    std::string name, dob;     // in the body instead of the inquiry's: another person
    std::string number;        // of an ER or SM, two digits
    std::uint32_t split = 0;   // split=37: frames of at most so many bytes, overhead included
    std::uint32_t pieces = 0;  // pieces=5: handed to the socket so many bytes at a time
    std::uint32_t parts = 1;   // txt=2: so many TXT parts
    std::uint32_t bytes = 64;  // garbage
    char type = 0;             // type=E: a data frame of that type
    wrong_length length = wrong_length::none;  // bad-length=short, long, huge or shown
    bool drop_reference = false;               // neither reference nor control field
    bool mangle_case = false;                  // the reference in lower case
    bool zeros = false;                        // the reference with zeros before it
    bool blanks = false;                       // the reference filled with blanks behind it
    bool no_subject = false;                   // nothing of the person in the body
    bool stop_inside = false;                  // the stop pattern's bytes stand in the body
    bool twice = false;                        // the same bytes again, as a new message
    bool repeat_link = false;  // the same frames again, as if the acknowledgement was lost
    bool abandon = false;      // first all frames but the last of an exchange never ended
    bool cut = false;          // half of the bytes, then the connection ends
    bool bad_start = false, bad_stop = false;
    bool wrong_exchange = false;  // acknowledges an exchange nobody began
    // dmpp2020 only:
    std::optional<std::uint16_t> function, status;  // function=0031, status=0013
    bool no_ack = false;                            // a message that wants no acknowledgement
    bool ask_parts = false;                         // wants one for each part
    bool plain = false;                             // in spite of the key
    bool bad_crc = false, bad_header = false;
    friend bool operator==(const effect&, const effect&) = default;
};

enum class occasion : std::uint8_t { connect, heartbeat, heard, clock };

/// `switch on ...` or `switch at ...`: at this occasion, all of these. The first rule that fits
/// rules; every rule counts the occasions it would fit but for `n` and `every`.
struct rule {
    std::size_t line = 0;
    occasion on = occasion::heard;
    std::string key;  // on iaq, on am: upper case; empty: any
    std::uint64_t first = 1, last = std::numeric_limits<std::uint64_t>::max();  // n=3, n=2..5
    std::uint64_t every = 0;                                                    // every=5
    std::uint64_t attempt = 0;  // attempt=2: the second time this reference is heard
    std::string device, reference;
    nanoseconds at{0}, again{0};  // at 5s, at 5s every 10s; since the switch began
    std::vector<effect> effects;
};

/// What the switch offers in the connect exchange: `switch terms frame=8000 idle=180s ...`. Under
/// dmpp2020, which has none, what both sides were told beforehand.
struct terms {
    std::uint32_t frame_bytes_max = 8000;
    std::uint16_t idle_seconds = 180, timeout_seconds = 30;
    std::uint16_t major = 1, minor = 1;
    std::uint32_t window = 1;  // dmpp2020: messages that may wait for their acknowledgement
};

/// Whether answers keep their order: `switch swap 2`, `switch scramble 8`. So many of a device are
/// gathered, at most for `patience`, and leave backwards or in any order.
struct shuffle {
    enum class kind : std::uint8_t { none, swap, scramble };
    kind how = kind::none;
    std::size_t group = 1;
    nanoseconds patience{5s};
};

/// One line of the script. `values` are the words with `=`, `words` the others behind the verb.
struct step {
    std::size_t line = 0;
    std::string actor;   // client, gateway, switch, clock, kill, restart
    std::string target;  // gateway, client, operator, switch; empty for clock, kill, restart
    std::string verb;    // submit, ANSWERED, iaq, ...
    std::vector<std::string> words;
    std::map<std::string, std::string> values;
    nanoseconds passes{0};       // clock + 31s
    std::optional<effect> said;  // switch > gateway answer id=a ...
};

struct scene {
    std::string claim;  // the first comment, without its mark
    model::line_protocol protocol = model::line_protocol::foxtalk;
    bool says_protocol = false;  // else it fits either
    std::string key;             // raw; empty: plain
    std::vector<rule> rules;
    std::vector<step> script;
    terms offered;
    shuffle answers;
};

/// What is wrong in a line, and what would do.
struct complaint {
    std::size_t line = 0;
    std::string text;
    friend bool operator==(const complaint&, const complaint&) = default;
};

/// Makes `told` speak the protocol, with its usual terms.
void speak(scene& told, model::line_protocol protocol);

/// Reads a scene. Errors: every complaint of the whole text, in order of lines.
result<scene, std::vector<complaint>> read_scene(std::string_view text);

/// Returns a complaint for each script line, or nothing: `iaq-switch` runs rules only.
std::vector<complaint> refuse_script(const scene& read);

/// Returns `file:line: what, and what would do`.
std::string place(std::string_view file, const complaint& c);

}  // namespace iaq::switch_sim
