#include "model/names.hpp"

#include <array>

namespace iaq::model {
namespace {

template <std::size_t N, class Enum>
std::string_view at(const std::array<std::string_view, N>& names, Enum value) {
    const auto index = static_cast<std::size_t>(value);
    return index < N ? names[index] : std::string_view{"UNKNOWN"};
}

constexpr std::array<std::string_view, 14> states{
    "UNSPECIFIED", "QUEUED",    "SENDING", "ACKNOWLEDGED", "RECEIVED", "ANSWERED", "EXEMPT",
    "REGISTERED",  "CANCELLED", "EXPIRED", "REJECTED",     "IN_DOUBT", "FAILED",   "MANUAL"};
constexpr std::array<std::string_view, 23> kinds{
    "UNSPECIFIED",    "SENT",       "SWITCH_ACKNOWLEDGED",
    "LESC_RECEIVED",  "ANSWERED",   "FOLLOW_UP",
    "DELAYED",        "NO_RECEIPT", "WAITING_DESTINATION",
    "REJECTED",       "OVERDUE",    "CONTACT_EXPIRED",
    "QUERY_DEADLINE", "IN_DOUBT",   "FAILED",
    "EXPIRED",        "CANCELLED",  "WITHDRAWN",
    "UNMATCHED",      "ALERT",      "ALERT_CLEARED",
    "REVIEW",         "MANUAL"};
constexpr std::array<std::string_view, 7> classifications{
    "UNSPECIFIED", "RECEIPT", "ANSWER", "UNCLASSIFIED", "ERROR", "STATUS", "OTHER"};
constexpr std::array<std::string_view, 10> match_rules{
    "UNSPECIFIED", "REFERENCE",    "ECHOED_HEADER", "ASSIGNED",  "NONE_FOUND",
    "ORIGIN",      "OTHER_PERSON", "NEVER_SENT",    "AMBIGUOUS", "WITHDRAWN"};
constexpr std::array<std::string_view, 7> roles{
    "UNSPECIFIED", "ARRESTEE", "CHARGED", "COMMITTED", "ENFORCEMENT_CONTACT", "VICTIM", "WITNESS"};
constexpr std::array<std::string_view, 3> purposes{"UNSPECIFIED", "CRIMINAL_JUSTICE", "FIREARMS"};
constexpr std::array<std::string_view, 3> bases{"UNSPECIFIED", "PRESENTED_FOR_INCARCERATION",
                                                "STATUS_IN_QUESTION"};
constexpr std::array<std::string_view, 4> evidences{"UNSPECIFIED", "NONE", "GOVERNMENT_ID",
                                                    "PERSONAL_KNOWLEDGE"};
constexpr std::array<std::string_view, 4> reports{"UNSPECIFIED", "SHIFT_LOG", "AUDIT_PACK",
                                                  "RIGHTS"};
constexpr std::array<std::string_view, 10> clocks{
    "UNSPECIFIED", "DELAYED",   "SEND_EXPIRY", "NO_RECEIPT",  "OVERDUE",
    "CONTACT",     "QUERY_36H", "QUERY_47H",   "UNSEEN_DESK", "UNSEEN_SUPERVISOR"};
constexpr std::array<std::string_view, std::variant_size_v<records::body>> record_kinds{
    "daemon_started",
    "daemon_stopped",
    "configuration_loaded",
    "inquiry_admitted",
    "inquiry_refused",
    "refusals_summed",
    "inquiry_cancelled",
    "send_begun",
    "send_acknowledged",
    "send_refused",
    "send_given_up",
    "reply_heard",
    "reply_matched",
    "reply_unmatched",
    "clock_fired",
    "delivery_taken",
    "operator_action",
    "link_up",
    "link_down",
    "access",
    "condition_changed",
    "keys_shredded",
    "master_key_rotated",
    "legal_hold_changed",
    "checkpoint_due",
    "record_quarantined",
    "journal_restored",
    "journal_adopted",
    "inquiry_carried",
    "segments_dropped",
    "inquiry_resolved",
    "note_written",
    "ice_contacted",
    "consular_notified",
    "inquiries_transferred",
    "contact_ended",
    "inquiry_updated",
    "manual_recorded",
    "reply_assigned",
    "match_withdrawn",
    "reply_classified",
    "replay_begun",
    "replay_ended",
    "review_signed",
    "session_opened",
    "session_closed",
    "session_refused",
    "answer_seen",
    "answer_disseminated",
    "foreign"};

}  // namespace

std::string_view name_of(inquiry_state state) { return at(states, state); }
std::string_view name_of(delivery_kind kind) { return at(kinds, kind); }
std::string_view name_of(classification c) { return at(classifications, c); }
std::string_view name_of(match_rule rule) { return at(match_rules, rule); }
std::string_view name_of(subject_role role) { return at(roles, role); }
std::string_view name_of(records::clock_kind clock) { return at(clocks, clock); }
std::string_view name_of(purpose p) { return at(purposes, p); }
std::string_view name_of(basis b) { return at(bases, b); }
std::string_view name_of(identity_evidence e) { return at(evidences, e); }
std::string_view name_of(report_kind k) { return at(reports, k); }

std::string_view name_of(right r) {
    switch (r) {
        case right::submit: return "submit";
        case right::read: return "read";
        case right::operate: return "operate";
        case right::supervise: return "supervise";
        case right::audit: return "audit";
    }
    return "unknown";
}

std::string_view name_of(line_protocol p) {
    return p == line_protocol::foxtalk ? "foxtalk" : "dmpp2020";
}

std::string_view name_of(payload_kind p) { return p == payload_kind::ofml ? "ofml" : "nlets_text"; }

std::string_view kind_of(const records::body& body) { return record_kinds[body.index()]; }

}  // namespace iaq::model
