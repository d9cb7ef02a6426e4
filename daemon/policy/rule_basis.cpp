#include "policy/defaults.hpp"
#include "policy/rules.hpp"

namespace iaq::policy {

findings rule_basis(const matter& m) {
    findings said{"BASIS", m.around.order};
    if (m.request.ground == model::basis::unspecified) {
        said.refuse("unset", "basis");
    }
    if (m.request.role == model::subject_role::enforcement_contact &&
        m.request.ground == model::basis::presented_for_incarceration) {
        said.refuse("contradiction", "basis");
    }
    return said;
}

findings rule_booking(const matter& m) {
    findings said{"BOOKING", m.around.order};
    if (is_booked(m.request.role) && !m.exempt) {
        said.quote("BOOKING");
    }
    return said;
}

}  // namespace iaq::policy
