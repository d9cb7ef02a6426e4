#include "framing/dmpp.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iaq::framing::dmpp {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view start_pattern = "\xFF\x00\xAA\x55"sv;
constexpr std::string_view stop_pattern = "\x55\xAA\x00\xFF"sv;

// Where each part of a block stands, from its start.
constexpr std::size_t length_at = 4;
constexpr std::size_t header_length_at = 8;
constexpr std::size_t function_at = 10;
constexpr std::size_t validation_at = 12;
constexpr std::size_t data_length_at = 16;
constexpr std::size_t status_at = 20;
constexpr std::size_t destination_at = 22;
constexpr std::size_t header_ends_at = 24;
constexpr std::size_t method_at = 26;
constexpr std::size_t book_at = 28;
constexpr std::size_t key_at = 30;
constexpr std::size_t crc_at = 32;
constexpr std::size_t iv_at = 34;
constexpr std::size_t sealed_header_ends_at = 50;

/// The two patterns and the length itself: what the examples' length does not count.
constexpr std::size_t patterns_bytes = 12;

constexpr std::size_t sealed_header_bytes = header_bytes + encryption_bytes;

// clang-format off
constexpr std::array status_words{
    std::pair{status::good,            "good"sv},
    std::pair{status::permanent_error, "permanent error"sv},
    std::pair{status::temporary_error, "temporary error"sv},
    std::pair{status::queue_full,      "logical error or queue full"sv},
    std::pair{status::too_long,        "too long"sv},
    std::pair{status::ready,           "ready"sv},
    std::pair{status::not_ready,       "not ready"sv},
    std::pair{status::not_available,   "not available"sv},
    std::pair{status::bad_function,    "bad function"sv},
    std::pair{status::bad_destination, "bad destination"sv},
    std::pair{status::bad_header,      "bad header"sv},
    std::pair{status::unsupported,     "unsupported"sv},
};
// clang-format on

std::uint16_t u16(std::string_view bytes, std::size_t at) {
    return bytes::get_big<std::uint16_t>(bytes, at);
}
std::uint32_t u32(std::string_view bytes, std::size_t at) {
    return bytes::get_big<std::uint32_t>(bytes, at);
}

/// What the first `header_ends_at` bytes say of a block's size.
struct sizes {
    std::uint64_t length, header, data;

    /// By the rule, the length counts everything.
    [[nodiscard]] bool as_ruled() const { return length == header + data + patterns_bytes; }
    /// As in the published examples, it counts header and data.
    [[nodiscard]] bool as_shown() const { return length == header + data; }
    [[nodiscard]] std::uint64_t total() const {
        return as_shown() && !as_ruled() ? length + patterns_bytes : length;
    }
};

sizes sizes_of(std::string_view begun) {
    return {u32(begun, length_at), u16(begun, header_length_at), u32(begun, data_length_at)};
}

// Each byte is judged as soon as it is there and in the order of the wire, so that the verdict is
// the same however the stream was cut.
std::optional<flaw> flaw_in(std::string_view rest) {
    const auto start = rest.substr(0, start_pattern.size());
    if (start != start_pattern.substr(0, start.size())) {
        return flaw::start_pattern_missing;
    }
    if (rest.size() >= header_length_at) {
        const auto length = u32(rest, length_at);
        if (length < header_bytes) {
            return flaw::length_too_short;
        }
        if (length > block_bytes_max) {
            return flaw::length_too_long;
        }
    }
    if (rest.size() < header_ends_at) {
        return std::nullopt;
    }
    const auto total = sizes_of(rest).total();
    if (total < overhead_bytes) {
        return flaw::length_too_short;
    }
    if (total > block_bytes_max) {
        return flaw::length_too_long;
    }
    const auto stop = total - stop_pattern.size();
    if (rest.size() >= total && rest.substr(stop, stop_pattern.size()) != stop_pattern) {
        return flaw::stop_pattern_missing;
    }
    return std::nullopt;
}

/// Returns the encryption header, or nothing when it is not the one we know.
std::optional<encryption> encryption_in(std::string_view whole) {
    if (u16(whole, header_ends_at) != encryption_bytes) {
        return std::nullopt;
    }
    return encryption{.method = u16(whole, method_at),
                      .book = u16(whole, book_at),
                      .key = u16(whole, key_at),
                      .crc = u16(whole, crc_at),
                      .iv = std::string(whole.substr(iv_at, iv_bytes))};
}

/// Returns the block, or nothing when its header contradicts itself.
std::optional<block> block_in(std::string_view whole) {
    const auto said = sizes_of(whole);
    const bool is_sealed = said.header == sealed_header_bytes;
    if (!(said.as_ruled() || said.as_shown()) || !(is_sealed || said.header == header_bytes)) {
        return std::nullopt;
    }
    block b{.does = function{u16(whole, function_at)},
            .validation = u32(whole, validation_at),
            .status_code = u16(whole, status_at),
            .destination = u16(whole, destination_at),
            .sealed = {},
            .data = {}};
    if (is_sealed) {
        b.sealed = encryption_in(whole);
        if (!b.sealed) {
            return std::nullopt;
        }
    }
    b.data = whole.substr(is_sealed ? sealed_header_ends_at : header_ends_at, said.data);
    return b;
}

}  // namespace

bool is_known(function f) noexcept {
    switch (f) {
        case function::data_last:
        case function::data_last_ack:
        case function::data_more:
        case function::data_more_ack:
        case function::acknowledge:
        case function::refuse:
        case function::status_request:
        case function::status_response:
        case function::coded_last:
        case function::coded_last_ack:
        case function::coded_more:
        case function::coded_more_ack: return true;
    }
    return false;
}

bool is_data(function f) noexcept {
    return f == function::data_last || f == function::data_last_ack || f == function::data_more ||
           f == function::data_more_ack;
}

bool is_last(function f) noexcept {
    return f == function::data_last || f == function::data_last_ack;
}

bool is_answer(function f) noexcept {
    return f == function::acknowledge || f == function::refuse || f == function::status_response;
}

bool is_upkeep(function f) noexcept { return is_answer(f) || f == function::status_request; }

std::string words(status s) {
    const auto* const found =
        std::ranges::find(status_words, s, [](const auto& w) { return w.first; });
    if (found != status_words.end()) {
        return std::string(found->second);
    }
    return fmt::format("status {:04X}", static_cast<std::uint16_t>(s));
}

bool is_temporary(status s) noexcept {
    return s == status::temporary_error || s == status::queue_full;
}

std::string encode(const block& b) {
    const auto header = b.sealed ? sealed_header_bytes : header_bytes;
    const auto size = header + b.data.size() + patterns_bytes;
    ensure(size <= block_bytes_max && (!b.sealed || b.sealed->iv.size() == iv_bytes));
    std::string out;
    out.reserve(size);
    out += start_pattern;
    bytes::put_big(out, static_cast<std::uint32_t>(size));
    bytes::put_big(out, static_cast<std::uint16_t>(header));
    bytes::put_big(out, static_cast<std::uint16_t>(b.does));
    bytes::put_big(out, b.validation);
    bytes::put_big(out, static_cast<std::uint32_t>(b.data.size()));
    bytes::put_big(out, b.status_code);
    bytes::put_big(out, b.destination);
    if (b.sealed) {
        bytes::put_big(out, static_cast<std::uint16_t>(encryption_bytes));
        bytes::put_big(out, b.sealed->method);
        bytes::put_big(out, b.sealed->book);
        bytes::put_big(out, b.sealed->key);
        bytes::put_big(out, b.sealed->crc);
        out += b.sealed->iv;
    }
    out += b.data;
    out += stop_pattern;
    return out;
}

std::string_view words(flaw f) noexcept {
    switch (f) {
        case flaw::start_pattern_missing: return "start pattern missing";
        case flaw::length_too_short: return "length below that of an empty block";
        case flaw::length_too_long: return "length above 32 KiB";
        case flaw::stop_pattern_missing: return "stop pattern missing at the end of the block";
    }
    return "";
}

void reader::feed(std::string_view piece) {
    if (flaw_) {
        return;
    }
    held_.erase(0, taken_);
    taken_ = 0;
    held_ += piece;
}

reader::outcome reader::next() {
    const auto rest = std::string_view(held_).substr(taken_);
    if (!flaw_) {
        flaw_ = flaw_in(rest);
    }
    if (flaw_) {
        return *flaw_;
    }
    if (rest.size() < header_ends_at || rest.size() < sizes_of(rest).total()) {
        return need_more{};
    }
    const auto whole = rest.substr(0, sizes_of(rest).total());
    taken_ += whole.size();
    if (auto b = block_in(whole)) {
        return *std::move(b);
    }
    return misfit{function{u16(whole, function_at)}, u32(whole, validation_at)};
}

std::vector<std::string_view> parts_of(std::string_view message, std::size_t data_bytes_max) {
    ensure(data_bytes_max > 0);
    std::vector<std::string_view> parts;
    do {
        parts.push_back(message.substr(0, data_bytes_max));
        message.remove_prefix(parts.back().size());
    } while (!message.empty());
    return parts;
}

}  // namespace iaq::framing::dmpp
