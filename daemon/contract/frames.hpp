#pragma once

#include "model/answer.hpp"
#include "model/call.hpp"
#include "model/delivery.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Client frames into calls, answers into server frames (product.md section 3).
namespace iaq::contract {

struct client_frame {
    std::uint64_t request_id = 0;
    std::string acting_user;
    model::calls::call call;  // `malformed` when it is none, with what was wrong and what would do
};

/// Reads one frame's bytes, the length prefix already taken off. Total: never fails, never throws.
/// Unknown fields, a missing body, request_id 0, text that is not UTF-8 or over
/// `limits::field_bytes_max`, and a key absent or over 64 are `malformed`.
client_frame read_client_frame(std::string_view bytes);

/// Returns the frame with its varint length before it, ready to write.
std::string write_answer(std::uint64_t request_id, const model::answers::answer& body);
std::string write_delivery(const model::delivery& what);

/// Returns the bytes by which two submissions are compared: the request without its key.
std::string content_bytes(const model::inquiry_request& request);

/// The length prefix of a stream of frames: a base-128 varint of at most five bytes.
struct prefix {
    enum class state { incomplete, complete, too_long } found = state::incomplete;
    std::uint32_t length = 0;     // of the frame that follows
    std::size_t size = 0;         // of the prefix itself
};
prefix read_prefix(std::string_view buffer);

}  // namespace iaq::contract
