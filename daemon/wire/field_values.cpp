#include "wire/field_values.hpp"

#include "base/text.hpp"
#include "naming/name_line.hpp"

#include <algorithm>
#include <array>

namespace iaq::wire {
namespace {

using value = std::optional<std::string>;
using field = const model::profile_field&;

value purpose_letter(const outgoing& inquiry, field) {
    switch (inquiry.request.why) {
        case model::purpose::criminal_justice: return "C";
        case model::purpose::firearms: return "F";
        case model::purpose::unspecified: break;
    }
    return "";
}

value sex_letter(const outgoing& inquiry, field) {
    switch (inquiry.request.person.said_sex) {
        case model::sex::female: return "F";
        case model::sex::male: return "M";
        case model::sex::unknown: return "U";
        case model::sex::unspecified: break;
    }
    return "";
}

value custody_letter(const outgoing& inquiry, field) {
    const auto custody = inquiry.request.in_custody;
    return custody ? (*custody ? "Y" : "N") : "";
}

/// Digits only: people write telephone numbers with blanks, brackets, hyphens, periods and a plus.
value phone_digits(const outgoing& inquiry, field) {
    std::string digits;
    for (const char c : inquiry.request.phone) {
        if (text::is_digit(c)) {
            digits += c;
        } else if (std::string_view{" ()-.+/"}.find(c) == std::string_view::npos) {
            return std::nullopt;
        }
    }
    return digits;
}

value birth_date(const outgoing& inquiry, field) {
    const auto& written = inquiry.request.person.date_of_birth;
    const auto date = parse_day(written);
    if (!date) {
        return written.empty() ? value{""} : std::nullopt;
    }
    const auto compact = compact_day(*date);
    if (inquiry.profile.date_form == "ccyymmdd") {
        return compact;
    }
    if (inquiry.profile.date_form == "mmddyy") {
        return compact.substr(4) + compact.substr(2, 2);
    }
    return std::nullopt;
}

value name_line(const outgoing& inquiry, field wanted) {
    const auto& profile = inquiry.profile;
    const auto size = wanted.size_max == 0 ? profile.name_size_max
                                           : std::min(wanted.size_max, profile.name_size_max);
    const auto line = naming::compose(inquiry.request.person, size, profile.comma_blank);
    return line ? value{line->text} : std::nullopt;
}

template <auto Member>
value request_text(const outgoing& inquiry, field) {
    return naming::fold_text(inquiry.request.*Member);
}

template <auto Member>
value subject_text(const outgoing& inquiry, field) {
    return naming::fold_text(inquiry.request.person.*Member);
}

template <auto Member>
value subject_name(const outgoing& inquiry, field) {
    return naming::fold(inquiry.request.person.*Member);
}

value offense_code(const outgoing& inquiry, field) {
    return naming::fold_text(inquiry.request.charge.ncic_code);
}

using request = model::inquiry_request;
using person = model::subject;

// clang-format off
constexpr std::array sources{
    field_source{"purpose",        "purpose",                purpose_letter},
    field_source{"attention",      "attention",              request_text<&request::attention>},
    field_source{"reason",         "reason",                 request_text<&request::reason>},
    field_source{"phone",          "phone",                  phone_digits},
    field_source{"name",           "subject.last_name",      name_line},
    field_source{"date_of_birth",  "subject.date_of_birth",  birth_date},
    field_source{"sex",            "subject.sex",            sex_letter},
    field_source{"place_of_birth", "subject.place_of_birth", subject_text<&person::place_of_birth>},
    field_source{"in_custody",     "in_custody",             custody_letter},
    field_source{"offense_code",   "offense.ncic_code",      offense_code},
    field_source{"alien_number",   "subject.alien_number",   subject_text<&person::alien_number>},
    field_source{"fbi_number",     "subject.fbi_number",     subject_text<&person::fbi_number>},
    field_source{"state_id",       "subject.state_id",       subject_text<&person::state_id>},
    field_source{"operator_license",    "subject.operator_license",
                 subject_text<&person::operator_license>},
    field_source{"mothers_maiden_name", "subject.mothers_maiden_name",
                 subject_name<&person::mothers_maiden_name>},
    field_source{"fathers_last_name",   "subject.fathers_last_name",
                 subject_name<&person::fathers_last_name>},
    field_source{"remarks",        "subject.remarks",        subject_text<&person::remarks>},
};
// clang-format on

}  // namespace

const field_source* find_source(std::string_view name) noexcept {
    const auto* const found = std::ranges::find(sources, name, &field_source::name);
    return found == sources.end() ? nullptr : found;
}

}  // namespace iaq::wire
