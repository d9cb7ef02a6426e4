#pragma once

#include "wire/payload.hpp"

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The values of an IAQ, the same for both payloads: each checked to be fit for the wire.
namespace iaq::wire {

/// One field as it goes onto the wire: printable ASCII, no delimiter, not empty.
struct wire_field {
    std::string tag, value;
};

/// Returns the fields that have a tag and a value, in the profile's order. A field without a tag
/// whose profile says so is carried as words behind the remarks, whole or not at all.
result<std::vector<wire_field>, flaw> wire_fields(const outgoing& inquiry);

/// Returns the user id: the profile's, else the operator's; folded, then letters and digits only,
/// cut to `size_max` (policy.md, Traps).
result<std::string, flaw> user_id(const outgoing& inquiry, std::size_t size_max);

/// Checks what the headers of both payloads carry: device, reference, key, ORI, destination.
result<void, flaw> check_header(const outgoing& inquiry);

}  // namespace iaq::wire
