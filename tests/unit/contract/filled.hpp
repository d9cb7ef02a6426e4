#pragma once

#include <google/protobuf/message.h>

/// Messages with every field set to something of its own.
namespace iaq::test {

/// Sets every field that this build knows, each to another value, in a fresh `to`. Of a oneof the
/// member `chosen` (when the message has it) or the first. Fields of later steps stay unset.
void fill(google::protobuf::Message& to, const google::protobuf::FieldDescriptor* chosen = nullptr);

/// Returns the names of the fields that `fill` would set and that are unset, dotted, one a line.
std::string unset_fields(const google::protobuf::Message& in);

}  // namespace iaq::test
