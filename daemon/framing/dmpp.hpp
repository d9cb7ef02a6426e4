#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// DMPP-2020 blocks as bytes and back (domain.md 2.2). No socket, no key, no conversation: what is
/// said when is the business of `dialogue`, what an encrypted block holds that of `seal`.
namespace iaq::framing::dmpp {

constexpr std::size_t header_bytes = 16;      // without encryption
constexpr std::size_t encryption_bytes = 26;  // more of it with encryption
constexpr std::size_t iv_bytes = 16;
/// Start pattern, length, header and stop pattern around the data.
constexpr std::size_t overhead_bytes = 28;
constexpr std::size_t sealed_overhead_bytes = overhead_bytes + encryption_bytes;
/// No block is longer, patterns included; what is longer goes as several (section 2.2).
constexpr std::uint32_t block_bytes_max = 32 * 1024;

/// What a block is for. Any other number may come as well.
enum class function : std::uint16_t {
    data_last = 0x0001,  // a message, or the end of one; wants no acknowledgement
    data_last_ack = 0x0002,
    data_more = 0x0003,  // more blocks of the message follow
    data_more_ack = 0x0004,
    acknowledge = 0x0011,
    refuse = 0x0012,
    status_request = 0x0021,  // also the keep-alive
    status_response = 0x0022,
    coded_last = 0x0031,
    coded_last_ack = 0x0032,
    coded_more = 0x0041,
    coded_more_ack = 0x0042
};

/// True for the functions of the table.
bool is_known(function f) noexcept;
/// True for the four that carry a message.
bool is_data(function f) noexcept;
/// True for the two that carry a whole message or the end of one.
bool is_last(function f) noexcept;
/// True for what answers a block: it is never answered itself, or two sides would never end.
bool is_answer(function f) noexcept;
/// True for what keeps the line up and is no part of a message.
bool is_upkeep(function f) noexcept;

/// The status code of a request says which binary form its data has: we send none.
constexpr std::uint16_t no_binary = 0x0001;

/// The status code of an answer. Any other number may come as well.
enum class status : std::uint16_t {
    good = 0x0001,
    permanent_error = 0x0011,
    temporary_error = 0x0012,
    queue_full = 0x0013,  // or a logical error
    too_long = 0x0014,
    ready = 0x0021,
    not_ready = 0x0022,
    not_available = 0x0023,
    bad_function = 0x0041,
    bad_destination = 0x0042,
    bad_header = 0x0043,
    unsupported = 0x0044
};

/// Returns what a status code says, `status 0F0F` in digits for one that nothing published names.
std::string words(status s);
/// True when a refusal with this status is worth another try (product.md 4, Retry).
bool is_temporary(status s) noexcept;

/// The further header of an encrypted block. The data is then ciphertext.
struct encryption {
    std::uint16_t method = 0;  // 1 AES-128, 2 AES-256, both CBC
    std::uint16_t book = 0, key = 0;
    std::uint16_t crc = 0;  // CRC-16 of the plain data
    std::string iv;         // iv_bytes
    friend bool operator==(const encryption&, const encryption&) = default;
};

struct block {
    function does = function::data_last_ack;
    std::uint32_t validation = 0;  // opaque; an answer repeats it
    std::uint16_t status_code = no_binary;
    std::uint16_t destination = 1;  // means nothing toward the switch
    std::optional<encryption> sealed;
    std::string data;
    friend bool operator==(const block&, const block&) = default;
};

/// Returns the block's bytes, its length by the rule of the text: data + 28, or + 54 encrypted.
///
/// Requires: `block_bytes_max` at most; an IV of `iv_bytes` when there is an encryption header.
std::string encode(const block& b);

/// What can be wrong with the bytes of a peer so that none of them can be read past.
enum class flaw : std::uint8_t {
    start_pattern_missing,
    length_too_short,
    length_too_long,      // above 32 KiB
    stop_pattern_missing  // at the end that the length gives
};

/// Returns the flaw in words, for causes and logs.
std::string_view words(flaw f) noexcept;

/// A block whose ends are good and whose header contradicts itself; it is passed over.
struct misfit {
    function does{};
    std::uint32_t validation = 0;
    friend bool operator==(const misfit&, const misfit&) = default;
};

/// Takes a stream in any pieces and gives its blocks. The length rules; the stop pattern is only a
/// check, so that data may hold it. What comes out does not depend on how the stream was cut.
///
/// The published text contradicts its own examples: there the length counts neither of the two
/// patterns nor itself. That form is taken too where the header says so and the stop pattern stands
/// at its end.
class reader {
public:
    struct need_more {};
    using outcome = std::variant<need_more, block, misfit, flaw>;

    /// Adds bytes. Call `next` until it needs more between two pieces: then no more is kept than
    /// one block and one piece.
    void feed(std::string_view piece);

    /// Returns the next block, or that it needs more bytes, or the flaw, again at every call: after
    /// one the stream has no known place to go on from.
    outcome next();

private:
    std::string held_;
    std::size_t taken_ = 0;  // of held_, given out already
    std::optional<flaw> flaw_;
};

/// Returns the message in parts for one block each, none with more than `data_bytes_max`. An empty
/// message is one part.
///
/// Lifetime: the parts are views into `message`. Requires: `data_bytes_max > 0`.
std::vector<std::string_view> parts_of(std::string_view message, std::size_t data_bytes_max);

}  // namespace iaq::framing::dmpp
