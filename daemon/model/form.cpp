#include "model/form.hpp"

#include <algorithm>
#include <array>

namespace iaq::model {
namespace {

using enum field_form;

// Who is asked about and on which ground comes before the person: a victim or witness is not asked
// about, and then nobody has typed who it is (SO0801 II.A.1).
// clang-format off
constexpr std::array fields{
    asked_field{"role",                  "ROLE",   "", choice, "roles", true},
    asked_field{"also_victim_or_witness", "ROLE",  "", flag},
    asked_field{"basis",                 "BASIS",  "", choice, "bases", true},
    asked_field{"requester.officer_id",  "PEOPLE", "", text, "", true},
    asked_field{"requester.officer_name", "PEOPLE", "", text, "", true},
    asked_field{"incident",              "FIELDS", ""},
    asked_field{"operator_id",           "PEOPLE", "", text, "", true},
    asked_field{"desk",                  "PEOPLE", ""},
    asked_field{"ori",                   "PROFILE", "", text, "", true},
    asked_field{"identity_evidence",     "EXEMPT", "", choice, "evidence"},
    asked_field{"identity_document.issuer", "EXEMPT", ""},
    asked_field{"identity_document.kind", "EXEMPT", ""},
    asked_field{"identity_document.valid_until", "EXEMPT", "", date},
    asked_field{"exemption_override_reason", "EXEMPT", ""},
    asked_field{"subject.last_name",     "FIELDS", "", text, "", true},
    asked_field{"subject.first_name",    "FIELDS", "", text, "", true},
    asked_field{"subject.middle_name",   "FIELDS", ""},
    asked_field{"subject.suffix",        "FIELDS", ""},
    asked_field{"subject.date_of_birth", "FIELDS", "", date, "", true},
    asked_field{"subject.sex",           "FIELDS", "sex", choice, "sexes", true},
    asked_field{"subject.place_of_birth", "FIELDS", "place_of_birth", code, "places", true},
    asked_field{"subject.nationality",   "CONSULAR", "", code, "places"},
    asked_field{"offense.text",          "FIELDS", "", text, "", true},
    asked_field{"offense.ncic_code",     "FIELDS", "offense_code", code, "offenses", true},
    asked_field{"charge_status",         "DETAIN", "", choice, "charges"},
    asked_field{"in_custody",            "PROFILE", "in_custody", flag, "", true},
    asked_field{"confined_at",           "QUERY48", "", time},
    asked_field{"contact_expected_end",  "CONTACT", "", time},
    asked_field{"subject.mothers_maiden_name", "PARENTS", "mothers_maiden_name"},
    asked_field{"subject.fathers_last_name", "PARENTS", "fathers_last_name"},
    asked_field{"phone",                 "PROFILE", "phone", text, "", true},
    asked_field{"purpose",               "PROFILE", "purpose", choice, "purposes", true},
    asked_field{"reason",                "PROFILE", "reason", text, "reasons", true},
    asked_field{"attention",             "PROFILE", "attention"},
    asked_field{"subject.alien_number",  "PROFILE", "alien_number"},
    asked_field{"subject.fbi_number",    "PROFILE", "fbi_number"},
    asked_field{"subject.state_id",      "PROFILE", "state_id"},
    asked_field{"subject.operator_license", "PROFILE", "operator_license"},
    asked_field{"subject.remarks",       "PROFILE", "remarks"},
    asked_field{"send_before",           "CONTACT", "", time},
    asked_field{"supervisor_reason",     "ROLE", ""},
    asked_field{"relates_to",            "ALREADY_ASKED", ""},
    asked_field{"register_only",         "QUERY48", "", flag},
};

constexpr std::array values{
    model::choice{"roles", "SUBJECT_ROLE_ARRESTEE", "ARRESTEE"},
    model::choice{"roles", "SUBJECT_ROLE_CHARGED", "CHARGED"},
    model::choice{"roles", "SUBJECT_ROLE_COMMITTED", "COMMITTED"},
    model::choice{"roles", "SUBJECT_ROLE_ENFORCEMENT_CONTACT", "ENFORCEMENT_CONTACT"},
    model::choice{"roles", "SUBJECT_ROLE_VICTIM", "VICTIM"},
    model::choice{"roles", "SUBJECT_ROLE_WITNESS", "WITNESS"},
    model::choice{"bases", "BASIS_PRESENTED_FOR_INCARCERATION", "PRESENTED_FOR_INCARCERATION"},
    model::choice{"bases", "BASIS_STATUS_IN_QUESTION", "STATUS_IN_QUESTION"},
    model::choice{"evidence", "IDENTITY_EVIDENCE_NONE", "NONE"},
    model::choice{"evidence", "IDENTITY_EVIDENCE_GOVERNMENT_ID", "GOVERNMENT_ID"},
    model::choice{"evidence", "IDENTITY_EVIDENCE_PERSONAL_KNOWLEDGE", "PERSONAL_KNOWLEDGE"},
    model::choice{"charges", "CHARGE_STATUS_NONE", "NONE"},
    model::choice{"charges", "CHARGE_STATUS_CITY_OR_STATE", "CITY_OR_STATE"},
    model::choice{"charges", "CHARGE_STATUS_FEDERAL_WARRANT", "FEDERAL_WARRANT"},
    model::choice{"purposes", "PURPOSE_CRIMINAL_JUSTICE", "C"},
    model::choice{"purposes", "PURPOSE_FIREARMS", "F"},
};
// clang-format on

}  // namespace

std::span<const asked_field> asked_fields() { return fields; }

const asked_field* find_asked_field(std::string_view name) {
    const auto* const found = std::ranges::find(fields, name, &asked_field::name);
    return found == fields.end() ? nullptr : &*found;
}

std::span<const model::choice> choices() { return values; }

}  // namespace iaq::model
