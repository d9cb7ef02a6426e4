#pragma once

#include "model/call.hpp"

#include <iaq/v1/intake.pb.h>

#include <string>
#include <string_view>

/// What a sound client frame asks, as a call.
namespace iaq::contract {

namespace pb = v1;

/// What is said of an idempotency key that is absent or too long.
constexpr auto key_sentence = "must be 1 to 64 bytes; make one key for each inquiry";

/// Returns the sentence about `field` (empty: the frame itself): its name, then `what` is wrong
/// with it and what would do.
model::calls::malformed malformed_at(std::string field, std::string_view what);

/// Returns the call of `from.body`; `unbuilt` when a later step serves it; `malformed` when it
/// lacks what it cannot do without. Requires: `find_flaw` found none.
model::calls::call take_call(const pb::ClientFrame& from);

}  // namespace iaq::contract
