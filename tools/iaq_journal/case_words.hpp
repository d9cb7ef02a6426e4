#pragma once

#include "iaq_journal/dossier.hpp"

#include <cstdint>
#include <string>

/// What a case folder says in plain words.
namespace iaq::journal_tool {

/// The name of a record's files, without their ends.
std::string name_of_record(model::sequence number);

/// The life of the inquiry: what was asked and by whom, every step, the switch's own words.
/// Requires: it was admitted.
std::string life_in_words(const dossier& of);

/// What the folder is, and how to check it with tools that are not ours. `size`: records under the
/// head that is in the folder.
std::string how_to_verify(const dossier& of, std::uint64_t size);

}  // namespace iaq::journal_tool
