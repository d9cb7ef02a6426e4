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

/// Returns the text with every line broken at blanks to fit, each line behind `indent` blanks.
/// Control characters of the switch's text, but line ends and tabs, become `?`: none may steer a
/// terminal.
std::string wrapped(std::string_view text, std::size_t indent);

/// Returns the text in bold, on a terminal only.
std::string strong(std::string_view text);

/// Returns the enum value's name without its type's prefix: `INQUIRY_STATE_QUEUED` to `QUEUED`.
std::string short_name(std::string_view full, std::string_view prefix);

/// Returns the message as one line of JSON with the contract's field names.
std::string json_line(const google::protobuf::Message& message);

}  // namespace iaq::ctl
