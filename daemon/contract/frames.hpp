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
/// `malformed`: a frame over `limits::request_bytes_max`, unknown fields and enum values, several
/// bodies or none, request_id 0, a text that is not UTF-8 or over `limits::field_bytes_max`, a time
/// outside 1970 to 2199, a key absent or over 64, and a call without what it cannot do without.
/// Its `field` is the dotted path in ClientFrame (empty: the frame itself), its `message` a
/// sentence
/// ("submit.ori is not UTF-8; send UTF-8 text") that holds nothing of what the client sent.
/// `request_id` is read as far as that goes, 0 when it cannot be.
client_frame read_client_frame(std::string_view bytes);

/// Returns the frame with its varint length before it, ready to write. An answer over
/// `limits::answer_bytes_max` becomes the error TOO_LARGE. Of `inquiries_found` the first is
/// answered, of the others only the ids; none found is the error NOT_FOUND.
std::string write_answer(std::uint64_t request_id, const model::answers::answer& body);
std::string write_delivery(const model::delivery& what);

/// Returns the bytes by which two submissions are compared: the request without its key.
std::string content_bytes(const model::inquiry_request& request);

/// The length prefix of a stream of frames: a base-128 varint of at most five bytes.
struct prefix {
    enum class state { incomplete, complete, too_long } found = state::incomplete;
    std::uint32_t length = 0;  // of the frame that follows
    std::size_t size = 0;      // of the prefix itself
};
prefix read_prefix(std::string_view buffer);

}  // namespace iaq::contract
