#pragma once

#include <google/protobuf/message.h>

/// Takes out of a message what the .proto files mark as `personal`, however deep it lies.
namespace iaq::contract {

/// What stands where a personal value was. `mark`: texts and exact bytes become "[redacted]", other
/// values are left out; a reader sees that something was there. `nothing`: every one is left out,
/// as if it had never been said; what is left is a message that programs read like any other.
enum class in_its_place { mark, nothing };

void redact(google::protobuf::Message& in, in_its_place what);

}  // namespace iaq::contract
