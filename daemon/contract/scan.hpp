#pragma once

#include <google/protobuf/descriptor.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Looks a protobuf message's bytes over before they are parsed: what protobuf would ignore, mend
/// or complain about on stderr is found here, and named.
namespace iaq::contract {

enum class fault : std::uint8_t {
    cut_short,          // no message of this type: a length or tag that makes no sense
    unknown_field,      // `number` in `part`
    wrong_type,         // `number` in `part`
    not_utf8,           // the text `part`
    too_long,           // the text `part`
    unknown_value,      // the enum `part`
    number_too_large,   // the number `part`
    time_out_of_range,  // the time or duration `part`
    given_twice,        // `part`, where one of several must stand alone
    later_step          // `part` belongs to a later step of the product
};

struct flaw {
    fault what = fault::cut_short;
    std::string part;  // dotted names from the outermost message; empty: that message itself
    std::uint32_t number = 0;
};

struct scan_rules {
    std::size_t text_bytes_max = 0;   // of every text and bytes field
    std::int64_t seconds_min = 0;     // of every Timestamp
    std::int64_t seconds_max = 0;     // of every Timestamp, last second allowed
    bool refuse_later_steps = false;  // fields and values marked with a step
};

/// Returns the first flaw, or nothing when `bytes` are a message of type `of` that protobuf parses
/// and whose every part we know. Requires: of `of`, as `shape_of`. Depth is bounded by the
/// contract: none of its messages nests in itself, and what we do not know is not entered.
std::optional<flaw> find_flaw(std::string_view bytes, const google::protobuf::Descriptor& of,
                              const scan_rules& rules);

/// Returns the step that builds the field, or 0 when it is built.
int step_of(const google::protobuf::FieldDescriptor& field);
int step_of(const google::protobuf::EnumValueDescriptor& value);

}  // namespace iaq::contract
