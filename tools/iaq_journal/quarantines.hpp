#pragma once

#include "base/result.hpp"
#include "iaq_journal/reading.hpp"
#include "model/ids.hpp"

#include <map>
#include <string>

namespace iaq::journal_tool {

/// Records that every fold passes over, and the inquiry of each; empty when it cannot be told.
using passed_over = std::map<model::sequence, std::string>;

/// Reads every record that quarantines another: it stands somewhere behind the one it names.
/// Errors: as `read_only_scan`.
result<passed_over, journal::trouble> read_quarantines(const source& from,
                                                       const journal::keys* with);

}  // namespace iaq::journal_tool
