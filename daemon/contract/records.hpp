#pragma once

#include "base/result.hpp"
#include "model/record.hpp"

#include <string>
#include <string_view>

/// Journal records as protobuf bytes and back.
namespace iaq::contract {

/// Returns the record's bytes, deterministic: equal records give equal bytes.
std::string encode(const model::record& entry);

/// Returns the record, or why the bytes are none. A kind of a later step comes back as
/// `records::foreign`; unknown tags inside a known kind are an error that names the tag.
result<model::record, std::string> decode(std::string_view bytes);

/// Returns the record as one line of JSON (protobuf JSON mapping), or why the bytes are none.
/// `redact`: every personal text is replaced by a mark of the same meaning.
result<std::string, std::string> to_json(std::string_view bytes, bool redact);

}  // namespace iaq::contract
