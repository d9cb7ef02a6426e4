#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/heard.hpp"
#include "model/inquiry.hpp"
#include "model/profile.hpp"

#include <string>
#include <string_view>

/// Payloads, no framing: writes an IAQ and reads whatever comes back, as OFML or Nlets text.
/// Strict where we write, lenient where we read.
namespace iaq::wire {

/// All that an IAQ is written from. Lifetime: the references live as long as the call.
struct outgoing {
    const model::inquiry_request& request;  // admitted by policy, defaults filled in
    const model::profile& profile;
    std::string_view device;     // DAC
    std::string_view reference;  // ours, as the profile's alphabet allows
    utc_time now;
};

/// Why an inquiry cannot be written: the field (SubmitInquiry's dotted name) and our words.
struct flaw {
    std::string field, reason;
};

/// Returns the exact payload bytes of the IAQ. No value carries a delimiter onto the wire.
/// Errors: `flaw` when a value is too long, missing though required, or holds what the wire cannot
/// carry. Policy refuses all of these first; this is the second lock.
result<std::string, flaw> format(model::payload_kind payload, const outgoing& inquiry);

/// Says whether `format` would write it, without writing it. Errors: as `format`.
result<void, flaw> check(model::payload_kind payload, const outgoing& inquiry);

/// Reads what the switch said. Never fails, never throws, never loses a byte of what was said.
model::heard parse(model::payload_kind payload, std::string_view bytes);

/// Returns the reference in the form in which references are compared: upper case, without blanks
/// and leading zeros (product.md section 4, match order).
std::string comparable_reference(std::string_view reference);

}  // namespace iaq::wire
