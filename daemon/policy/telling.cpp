#include "policy/telling.hpp"

#include "model/names.hpp"
#include "policy/findings.hpp"
#include "policy/rules.hpp"

#include <string_view>

namespace iaq::policy {
namespace {

using model::delivery_kind;

/// HOUR: the order's hour has passed; the LESC telephone step, and whether the receipt came. For
/// somebody let go nobody telephones.
model::notice hour(const telling& told, const model::order& order, const model::profile& profile) {
    if (told.released) {
        auto notice = sentence_of(order, "HOUR");
        add_line(notice, say(order, "HOUR.released"));
        return notice;
    }
    auto notice = notice_of(order, "HOUR", {{"lesc_phone", profile.lesc_phone}});
    add_line(notice, say(order, told.receipt_came ? "HOUR.receipt_came" : "HOUR.no_receipt"));
    return notice;
}

/// Which line of CONTACT goes with the delivery; nothing when it does not say that ICE cannot be
/// reached in time.
std::string_view contact_case(const telling& told) {
    switch (told.kind) {
        case delivery_kind::contact_expired: return "expired";
        case delivery_kind::delayed: return told.line_is_out ? "line_is_out" : "";
        case delivery_kind::waiting_destination: return "waiting";
        case delivery_kind::rejected: return "rejected";
        case delivery_kind::in_doubt: return "in_doubt";
        case delivery_kind::failed: return "failed";
        case delivery_kind::expired: return "not_sent";
        case delivery_kind::unspecified:
        case delivery_kind::sent:
        case delivery_kind::switch_acknowledged:
        case delivery_kind::lesc_received:
        case delivery_kind::answered:
        case delivery_kind::follow_up:
        case delivery_kind::no_receipt:
        case delivery_kind::overdue:
        case delivery_kind::query_deadline:
        case delivery_kind::cancelled:
        case delivery_kind::withdrawn:
        case delivery_kind::unmatched:
        case delivery_kind::alert:
        case delivery_kind::alert_cleared: return "";
    }
    return "";
}

/// True when the order's sentence on release goes with it. Never for somebody booked, whose contact
/// no longer waits, nor for somebody who is released.
bool says_contact(const telling& told, const model::order& order) {
    const bool is_due = told.kind == delivery_kind::contact_expired || told.contact_waits;
    return is_due && !told.released && !contact_case(told).empty() && is_enabled(order, "CONTACT");
}

model::notice query_deadline(const telling& told, const model::order& order) {
    const auto first = in_words(order.query_first), last = in_words(order.query_last),
               within = in_words(order.query_within);
    const bool is_last = told.clock == model::records::clock_kind::query_47h;
    return notice_of_case(order, "QUERY48", is_last ? "last_passed" : "first_passed",
                          {{"first", first}, {"last", last}, {"within", within}});
}

std::string_view step_case(const telling& told, const model::order& order) {
    if (told.reminds != unseen::no) {
        return told.reminds == unseen::told_to_desk ? "unseen_desk" : "unseen_supervisor";
    }
    if (told.released) {
        return "released";
    }
    return says_contact(told, order) ? "contact" : "";
}

}  // namespace

std::vector<model::notice> notices_for(const telling& told, const model::order& order,
                                       const model::profile& profile) {
    std::vector<model::notice> said;
    const bool is_answer =
        told.kind == delivery_kind::answered || told.kind == delivery_kind::follow_up;
    if (is_answer && is_enabled(order, "DETAIN")) {
        said.push_back(notice_of(order, "DETAIN"));
    }
    if (says_contact(told, order)) {
        said.push_back(notice_of_case(order, "CONTACT", contact_case(told)));
    }
    if (is_answer && told.consular && is_enabled(order, "CONSULAR")) {
        said.push_back(*told.consular);
    }
    if (told.kind == delivery_kind::overdue && is_enabled(order, "HOUR")) {
        said.push_back(hour(told, order, profile));
    }
    if (told.kind == delivery_kind::query_deadline && is_enabled(order, "QUERY48")) {
        said.push_back(query_deadline(told, order));
    }
    return said;
}

std::string next_step(const telling& told, const model::order& order) {
    const std::string kind{model::name_of(told.kind)};
    const auto find = [&](const std::string& key) {
        const auto found = order.next_steps.find(key);
        return found == order.next_steps.end() ? std::string{} : found->second;
    };
    if (const auto name = step_case(told, order); !name.empty()) {
        if (auto step = find(kind + "." + std::string{name}); !step.empty()) {
            return step;
        }
    }
    return find(kind);
}

std::vector<model::notice> notices_when_unreachable(const model::inquiry_request& asked,
                                                    const model::order& order) {
    const bool is_waiting = asked.role == model::subject_role::enforcement_contact &&
                            (asked.charged == model::charge_status::none ||
                             asked.charged == model::charge_status::unspecified);
    if (!is_waiting || is_protected(asked, order) || !is_enabled(order, "CONTACT")) {
        return {};
    }
    return {notice_of_case(order, "CONTACT", "unreachable")};
}

}  // namespace iaq::policy
