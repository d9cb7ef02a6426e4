#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// The top level of a protobuf message: which fields, not what they mean.
namespace iaq::verifier {

struct protobuf_field {
    std::uint32_t number = 0;
    std::optional<std::uint64_t> fixed64;  // when the field is one
};

/// Takes the field at the front of `message`, or nothing when there is no well-formed one.
std::optional<protobuf_field> take_field(std::string_view& message);

}  // namespace iaq::verifier
