#pragma once

#include "base/result.hpp"
#include "contract/scan.hpp"

#include <iaq/v1/record.pb.h>

#include <string>
#include <string_view>

/// A record's bytes, looked over and parsed.
namespace iaq::contract {

namespace pb = v1;

/// Numbers up to here stand around the body, those above are kinds of body (record.proto).
constexpr std::uint32_t envelope_number_max = 31;

/// `fold`: what a later step would have written is an error. `show`: it is shown.
enum class reading : std::uint8_t { fold, show };

/// Reads the bytes into a fresh `to`.
/// Errors: a sentence naming the field that is damaged, or that a newer daemon wrote.
result<void, std::string> read_record(std::string_view bytes, reading how, pb::Record& to);

/// True when the first flaw that the fold meets in them is something that a newer daemon may have
/// written.
bool is_flawed_by_newer(std::string_view bytes);

}  // namespace iaq::contract
