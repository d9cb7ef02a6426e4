#pragma once

#include "base/result.hpp"
#include "journal/trouble.hpp"

#include <map>
#include <string>

namespace iaq::journal_tool {

/// SHA-256 of each segment's sidecar, by the segment's file name; empty where there is none.
using sidecars_now = std::map<std::string, std::string>;

/// Returns them. Errors: `unreadable`; also when an inquiry is being shredded at this moment, for
/// then records and sidecars would not belong together.
result<sidecars_now, journal::trouble> read_sidecars(const std::string& directory);

/// Errors: a sidecar of `before` is another by now, or is being changed.
result<void, journal::trouble> check_unchanged(const std::string& directory,
                                               const sidecars_now& before);

}  // namespace iaq::journal_tool
