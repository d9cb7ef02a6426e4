#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// FoxTalk 1.1 frames as bytes and back (domain.md 2.1). No socket, no conversation: whose turn it
/// is, is the business of `dialogue`.
namespace iaq::framing::foxtalk {

/// Start pattern, length, exchange, type, end flag and stop pattern around a payload.
constexpr std::size_t overhead_bytes = 16;

/// The types of a frame, as they stand on the wire.
namespace type {
constexpr char connect = 'C';
constexpr char data = 'M';
constexpr char acknowledge = 'A';
constexpr char refuse = 'N';
constexpr char heartbeat = 'H';
constexpr char key = 'K';
constexpr char identify = 'I';
constexpr char encrypted = 'E';
}  // namespace type

struct frame {
    std::uint16_t exchange = 0;
    char type = type::data;
    bool last = true;  // end of exchange, `Y` on the wire
    std::string payload;
    friend bool operator==(const frame&, const frame&) = default;
};

/// Returns the frame's bytes. Requires: a payload below 4 GiB less the overhead.
std::string encode(const frame& f);

/// What can be wrong with the bytes of a peer. None of them can be read past.
enum class flaw : std::uint8_t {
    start_pattern_missing,
    length_too_short,  // below the overhead
    length_too_long,   // above the limit
    unknown_type,
    bad_end_flag,         // neither Y nor N
    stop_pattern_missing  // at the end that the length gives
};

/// Returns the flaw in words, for causes and logs.
std::string_view words(flaw f) noexcept;

/// Takes a stream in any pieces and gives its frames. The length rules; the stop pattern is only a
/// check, so that a payload may hold it. What comes out does not depend on how the stream was cut.
class reader {
public:
    struct need_more {};
    using outcome = std::variant<need_more, frame, flaw>;

    /// `frame_bytes_max` counts the whole frame. A longer one is refused by its length alone,
    /// before room is made for it.
    explicit reader(std::uint32_t frame_bytes_max) : frame_bytes_max_(frame_bytes_max) {}

    /// Adds bytes. Call `next` until it needs more between two pieces: then no more is kept than
    /// one frame and one piece.
    void feed(std::string_view piece);

    /// Returns the next frame, or that it needs more bytes, or the flaw, again at every call: after
    /// one the stream has no known place to go on from.
    outcome next();

private:
    [[nodiscard]] std::optional<flaw> flaw_in(std::string_view rest) const;

    std::uint32_t frame_bytes_max_;
    std::string held_;
    std::size_t taken_ = 0;  // of held_, given out already
    std::optional<flaw> flaw_;
};

/// Payload of a `C` frame. The client offers, the server lowers or sets and returns it.
struct connect_terms {
    std::uint16_t major = 1;
    std::uint16_t minor = 1;
    std::uint32_t frame_bytes_max = 0;  // whole frames
    std::uint16_t idle_seconds = 0;     // client: 0
    std::uint16_t timeout_seconds = 0;  // client: 0
    bool encryption = false;
    std::string coding = "NON";    // NON, HEX or B64
    std::string newline = "CRLF";  // "LF  ", "CR  " or "CRLF"
    friend bool operator==(const connect_terms&, const connect_terms&) = default;
};

constexpr std::size_t connect_terms_bytes = 20;

/// Returns the 20 bytes. `coding` and `newline` are cut or filled with blanks to 3 and 4.
std::string encode(const connect_terms& terms);

/// Returns the terms, or nothing unless these are 20 bytes with an encryption flag of Y or N.
std::optional<connect_terms> parse_terms(std::string_view payload);

/// Returns the payload as the data frames of one exchange, each at most `frame_bytes_max` bytes
/// with its overhead, only the last with the end flag. An empty payload gives one frame.
///
/// Requires: `frame_bytes_max > overhead_bytes`.
std::vector<frame> split(std::uint16_t exchange, std::string_view payload,
                         std::uint32_t frame_bytes_max);

/// Puts the data frames of each exchange together again, each in a buffer of its own; the end flag
/// ends it, never its content. Breaks may fall anywhere.
class joiner {
public:
    struct bounds {
        std::size_t exchanges_open_max = 0;
        std::size_t message_bytes_max = 0;
    };
    struct incomplete {};
    struct whole {
        std::uint16_t exchange = 0;
        std::string bytes;
    };
    /// The exchange has ended and was not kept.
    enum class refusal : std::uint8_t { too_many_open, too_large, spoiled };
    using outcome = std::variant<incomplete, whole, refusal>;

    explicit joiner(bounds b) : bounds_(b) {}

    /// Takes one data frame. What breaks a bound is dropped up to the end of its exchange, and
    /// refused there, once: nothing shortened ever comes out.
    outcome take(frame f);

    /// A frame of this exchange was refused before it came here. The message it may have been a
    /// part of is refused at its end, or comes again whole: nothing is said twice in it.
    void spoil(std::uint16_t exchange, bool last) { drop(exchange, refusal::spoiled, last); }

    /// Nothing came for so long that the other side may have given up what it began, and may now
    /// say it again. What is open is joined to nothing more, and refused at its end.
    void paused();

private:
    outcome drop(std::uint16_t exchange, refusal why, bool last);

    bounds bounds_;
    std::map<std::uint16_t, std::string> open_;
    std::map<std::uint16_t, refusal> dropped_;  // exchanges being read over, and why
};

}  // namespace iaq::framing::foxtalk
