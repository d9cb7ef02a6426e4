#include "policy/defaults.hpp"
#include "policy/request_text.hpp"
#include "policy/rules.hpp"

namespace iaq::policy {
namespace {

bool is_victim_or_witness(model::subject_role role) {
    return role == model::subject_role::victim || role == model::subject_role::witness;
}

bool is_protected_contact(const model::inquiry_request& request, const model::order& order) {
    return request.role == model::subject_role::enforcement_contact &&
           request.also_victim_or_witness && is_enabled(order, "ROLE_CONTACT");
}

/// The role is said, and the person asked about is not protected (II.A.1).
void judge_role(const matter& m, findings& said) {
    if (m.request.role == model::subject_role::unspecified) {
        said.refuse("unset", "role");
    } else if (is_victim_or_witness(m.request.role)) {
        said.refuse("protected", "role");
        said.quote("ROLE");
        said.quote("ROLE_REFERRAL");
    } else if (is_protected_contact(m.request, m.around.order)) {
        said.refuse("contact_also_protected", "also_victim_or_witness");
        said.quote("ROLE");
        said.quote("ROLE_CONTACT");
        said.quote("ROLE_REFERRAL");
    } else if (m.request.also_victim_or_witness) {
        // II.B.1 binds: presented for incarceration. II.C.3 still holds.
        said.advise("also_protected");
        said.tell_supervisors();
        said.quote("ROLE_REFERRAL");
    }
}

/// A person refused as victim or witness does not come back under another role unseen.
void judge_earlier_role(const matter& m, findings& said) {
    const auto& earlier = m.around.same_person;
    const auto memory = m.around.order.role_memory;
    if (!earlier || m.around.now - earlier->at > memory) {
        return;
    }
    const auto hours =
        std::to_string(std::chrono::duration_cast<std::chrono::hours>(memory).count());
    const bool has_reason = !is_blank(m.request.supervisor_reason);
    if (!m.around.may_supervise) {
        said.refuse("same_person_right", "role", {{"hours", hours}});
    }
    if (!has_reason) {
        said.refuse("same_person_reason", "supervisor_reason", {{"hours", hours}});
    }
    if (m.around.may_supervise && has_reason) {
        said.advise("same_person_overridden");
    }
}

}  // namespace

bool is_protected(const model::inquiry_request& request, const model::order& order) {
    return is_enabled(order, "ROLE") &&
           (is_victim_or_witness(request.role) || is_protected_contact(request, order));
}

findings rule_role(const matter& m) {
    findings said{"ROLE", m.around.order};
    judge_role(m, said);
    if (is_protected(m.request, m.around.order)) {
        return said;
    }
    judge_earlier_role(m, said);
    if (m.around.same_incident_protected) {
        said.advise("same_incident");
    }
    return said;
}

}  // namespace iaq::policy
