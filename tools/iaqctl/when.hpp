#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <chrono>
#include <optional>
#include <string>

/// Times as people write them.
namespace iaq::ctl {

/// Returns the moment of `now`, `03:10` (when it was last so), `2026-11-24 03:10`, with seconds or
/// without, or RFC 3339 (`2026-11-24T09:10:00Z`); nothing when it is none of them. Local times are
/// of the zone set by `set_zone`. Requires: `now` is within 1970 to 2200.
std::optional<google::protobuf::Timestamp> parse_time(const std::string& text,
                                                      std::chrono::system_clock::time_point now);

/// What to say of a text that is none.
constexpr auto time_words =
    "write a time as 03:10, \"2026-11-24 03:10\", 2026-11-24T09:10:00Z, or now";

}  // namespace iaq::ctl
