#pragma once

#include "journal/file_journal.hpp"

#include <cstdint>
#include <string>

/// What can be said of a record whether it opens or not.
namespace iaq::journal_tool {

/// The kind's name, or its number when this build has never heard of it.
std::string name_of_kind(std::uint32_t number);

/// A record that cannot be opened, as a line of JSON: number, time, kind, and that it is sealed.
std::string closed_json(const journal::closed_record& record);

}  // namespace iaq::journal_tool
