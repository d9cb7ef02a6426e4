#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace iaq::policy {

findings rule_people(const matter& m) {
    findings said{"PEOPLE", m.around.order};
    for (const auto& entry : request_texts) {
        const bool names_someone = entry.field == "requester.officer_id" ||
                                   entry.field == "requester.officer_name" ||
                                   entry.field == "operator_id";
        if (names_someone && is_blank(entry.of(m.request))) {
            said.refuse("missing", entry.field);
        }
    }
    // The operator becomes the USER-ID where the profile has none: A-Z and 0-9 only.
    const auto& operator_id = m.request.operator_id;
    const bool has_any = std::ranges::any_of(
        operator_id, [](char c) { return text::is_upper_alphanumeric(text::upper(c)); });
    if (!is_blank(operator_id) && !has_any && m.around.profile.user_id.empty()) {
        said.refuse("characters", "operator_id");
    }
    return said;
}

findings rule_parents(const matter& m) {
    findings said{"PARENTS", m.around.order};
    if (!m.needs_all()) {
        return said;
    }
    std::string absent;
    if (is_blank(m.request.person.mothers_maiden_name)) {
        absent = "mother's maiden name";
    }
    if (is_blank(m.request.person.fathers_last_name)) {
        absent += absent.empty() ? "" : ", ";
        absent += "father's last name";
    }
    if (!absent.empty()) {
        said.advise("absent", {{"field", absent}});
    }
    return said;
}

}  // namespace iaq::policy
