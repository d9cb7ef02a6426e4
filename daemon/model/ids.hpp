#pragma once

#include <compare>
#include <cstdint>
#include <string>

/// The names of things, each a type of its own so that one cannot be taken for another.
namespace iaq::model {

/// Position of a record in the journal, from 1; the order of everything.
enum class sequence : std::uint64_t { none = 0 };

constexpr std::uint64_t number_of(sequence s) { return static_cast<std::uint64_t>(s); }
constexpr sequence next(sequence s) { return sequence{number_of(s) + 1}; }

/// One client connection, never reused while the process lives.
enum class session_id : std::uint64_t { none = 0 };

/// Place of a station in the settings, from 0.
enum class station_index : std::uint32_t {};

/// One TCP connection to the switch, counted from 1 over all stations of the process.
enum class connection_id : std::uint64_t { none = 0 };

/// Our name for one attempt to send; the sequence of its `send begun` record.
using send_token = sequence;

/// Place of an inquiry in the book, from 0: order of admission.
enum class inquiry_index : std::uint32_t { none = 0xFFFFFFFF };

constexpr std::uint32_t number_of(inquiry_index i) { return static_cast<std::uint32_t>(i); }

/// Names a position in the stream of deliveries: the record that caused it, and which of its
/// deliveries. Ordered; `{none, 0}` is the beginning.
struct cursor {
    sequence record = sequence::none;
    std::uint32_t index = 0;
    friend auto operator<=>(const cursor&, const cursor&) = default;
};

}  // namespace iaq::model
