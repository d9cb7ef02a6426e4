#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include "base/text.hpp"
#include "model/limits.hpp"
#include "naming/name_line.hpp"

#include <algorithm>

namespace iaq::policy {
namespace {

using model::limits::field_bytes_max;

bool is_letter_or_digit(char c) { return text::is_letter(c) || text::is_digit(c); }

/// True when the text holds C0 or C1 controls or DEL, which could steer a terminal; line ends and
/// tabs only count where the text has to be one line.
bool has_controls(std::string_view value, bool one_line) {
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        const bool is_line_end = value[i] == '\n' || value[i] == '\r' || value[i] == '\t';
        const bool is_c1 = byte == 0xC2U && i + 1 < value.size() &&
                           static_cast<unsigned char>(value[i + 1]) < 0xA0U;
        if (((byte < 0x20U || byte == 0x7FU) && (one_line || !is_line_end)) || is_c1) {
            return true;
        }
    }
    return false;
}

void judge_bounds(const matter& m, findings& said) {
    const auto max = std::to_string(field_bytes_max);
    for (const auto& entry : request_texts) {
        const auto& value = entry.of(m.asked);
        if (value.size() > field_bytes_max) {
            said.refuse("too_long", entry.field, {{"max", max}});
        } else if (has_controls(value, entry.one_line)) {
            said.refuse("control_characters", entry.field);
        }
    }
    if (!m.asked.document) {
        return;
    }
    for (const auto& [field, value] :
         {std::pair{"identity_document.issuer", std::string_view{m.asked.document->issuer}},
          {"identity_document.kind", m.asked.document->kind}}) {
        if (value.size() > field_bytes_max) {
            said.refuse("too_long", field, {{"max", max}});
        } else if (has_controls(value, true)) {
            said.refuse("control_characters", field);
        }
    }
}

/// A name folds to A-Z, blank, hyphen and apostrophe, with a letter among them (policy.md, Traps).
void judge_name(const std::string& name, std::string_view field, bool is_required, findings& said) {
    if (is_blank(name)) {
        if (is_required) {
            said.refuse("missing", field);
        }
        return;
    }
    const auto folded = naming::fold(name);
    if (!folded || !std::ranges::any_of(*folded, text::is_letter)) {
        said.refuse("name_characters", field);
    }
}

void judge_birth_date(const matter& m, findings& said) {
    constexpr std::string_view field = "subject.date_of_birth";
    const auto& written = m.request.person.date_of_birth;
    if (is_blank(written)) {
        if (m.at == stage::submission) {
            said.refuse("missing", field);
        }
        return;
    }
    const auto birth = parse_day(written);
    const day today{std::chrono::floor<std::chrono::days>(m.around.now)};
    const auto years_max = m.around.order.age_years_max;
    if (!birth) {
        said.refuse("date_form", field);
    } else if (*birth > today) {
        said.refuse("date_future", field);
    } else if (*birth + std::chrono::years{years_max} < today) {
        said.refuse("date_age", field, {{"max", std::to_string(years_max) + " years"}});
    }
}

std::string_view code_of(model::sex sex) {
    switch (sex) {
        case model::sex::female: return "F";
        case model::sex::male: return "M";
        case model::sex::unknown: return "U";
        case model::sex::unspecified: break;
    }
    return "";
}

void judge_sex(const matter& m, findings& said) {
    if (m.request.person.said_sex == model::sex::unspecified) {
        if (m.needs_all()) {
            said.refuse("missing", "subject.sex");
        }
    } else if (!m.around.tables.has_sex(code_of(m.request.person.said_sex))) {
        said.refuse("sex_code", "subject.sex");
    }
}

void judge_place(const std::string& code, std::string_view field, const circumstances& c,
                 findings& said) {
    if (code.empty()) {
        return;
    }
    if (code.size() != 2 || !std::ranges::all_of(code, text::is_upper_alphanumeric)) {
        said.refuse("place_form", field);
    } else if (code == "XX") {
        said.refuse("place_unknown", field);
    } else if (const auto* hint = c.tables.find_reference_place(code)) {
        said.refuse("place_reference", field, {{"hint", *hint}});
    } else if (c.tables.find_place(code) == nullptr) {
        said.refuse("place_code", field);
    }
}

void judge_offense(const matter& m, findings& said) {
    const auto& offense = m.request.charge;
    const bool has_charge = m.request.charged != model::charge_status::none;
    if (m.needs_all() && has_charge && is_blank(offense.text)) {
        said.refuse("missing", "offense.text");
    }
    if (is_blank(offense.ncic_code)) {
        if (m.needs_all()) {
            said.refuse("missing", "offense.ncic_code");
        }
    } else if (offense.ncic_code.size() != 4 ||
               !std::ranges::all_of(offense.ncic_code, text::is_digit)) {
        said.refuse("offense_code_form", "offense.ncic_code");
    } else if (is_blank(m.asked.charge.ncic_code)) {
        said.advise("offense_code_default", {{"code", offense.ncic_code}});
    } else if (m.around.tables.find_offence(offense.ncic_code) == nullptr) {
        said.advise("offense_code_unknown");
    }
    if (!has_charge && m.request.role == model::subject_role::charged) {
        said.refuse("charge_contradicts_role", "charge_status");
    }
}

void judge_numbers(const model::subject& person, findings& said) {
    const auto& alien = person.alien_number;
    if (!alien.empty() &&
        ((alien.size() != 8 && alien.size() != 9) || !std::ranges::all_of(alien, text::is_digit))) {
        said.refuse("alien_number", "subject.alien_number");
    }
    for (const auto& [field, number] :
         {std::pair{"subject.fbi_number", std::string_view{person.fbi_number}},
          {"subject.state_id", person.state_id},
          {"subject.operator_license", person.operator_license}}) {
        if (!std::ranges::all_of(number, is_letter_or_digit)) {
            said.refuse("number_characters", field);
        }
    }
}

/// A mistyped date must not cost a person the exemption unseen: it is refused, not passed over.
void judge_document_date(const matter& m, findings& said) {
    const auto& document = m.request.document;
    if (document && !document->valid_until.empty() && !parse_day(document->valid_until)) {
        said.refuse("date_form", "identity_document.valid_until");
    }
}

/// Nobody is confined from tomorrow on: such a slip would start the 48 hours late.
void judge_confinement(const matter& m, findings& said) {
    constexpr auto clocks_differ_max = std::chrono::minutes{10};
    if (m.request.confined_at && *m.request.confined_at > m.around.now + clocks_differ_max) {
        said.refuse("time_future", "confined_at");
    }
}

}  // namespace

findings rule_fields(const matter& m) {
    findings said{"FIELDS", m.around.order};
    const auto& person = m.request.person;
    const bool is_named = m.at == stage::submission;
    judge_bounds(m, said);
    judge_name(person.last_name, "subject.last_name", is_named, said);
    judge_name(person.first_name, "subject.first_name", is_named, said);
    judge_name(person.middle_name, "subject.middle_name", false, said);
    judge_name(person.suffix, "subject.suffix", false, said);
    judge_birth_date(m, said);
    judge_document_date(m, said);
    judge_confinement(m, said);
    if (m.needs_all() && is_blank(person.place_of_birth)) {
        said.refuse("missing", "subject.place_of_birth");
    } else {
        judge_place(person.place_of_birth, "subject.place_of_birth", m.around, said);
    }
    judge_place(person.nationality, "subject.nationality", m.around, said);
    if (m.exempt) {
        if (is_blank(m.request.incident)) {
            said.refuse("missing", "incident");
        }
        return said;
    }
    judge_name(person.mothers_maiden_name, "subject.mothers_maiden_name", false, said);
    judge_name(person.fathers_last_name, "subject.fathers_last_name", false, said);
    judge_sex(m, said);
    judge_offense(m, said);
    judge_numbers(person, said);
    return said;
}

}  // namespace iaq::policy
