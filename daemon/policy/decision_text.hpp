#pragma once

#include "policy/judge.hpp"

#include <string>
#include <vector>

/// A decision shown whole, in words: what `dry_run` decided, and `iaqctl policy check` offline.
///
/// Offline it is four calls: `settings::parse_order` and `parse_profile` over the two files,
/// `tables::code_tables::parse` over the tables' folder, the submission's JSON into
/// `model::inquiry_request` as a client's is; then
///
///     const std::vector<std::string> oris{request.ori};
///     const policy::circumstances around{order, profile, tables, oris, now};
///     for (const auto& line : policy::decision_lines(policy::judge(request, around), now)) ...
///
/// What only the daemon knows is not asked there and should be said: an earlier refusal of the same
/// person or incident, earlier inquiries, the state of the line, the principal's rights.
namespace iaq::policy {

/// Returns the decision, one line each, without line ends: what becomes of it, each violation with
/// its field and citation, each advisory and notice with its text, what supervisors are told, the
/// clocks with their times after `now`, and the rules that spoke. Holds nothing of the person.
std::vector<std::string> decision_lines(const verdict& said, utc_time now);

}  // namespace iaq::policy
