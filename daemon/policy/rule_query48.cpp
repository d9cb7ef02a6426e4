#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include "base/text.hpp"
#include "naming/name_line.hpp"

#include <algorithm>

namespace iaq::policy {
namespace {

using model::charge_status;
using model::inquiry_state;
using model::records::clock_kind;

/// The kind of a document as the order's list writes it: "I-551 card" is "I 551 CARD".
std::string kind_of_document(std::string_view written) {
    auto folded = naming::fold_text(written).value_or("");
    std::ranges::replace_if(
        folded, [](char c) { return !text::is_upper_alphanumeric(c); }, ' ');
    return naming::fold_text(folded).value_or("");
}

/// RSMo 544.472: charged and confined, and no document verifies the status.
bool must_be_queried(const matter& m) {
    const auto& request = m.request;
    const bool is_charged = request.charged == charge_status::city_or_state ||
                            request.charged == charge_status::federal_warrant;
    return is_enabled(m.around.order, "QUERY48") && is_charged && is_booked(request.role) &&
           request.confined_at && request.in_custody.value_or(true) && !m.so_far.released &&
           !verifies_status(request, m.around);
}

bool has_fired(const life& so_far, clock_kind clock) {
    return std::ranges::find(so_far.fired, clock) != so_far.fired.end();
}

void add_query_clocks(const matter& m, inquiry_state state, std::vector<due_clock>& clocks) {
    if (!must_be_queried(m)) {
        return;
    }
    const auto& order = m.around.order;
    const auto first = *m.request.confined_at + order.query_first;
    const auto last = *m.request.confined_at + order.query_last;
    // What is about to leave is not called late before it had the time to.
    const bool is_leaving = state == inquiry_state::queued || state == inquiry_state::sending;
    const auto soonest =
        is_leaving ? m.around.now + m.around.profile.clocks.delayed_after : m.around.now;
    if (!has_fired(m.so_far, clock_kind::query_36h) &&
        !has_fired(m.so_far, clock_kind::query_47h) && last > soonest) {
        clocks.push_back({clock_kind::query_36h, std::max(first, soonest)});
    }
    if (!has_fired(m.so_far, clock_kind::query_47h)) {
        clocks.push_back({clock_kind::query_47h, std::max(last, soonest)});
    }
}

/// The documents that verify a status, as the file lists them.
std::string documents_in_words(const model::order& order) {
    std::string list;
    for (const auto* kinds : {&order.verifying.federal, &order.verifying.state}) {
        for (const auto& kind : *kinds) {
            list += (list.empty() ? "" : ", ") + kind;
        }
    }
    return list;
}

}  // namespace

bool verifies_status(const model::inquiry_request& request, const circumstances& around) {
    if (request.evidence != model::identity_evidence::government_id || !request.document) {
        return false;
    }
    const auto& document = *request.document;
    const auto& kinds = document.issuer == "FEDERAL" ? around.order.verifying.federal
                                                     : around.order.verifying.state;
    if (document.issuer != "FEDERAL" && !around.tables.is_us_state(document.issuer)) {
        return false;
    }
    const auto until = parse_day(document.valid_until);
    const bool is_current = until ? is_valid_on(*until, around) : is_blank(document.valid_until);
    return is_current && std::ranges::find(kinds, kind_of_document(document.kind)) != kinds.end();
}

std::vector<due_clock> clocks_for(const matter& m, inquiry_state state) {
    std::vector<due_clock> clocks;
    const auto since = m.at == stage::change ? m.so_far.admitted_at : m.around.now;
    const auto end = contact_end(m.request, m.around.order, since);
    if (end && state != inquiry_state::exempt && contact_waits(m.request, m.so_far)) {
        clocks.push_back({clock_kind::contact, std::max(*end, utc_time{1ns})});
    }
    add_query_clocks(m, state, clocks);
    return clocks;
}

findings rule_registration(const matter& m) {
    findings said{"QUERY48", m.around.order};
    const auto& request = m.request;
    if (!is_enabled(m.around.order, "QUERY48")) {
        said.refuse("switched_off", "register_only");
        return said;
    }
    if (request.role == model::subject_role::enforcement_contact) {
        said.refuse("contact", "role");
    } else if (request.charged == charge_status::none) {
        said.refuse("no_charge", "charge_status");
    }
    if (!request.confined_at) {
        said.refuse("missing", "confined_at");
    }
    if (!request.in_custody.value_or(true)) {
        said.refuse("not_confined", "in_custody");
    }
    return said;
}

findings rule_query48(const matter& m) {
    findings said{"QUERY48", m.around.order};
    const auto& order = m.around.order;
    if (!must_be_queried(m) || has_been_asked(m.so_far.state)) {
        return said;
    }
    const auto within = in_words(order.query_within), first = in_words(order.query_first),
               last = in_words(order.query_last), documents = documents_in_words(order);
    const std::string_view name = m.at == stage::registration ? "registered"
                                  : m.exempt                  ? "exempt"
                                                              : "running";
    said.quote(notice_of_case(
        order, "QUERY48", name,
        {{"within", within}, {"first", first}, {"last", last}, {"documents", documents}}));
    return said;
}

}  // namespace iaq::policy
