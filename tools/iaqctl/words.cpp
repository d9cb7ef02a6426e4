#include "iaqctl/words.hpp"

#include "iaqctl/paper.hpp"

#include <fmt/format.h>

#include <array>

namespace iaq::ctl {

std::string where_it_is(v1::InquiryState state) {
    switch (state) {
        case v1::INQUIRY_STATE_QUEUED: return "waits to be sent";
        case v1::INQUIRY_STATE_SENDING: return "being sent";
        case v1::INQUIRY_STATE_ACKNOWLEDGED: return "with the switch";
        case v1::INQUIRY_STATE_RECEIVED: return "with the LESC";
        case v1::INQUIRY_STATE_ANSWERED: return "answered";
        case v1::INQUIRY_STATE_EXEMPT: return "exempt, not sent";
        case v1::INQUIRY_STATE_REGISTERED: return "registered, not sent";
        case v1::INQUIRY_STATE_CANCELLED: return "cancelled, not sent";
        case v1::INQUIRY_STATE_EXPIRED: return "expired, not sent";
        case v1::INQUIRY_STATE_REJECTED: return "REJECTED";
        case v1::INQUIRY_STATE_IN_DOUBT: return "IN DOUBT";
        case v1::INQUIRY_STATE_FAILED: return "FAILED";
        case v1::INQUIRY_STATE_MANUAL: return "keyed by hand";
        default: return "unknown";
    }
}

std::string what_is_due(v1::ClockKind clock) {
    switch (clock) {
        case v1::CLOCK_KIND_DELAYED: return "to be sent";
        case v1::CLOCK_KIND_SEND_EXPIRY: return "expires unsent";
        case v1::CLOCK_KIND_NO_RECEIPT: return "receipt due";
        case v1::CLOCK_KIND_OVERDUE: return "answer due";
        case v1::CLOCK_KIND_CONTACT: return "contact ends";
        case v1::CLOCK_KIND_QUERY_36H: return "query (36 h)";
        case v1::CLOCK_KIND_QUERY_47H: return "query (47 h)";
        case v1::CLOCK_KIND_UNSEEN_DESK: return "desk is told";
        case v1::CLOCK_KIND_UNSEEN_SUPERVISOR: return "sup. is told";
        default: return "clock";
    }
}

std::string meaning_of(v1::DeliveryKind kind) {
    switch (kind) {
        case v1::DELIVERY_KIND_SENT: return "it is on its way to the switch";
        case v1::DELIVERY_KIND_SWITCH_ACKNOWLEDGED: return "the state switch has it";
        case v1::DELIVERY_KIND_LESC_RECEIVED: return "the LESC's computer has it; no answer yet";
        case v1::DELIVERY_KIND_ANSWERED: return "the LESC answered";
        case v1::DELIVERY_KIND_FOLLOW_UP: return "a further message for this inquiry";
        case v1::DELIVERY_KIND_DELAYED: return "it has not left yet";
        case v1::DELIVERY_KIND_NO_RECEIPT: return "no receipt of the LESC so far";
        case v1::DELIVERY_KIND_WAITING_DESTINATION:
            return "the LESC is out of service; it will be forwarded";
        case v1::DELIVERY_KIND_REJECTED: return "it was rejected";
        case v1::DELIVERY_KIND_OVERDUE: return "no answer within the usual time";
        case v1::DELIVERY_KIND_CONTACT_EXPIRED: return "the time of the contact has run out";
        case v1::DELIVERY_KIND_QUERY_DEADLINE: return "confined for long, and not asked about yet";
        case v1::DELIVERY_KIND_REVIEW: return "a supervisor is to look at it";
        case v1::DELIVERY_KIND_MANUAL: return "it was keyed by hand at the state's terminal";
        case v1::DELIVERY_KIND_IN_DOUBT: return "nobody knows whether the switch has it";
        case v1::DELIVERY_KIND_FAILED: return "it could not be sent";
        case v1::DELIVERY_KIND_EXPIRED: return "its time passed unsent; it is never sent";
        case v1::DELIVERY_KIND_CANCELLED: return "cancelled before anything left";
        case v1::DELIVERY_KIND_WITHDRAWN:
            return "DISREGARD the earlier answer: it was not for this inquiry";
        case v1::DELIVERY_KIND_UNMATCHED: return "a message that no rule could place";
        case v1::DELIVERY_KIND_ALERT: return "a condition stands";
        case v1::DELIVERY_KIND_ALERT_CLEARED: return "the condition has cleared";
        default: return {};
    }
}

bool needs_a_person(v1::DeliveryKind kind) {
    switch (kind) {
        case v1::DELIVERY_KIND_ANSWERED:
        case v1::DELIVERY_KIND_FOLLOW_UP:
        case v1::DELIVERY_KIND_NO_RECEIPT:
        case v1::DELIVERY_KIND_REJECTED:
        case v1::DELIVERY_KIND_OVERDUE:
        case v1::DELIVERY_KIND_CONTACT_EXPIRED:
        case v1::DELIVERY_KIND_QUERY_DEADLINE:
        case v1::DELIVERY_KIND_REVIEW:
        case v1::DELIVERY_KIND_IN_DOUBT:
        case v1::DELIVERY_KIND_FAILED:
        case v1::DELIVERY_KIND_EXPIRED:
        case v1::DELIVERY_KIND_WITHDRAWN:
        case v1::DELIVERY_KIND_UNMATCHED:
        case v1::DELIVERY_KIND_ALERT: return true;
        default: return false;
    }
}

std::string read_words(const v1::ReplyView& reply) {
    if (reply.has_seen_at()) {
        return "confirmed at " + local_time(reply.seen_at());
    }
    return reply.unread() ? "NOT YET: nobody has confirmed reading it" : std::string{};
}

std::string duration_words(std::chrono::seconds span) {
    using namespace std::chrono;
    const auto minutes_all = duration_cast<minutes>(span < 0s ? 0s : span).count();
    const auto days = minutes_all / (24 * 60);
    const auto rest = minutes_all % (24 * 60);
    return days > 0 ? fmt::format("{} d {:02}:{:02}", days, rest / 60, rest % 60)
                    : fmt::format("{}:{:02}", rest / 60, rest % 60);
}

std::string short_time(const google::protobuf::Timestamp& at, std::time_t now) {
    const std::time_t seconds = at.seconds();
    std::tm then{};
    std::tm today{};
    ::localtime_r(&seconds, &then);
    ::localtime_r(&now, &today);
    const bool same_day = then.tm_yday == today.tm_yday && then.tm_year == today.tm_year;
    std::array<char, 32> text{};
    const auto size =
        std::strftime(text.data(), text.size(), same_day ? "%H:%M" : "%m-%d %H:%M", &then);
    return {text.data(), size};
}

}  // namespace iaq::ctl
