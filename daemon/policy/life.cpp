#include "policy/life.hpp"

#include <algorithm>

namespace iaq::policy {
namespace {

bool has_fired(const life& so_far, model::records::clock_kind clock) {
    return std::ranges::find(so_far.fired, clock) != so_far.fired.end();
}

bool is_contact(const model::inquiry_request& request) {
    return request.role == model::subject_role::enforcement_contact;
}

}  // namespace

bool is_booked(model::subject_role role) {
    return role == model::subject_role::arrestee || role == model::subject_role::charged ||
           role == model::subject_role::committed;
}

bool contact_stands(const model::inquiry_request& now, const life& so_far) {
    return is_contact(now) && !so_far.contact_over && !so_far.released &&
           !has_fired(so_far, model::records::clock_kind::contact);
}

bool contact_waits(const model::inquiry_request& now, const life& so_far) {
    return contact_stands(now, so_far) && now.charged == model::charge_status::none &&
           !so_far.answer_came && !so_far.detainer_authorized;
}

bool officer_waits(const model::inquiry_request& now, const life& so_far) {
    return !so_far.released && (contact_stands(now, so_far) || now.in_custody.value_or(false));
}

bool has_been_asked(model::inquiry_state state) {
    using enum model::inquiry_state;
    switch (state) {
        case acknowledged:
        case received:
        case answered:
        case manual: return true;
        case unspecified:
        case queued:
        case sending:
        case exempt:
        case registered:
        case cancelled:
        case expired:
        case rejected:
        case in_doubt:
        case failed: return false;
    }
    return false;
}

model::inquiry_request booked(model::inquiry_request request, const life& so_far, utc_time at) {
    if (is_contact(request)) {
        request.role = model::subject_role::arrestee;
    }
    if (request.charged == model::charge_status::none && !so_far.detainer_authorized) {
        request.charged = model::charge_status::unspecified;  // follows from the role
    }
    request.ground = model::basis::presented_for_incarceration;
    request.in_custody = true;
    if (!request.confined_at) {
        request.confined_at = at;
    }
    return request;
}

}  // namespace iaq::policy
