#pragma once

#include <iaq/v1/intake.pb.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Codes found by what people call them: `mexico` gives MM, `germny` GE, `dui` the driving
/// offenses.
namespace iaq::ctl {

/// How a code was found, the surest first.
enum class likeness : unsigned char { code, name, beginning, words, initials, spelling };

/// Lifetime: the entry is the table's.
struct found_code {
    const v1::CodeEntry* entry = nullptr;
    likeness how = likeness::code;
};

/// Returns at most `most` codes that the words may mean, the likeliest first. Codes that are not
/// sent are found by the code alone.
std::vector<found_code> find_codes(const v1::CodeTable& table, std::string_view words,
                                   std::size_t most = 8);

/// Returns the entry that the words mean without doubt (its code, or the name of one entry alone),
/// or nullptr.
const v1::CodeEntry* meant_by(const v1::CodeTable& table, std::string_view words);

/// Returns the entry of this code or this enum value, or nullptr.
const v1::CodeEntry* entry_of(const v1::CodeTable& table, std::string_view code_or_value);

/// Returns what to know of the code before it is taken, in one sentence, or nothing: that a state
/// of the country has a code of its own, or where to look instead of a code that is not sent.
std::string hint_of(const v1::CodeEntry& entry);

}  // namespace iaq::ctl
