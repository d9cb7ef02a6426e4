#pragma once

#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <string>
#include <string_view>

/// How things are put on the screen: at most 100 columns, colour on a terminal only, times in the
/// agency's zone with their offset.
namespace iaq::ctl {

constexpr std::size_t columns = 100;

/// Sets the zone in which times are told (IANA name).
void set_zone(const std::string& name);

/// Returns `2026-11-24 03:04:05 -0600`, or `-` for no time.
std::string local_time(const google::protobuf::Timestamp& at);

/// Returns the text with a `?` for each control character (C0, DEL, C1), each bidi control and
/// each byte that is no UTF-8. Everything that the switch or another client worded passes through
/// here before it is printed: none may steer a terminal.
std::string clean(std::string_view text);

/// Returns the clean text and a line end.
std::string line(std::string_view text);

/// Returns the text, clean but for its line ends, with every line broken at blanks to fit, each
/// line behind `indent` blanks.
std::string wrapped(std::string_view text, std::size_t indent);

/// Returns the text in bold, on a terminal only.
std::string strong(std::string_view text);

/// Returns the enum value's name without its type's prefix: `INQUIRY_STATE_QUEUED` to `QUEUED`.
std::string short_name(std::string_view full, std::string_view prefix);

/// Returns the message as one line of JSON with the contract's field names.
std::string json_line(const google::protobuf::Message& message);

/// Hands what was printed to the system; false when any of it could not be written (a full disk).
bool on_paper();

}  // namespace iaq::ctl
