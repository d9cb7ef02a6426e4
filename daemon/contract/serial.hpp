#pragma once

#include <google/protobuf/message_lite.h>

#include <cstdint>
#include <string>

/// Protobuf messages as bytes.
namespace iaq::contract {

/// Returns the message's bytes, deterministic: equal messages give equal bytes.
std::string serial(const google::protobuf::MessageLite& from);

/// Returns the message's bytes behind their length.
std::string delimited(const google::protobuf::MessageLite& from);

void put_varint(std::string& out, std::uint64_t value);

}  // namespace iaq::contract
