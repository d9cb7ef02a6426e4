#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include <algorithm>

namespace iaq::policy {
namespace {

using model::charge_status;
using model::subject_role;

bool has_clock(const model::inquiry_request& request) {
    return request.role == subject_role::enforcement_contact &&
           request.charged == charge_status::none;
}

bool is_of_immigration(const std::string& code, const model::order& order) {
    return std::ranges::any_of(order.immigration_offenses,
                               [&](const auto& beginning) { return code.starts_with(beginning); });
}

}  // namespace

bool is_without_charge(const model::inquiry_request& request) {
    return request.charged == charge_status::none &&
           (request.role == subject_role::enforcement_contact ||
            request.role == subject_role::arrestee);
}

std::optional<utc_time> contact_end(const model::inquiry_request& request,
                                    const model::order& order, utc_time admitted_at) {
    if (!has_clock(request) || !is_enabled(order, "CONTACT")) {
        return std::nullopt;
    }
    return request.contact_expected_end.value_or(admitted_at + order.contact_default);
}

findings rule_no_authority(const matter& m) {
    findings said{"NO_AUTHORITY", m.around.order};
    const auto& request = m.request;
    // A federal warrant is authority of its own (II.B.4.b), and so is ICE's word (II.B.4.c).
    const bool is_held_for_it = request.charged == charge_status::city_or_state ||
                                (request.charged == charge_status::none && is_booked(request.role));
    if (is_held_for_it && !m.so_far.detainer_authorized &&
        is_of_immigration(request.charge.ncic_code, m.around.order)) {
        said.advise_quoting();
        said.tell_supervisors();
    }
    return said;
}

findings rule_contact(const matter& m) {
    findings said{"CONTACT", m.around.order};
    const auto& request = m.request;
    const bool is_waiting =
        m.at == stage::change ? contact_waits(request, m.so_far) : has_clock(request);
    if (m.exempt || !is_waiting) {
        return said;
    }
    if (!request.contact_expected_end) {
        said.advise("default_end", {{"length", in_words(m.around.order.contact_default)}});
    } else if (*request.contact_expected_end <= m.around.now) {
        said.advise("end_passed");
    }
    if (m.around.line_is_out) {
        said.quote(notice_of_case(m.around.order, "CONTACT", "line_is_out"));
    }
    return said;
}

findings rule_call_ice(const matter& m) {
    findings said{"CALL_ICE", m.around.order};
    const auto& order = m.around.order;
    if (!m.exempt && is_without_charge(m.request) && !m.so_far.ice_called && !m.so_far.released) {
        const auto& phone = order.ice_phone.empty() ? m.around.profile.lesc_phone : order.ice_phone;
        said.quote(notice_of(order, "CALL_ICE", {{"ice_phone", phone}}));
    }
    return said;
}

}  // namespace iaq::policy
