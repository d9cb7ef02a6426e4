#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Birthplaces in ten groups, for counts that must show nobody (SO0801 II.A.1).
namespace iaq::tables {

/// The groups' names, in the order of a report; the last one takes what is in no other.
std::vector<std::string> region_names();

/// Returns the place of this NCIC code's group among `region_names`.
std::size_t region_of(std::string_view code);

}  // namespace iaq::tables
