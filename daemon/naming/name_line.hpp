#pragma once

#include "model/inquiry.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Names as the wire carries them: diacritics folded, then only A-Z, blank, hyphen, apostrophe
/// (policy.md, Traps). Shared by policy, which advises, and wire, which writes.
namespace iaq::naming {

/// Returns the name in upper case with diacritics folded (Ñ to N, ß to SS, Æ to AE, ...), blanks
/// collapsed and trimmed; or nothing when another character remains. Folding never guesses: what
/// the table lacks is refused. Accepts precomposed letters and combining marks.
std::optional<std::string> fold(std::string_view utf8);

/// True when folding changed more than the case: the wire will not carry the name as written.
bool folding_changes(std::string_view utf8);

/// Free text for the wire: diacritics folded, upper case, line ends and tabs to blanks, blanks
/// collapsed and trimmed; nothing when a delimiter (`.` `/` `*`) or another character outside
/// printable ASCII remains.
std::optional<std::string> fold_text(std::string_view utf8);

struct name_line {
    std::string text;              // "LAST, FIRST MIDDLE SUFFIX", at most `size_max` characters
    std::vector<std::string> cut;  // which parts were cut or left out: "suffix", "middle_name", ...
};

/// Writes the name in one line. Too long: the suffix goes, then the middle name, then the first
/// name is cut, then the last name. Nothing when a part cannot be folded or there is no last name.
std::optional<name_line> compose(const model::subject& person, std::size_t size_max,
                                 bool comma_blank);

/// What of a person a text holds.
struct mention {
    bool name = false;   // last name and first name, as words
    bool birth = false;  // the birth date, in any of the forms the field writes
};

/// Looks for the person in what the switch said. Compares folded, by whole words for names.
mention mentions(std::string_view text, const model::subject& person);

/// Returns every date found in `text`, as YYYY-MM-DD, from forms CCYYMMDD, CCYY-MM-DD,
/// MM/DD/CCYY, MM-DD-CCYY, MMDDCCYY and MM/DD/YY (both centuries); each once, in order of time.
std::vector<std::string> dates_in(std::string_view text);

}  // namespace iaq::naming
