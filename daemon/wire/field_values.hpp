#pragma once

#include "wire/payload.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace iaq::wire {

/// Where the value of a profile's field comes from.
struct field_source {
    std::string_view name;    // as the profile names the field
    std::string_view dotted;  // as SubmitInquiry names it
    /// Returns the value in the wire's form, empty when the request has none; nothing when the
    /// wire cannot carry it.
    std::optional<std::string> (*value)(const outgoing& inquiry, const model::profile_field& field);
};

/// Returns the source of the field the profile calls `name`, or null when there is no such field.
const field_source* find_source(std::string_view name) noexcept;

}  // namespace iaq::wire
