#include "policy/defaults.hpp"
#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include "base/text.hpp"
#include "model/limits.hpp"
#include "naming/name_line.hpp"

#include <algorithm>
#include <optional>

namespace iaq::policy {
namespace {

constexpr std::size_t separator_size = 2;  // ", " between what stands in the remarks

void add_word(std::string& list, std::string_view word) {
    list += list.empty() ? "" : ", ";
    list += word;
}

void judge_ori(const matter& m, findings& said) {
    if (is_blank(m.request.ori)) {
        said.refuse("missing", "ori");
    } else if (std::ranges::find(m.around.agency_oris, m.request.ori) ==
               m.around.agency_oris.end()) {
        said.refuse("ori", "ori");
    }
}

void judge_purpose(const matter& m, findings& said) {
    if (m.request.why == model::purpose::unspecified) {
        said.refuse("missing", "purpose");
    } else if (m.request.why != model::purpose::criminal_justice &&
               !m.around.order.firearms_allowed) {
        said.refuse("firearms", "purpose");
    }
}

void judge_phone(const matter& m, findings& said) {
    const auto& phone = m.request.phone;
    if (is_blank(phone)) {
        said.refuse("missing", "phone");
    } else if (phone.size() != 10 || !std::ranges::all_of(phone, text::is_digit)) {
        said.refuse("phone", "phone");
    }
}

bool is_name(std::string_view profile_name) {
    return profile_name == "mothers_maiden_name" || profile_name == "fathers_last_name";
}

bool is_number(std::string_view profile_name) {
    return profile_name == "alien_number" || profile_name == "fbi_number" ||
           profile_name == "state_id" || profile_name == "operator_license";
}

/// Returns the text as the wire would write it, or nothing when it cannot carry it.
std::optional<std::string> written(std::string_view profile_name, const std::string& value) {
    if (is_number(profile_name)) {
        return value;
    }
    return is_name(profile_name) ? naming::fold(value) : naming::fold_text(value);
}

/// A size that the profile leaves open is bounded by what a request can hold.
std::size_t bound_of(const model::profile_field& field) {
    return field.size_max == 0 ? model::limits::field_bytes_max : field.size_max;
}

/// One text the profile names: there if required, of letters the wire carries, not too long.
void judge_text(const model::profile_field& field, const request_text& entry,
                const model::inquiry_request& request, bool is_left_to_equal, findings& said) {
    const auto& value = entry.of(request);
    if (is_blank(value)) {
        if (field.required && !is_left_to_equal) {
            said.refuse("missing", entry.field);
        }
        return;
    }
    if (!is_sent(field)) {
        return;
    }
    const auto line = written(field.name, value);
    if (!line) {
        said.refuse("delimiter", entry.field);
    } else if (line->size() > bound_of(field)) {
        said.refuse("too_long", entry.field, {{"max", std::to_string(bound_of(field))}});
    }
}

/// Returns how much of the remarks a field takes that has no tag of its own: its name in words and
/// its value. The wire adds each whole or not at all, in the profile's order.
std::size_t aside_size(const model::profile_field& field, const model::inquiry_request& request) {
    if (!field.tag.empty() || !field.in_remarks) {
        return 0;
    }
    const auto* entry = find_text(field.name);
    if (entry == nullptr || is_blank(entry->of(request))) {
        return 0;
    }
    const auto line = written(field.name, entry->of(request));
    return line ? field.name.size() + 1 + line->size() : 0;
}

void judge_asides(const matter& m, findings& said) {
    const auto* remarks = find_field(m.around.profile, "remarks");
    const bool has_remarks = remarks != nullptr && !remarks->tag.empty();
    auto room = has_remarks ? bound_of(*remarks) : 0;
    const auto own = naming::fold_text(m.request.person.remarks).value_or("").size();
    room -= std::min(room, own);
    bool is_first = own == 0;
    std::string left_out;
    for (const auto& field : m.around.profile.fields) {
        const auto size = aside_size(field, m.request);
        if (size == 0) {
            continue;
        }
        const auto needed = size + (is_first ? 0 : separator_size);
        if (needed <= room) {
            room -= needed;
            is_first = false;
        } else if (field.required) {
            said.refuse("no_room", find_text(field.name)->field);
        } else {
            add_word(left_out, find_text(field.name)->field);
        }
    }
    if (!left_out.empty()) {
        said.advise("not_carried", {{"field", left_out}});
    }
}

void judge_texts(const matter& m, findings& said) {
    // EQUAL says better what a missing reason lacks.
    const bool is_reason_missing = needs_reason(m.request, m.around.order);
    for (const auto& field : m.around.profile.fields) {
        const auto* entry = find_text(field.name);
        if (entry != nullptr) {
            judge_text(field, *entry, m.request, is_reason_missing && field.name == "reason", said);
        }
    }
    for (const std::string_view always : {"attention", "reason"}) {
        const auto* entry = find_text(always);
        const auto* field = find_field(m.around.profile, always);
        if (is_blank(entry->of(m.request)) && (field == nullptr || !field->required) &&
            !(is_reason_missing && always == "reason")) {
            said.refuse("missing", always);
        }
    }
}

void advise_of_defaults(const matter& m, findings& said) {
    std::string filled;
    if (m.asked.why != m.request.why) {
        add_word(filled, "purpose");
    }
    if (is_blank(m.asked.phone) && !is_blank(m.request.phone)) {
        add_word(filled, "phone");
    }
    if (is_blank(m.asked.reason) && !is_blank(m.request.reason)) {
        add_word(filled, "reason");
    }
    if (!filled.empty()) {
        said.advise("defaults_filled", {{"field", filled}});
    }
    const auto whole = naming::fold_text(m.asked.asked_by.officer_name);
    if (is_blank(m.asked.attention) && !is_blank(m.request.attention) &&
        (!whole || text::trim(*whole) != m.request.attention)) {
        said.advise("attention_made");
    }
}

void advise_of_name(const matter& m, findings& said) {
    const auto& person = m.request.person;
    const std::size_t line_max = m.around.profile.name_size_max;
    const auto size = std::min(line_max, size_max(m.around.profile, "name", line_max));
    const auto line = naming::compose(person, size, m.around.profile.comma_blank);
    if (line && !line->cut.empty()) {
        std::string parts;
        for (const auto& part : line->cut) {
            add_word(parts, part);
        }
        said.advise("name_cut", {{"max", std::to_string(size)}, {"parts", parts}});
    }
    std::string folded;
    for (const auto& [field, name] : {std::pair{"last_name", std::string_view{person.last_name}},
                                      {"first_name", person.first_name},
                                      {"middle_name", person.middle_name},
                                      {"suffix", person.suffix},
                                      {"mothers_maiden_name", person.mothers_maiden_name},
                                      {"fathers_last_name", person.fathers_last_name}}) {
        if (naming::folding_changes(name)) {
            add_word(folded, field);
        }
    }
    if (!folded.empty()) {
        said.advise("name_folded", {{"field", folded}});
    }
}

void advise_of_birthplace(const matter& m, findings& said) {
    const auto* place = m.around.tables.find_place(m.request.person.place_of_birth);
    if (m.around.profile.warn_us_birthplace && place != nullptr && !place->foreign) {
        said.advise("us_birthplace");
    }
}

}  // namespace

findings rule_profile(const matter& m) {
    findings said{"PROFILE", m.around.order};
    judge_ori(m, said);
    if (!m.needs_all()) {
        return said;  // nothing is sent
    }
    judge_purpose(m, said);
    judge_phone(m, said);
    if (!m.request.in_custody) {
        said.refuse("missing", "in_custody");
    }
    judge_texts(m, said);
    judge_asides(m, said);
    advise_of_defaults(m, said);
    advise_of_name(m, said);
    advise_of_birthplace(m, said);
    return said;
}

}  // namespace iaq::policy
