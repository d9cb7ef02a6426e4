#pragma once

#include <iaq/v1/intake.pb.h>

#include <cstdint>
#include <string>
#include <string_view>

/// What a gateway says, made up for the check: all persons and texts are invented.
namespace iaq::client_check {

/// Returns the frame behind its length, ready to write.
std::string bytes_of(const v1::ServerFrame& frame);

std::string done(std::uint64_t request_id);
std::string pong(std::uint64_t request_id);
std::string welcome(std::uint64_t request_id);
std::string accepted(std::uint64_t request_id, std::string_view inquiry_id);
std::string refused(std::uint64_t request_id);
std::string error(std::uint64_t request_id, v1::ErrorCode code, std::uint32_t retry_after_ms);
std::string caught_up(std::string_view cursor);

/// One delivery of the stream, by its place in it.
v1::ServerFrame delivery(std::uint64_t place, v1::DeliveryKind kind, std::string_view inquiry_id);
/// Its cursor, and its event_id.
std::string cursor_of(std::uint64_t place);
std::string event_of(std::uint64_t place);
/// The place that the cursor names; 0 for none of ours.
std::uint64_t place_of(std::string_view cursor);

}  // namespace iaq::client_check
