#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include <optional>

namespace iaq::policy {
namespace {

/// Why an identification is none that exempts: the name of the advisory; nothing when it is valid.
std::optional<std::string_view> flaw_of(const std::optional<model::identity_document>& document,
                                        const circumstances& c) {
    if (!document || is_blank(document->issuer)) {
        return "document_absent";
    }
    if (document->issuer != "FEDERAL" && !c.tables.is_us_state(document->issuer)) {
        return "document_foreign";
    }
    const auto valid_until = parse_day(document->valid_until);
    if (!valid_until && !(c.order.undated_documents && is_blank(document->valid_until))) {
        return "document_undated";
    }
    if (valid_until && !is_valid_on(*valid_until, c)) {
        return "document_expired";
    }
    return std::nullopt;
}

/// True when II.B.1 would spare the person the query, whatever was asked all the same.
bool would_exempt(const model::inquiry_request& request, const circumstances& c) {
    if (!is_enabled(c.order, "EXEMPT") ||
        request.ground != model::basis::presented_for_incarceration) {
        return false;
    }
    return request.evidence == model::identity_evidence::personal_knowledge ||
           (request.evidence == model::identity_evidence::government_id &&
            !flaw_of(request.document, c));
}

}  // namespace

bool is_valid_on(day until, const circumstances& around) {
    const auto today =
        std::chrono::floor<std::chrono::days>(around.now - around.order.document_day_end);
    return until >= day{today};
}

bool is_exempt(const model::inquiry_request& request, const circumstances& around) {
    return would_exempt(request, around) && is_blank(request.exemption_override_reason);
}

findings rule_exempt(const matter& m) {
    findings said{"EXEMPT", m.around.order};
    if (m.at == stage::change && m.so_far.state != model::inquiry_state::queued) {
        return said;  // it has left: too late to spare the query
    }
    if (m.exempt) {
        said.quote("EXEMPT");
    } else if (would_exempt(m.request, m.around)) {
        said.advise("overridden");
    } else if (m.request.ground == model::basis::presented_for_incarceration) {
        if (m.request.evidence == model::identity_evidence::unspecified && m.request.document) {
            said.advise("evidence_not_said");
        } else if (m.request.evidence == model::identity_evidence::government_id) {
            if (const auto flaw = flaw_of(m.request.document, m.around)) {
                said.advise(*flaw);
            }
        }
    }
    return said;
}

}  // namespace iaq::policy
