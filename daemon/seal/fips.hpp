#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Validated algorithms only, for the whole process.
namespace iaq::seal {

/// From here on OpenSSL gives out what its validated provider holds and nothing else, and
/// everything we need is there.
///
/// Requires: nothing of this room was used before, since what was fetched stays as it is.
/// Errors:   a sentence on what is missing. Then nothing may be served.
/// Thread:   before others start.
result<void, std::string> require_fips();

/// Returns the first algorithm we need that no loaded provider offers under OpenSSL's property
/// query `query`, or nothing when all are there.
std::optional<std::string_view> missing_algorithm(const char* query);

}  // namespace iaq::seal
