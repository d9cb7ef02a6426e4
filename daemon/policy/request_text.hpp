#pragma once

#include "model/inquiry.hpp"
#include "model/profile.hpp"

#include <array>
#include <string>
#include <string_view>

/// The text fields of a submission by name, so that a rule can walk over them.
namespace iaq::policy {

/// One text field: its dotted name in SubmitInquiry, and the profile's name where the profile
/// alone says whether it is required and how long it may be.
struct request_text {
    std::string_view field;
    std::string_view profile_name;
    const std::string& (*of)(const model::inquiry_request&);
    bool one_line = false;  // an identifier or name of the agency's own: no line ends
};

/// All text fields that are written into the submission itself; the document's are not here.
extern const std::array<request_text, 29> request_texts;

/// Returns the text the profile calls `profile_name`, or nullptr when FIELDS or PROFILE judge its
/// form by themselves (name, birth, sex, birthplace, custody, offense code, purpose, phone).
const request_text* find_text(std::string_view profile_name);

/// Returns the profile's field of this name, or nullptr.
const model::profile_field* find_field(const model::profile& profile, std::string_view name);

/// True when the field goes to the switch, by a tag of its own or in the remarks.
bool is_sent(const model::profile_field& field);

/// Returns the longest the wire carries of a field; `otherwise` when the profile does not say.
std::size_t size_max(const model::profile& profile, std::string_view name, std::size_t otherwise);

/// True when the text has nothing but blanks.
bool is_blank(std::string_view text);

}  // namespace iaq::policy
