#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <fmt/format.h>

namespace iaq::ctl {
namespace {

/// What the kind means, in words a dispatcher uses.
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

/// Whether the text is the gateway's own, not the switch's.
bool is_ours(v1::DeliveryKind kind) {
    return kind == v1::DELIVERY_KIND_ALERT || kind == v1::DELIVERY_KIND_ALERT_CLEARED ||
           kind == v1::DELIVERY_KIND_REVIEW;
}

std::string marks_of(const v1::Delivery& d) {
    std::string marks;
    if (d.test()) {
        marks += "TEST ";
    }
    if (d.late()) {
        marks += "LATE ";
    }
    if (d.possible_duplicate()) {
        marks += "POSSIBLE-DUPLICATE ";
    }
    if (d.replayed()) {
        marks += "REPLAYED ";
    }
    if (d.classification() == v1::CLASSIFICATION_UNCLASSIFIED) {
        marks += "UNCLASSIFIED ";
    }
    return marks;
}

}  // namespace

std::string name_of(v1::DeliveryKind kind) {
    return short_name(v1::DeliveryKind_Name(kind), "DELIVERY_KIND_");
}

std::string name_of(v1::InquiryState state) {
    return short_name(v1::InquiryState_Name(state), "INQUIRY_STATE_");
}

std::string say(const v1::Notice& n, std::size_t indent) {
    const auto head = n.citation().empty() ? n.id() : fmt::format("{} ({})", n.id(), n.citation());
    return wrapped(head, indent) + wrapped(n.text(), indent + 2);
}

std::string say(const v1::Delivery& d) {
    auto out = fmt::format("{}  {}{}  {}\n", local_time(d.at()), marks_of(d),
                           strong(name_of(d.kind())), meaning_of(d.kind()));
    if (!d.inquiry_id().empty()) {
        out += line(fmt::format("  inquiry {}  officer {}  desk {}  incident {}", d.inquiry_id(),
                                d.officer_id(), d.desk().empty() ? "-" : d.desk(),
                                d.incident().empty() ? "-" : d.incident()));
    }
    if (!d.condition().empty()) {
        out += line(fmt::format("  condition {}  station {}", d.condition(), d.station()));
    }
    if (d.has_header() && !d.header().key().empty()) {
        out += line(fmt::format("  {} from {}{}", d.header().key(), d.header().origin(),
                                d.reply() == 0 ? "" : fmt::format("  message {}", d.reply())));
    }
    for (const auto& event : d.withdraws()) {
        out += line("  disregard " + event);
    }
    if (!d.text().empty()) {
        out += (is_ours(d.kind()) ? "" : "  The switch's own words:\n") + wrapped(d.text(), 4);
    }
    for (const auto& notice : d.notices()) {
        out += say(notice, 2);
    }
    if (!d.next_step().empty()) {
        out += wrapped("Next: " + d.next_step(), 2);
    }
    return out;
}

namespace {

std::string accepted_words(const v1::InquiryAccepted& a) {
    switch (a.state()) {
        case v1::INQUIRY_STATE_EXEMPT:
            return a.inquiry_id() + ": exempt, recorded, nothing is sent";
        case v1::INQUIRY_STATE_REGISTERED:
            return a.inquiry_id() + ": registered, nothing is sent until what is missing is said";
        default: return fmt::format("{}: accepted, reference {}", a.inquiry_id(), a.reference());
    }
}

std::string dry_words(const v1::InquiryAccepted& a) {
    auto words = "dry run, nothing was recorded or sent; it would be " + name_of(a.state());
    for (const auto& rule : a.rules()) {
        words += (&rule == &a.rules(0) ? "; rules that speak: " : " ") + rule;
    }
    return words;
}

}  // namespace

std::string say(const v1::InquiryAccepted& a) {
    auto out = line(a.dry_run() ? dry_words(a) : accepted_words(a));
    for (const auto& field : a.missing()) {
        out += line("  still to be said: " + field);
    }
    for (const auto& clock : a.clocks()) {
        out += line(fmt::format("  clock {} would fire at {}",
                                short_name(v1::ClockKind_Name(clock.clock()), "CLOCK_KIND_"),
                                local_time(clock.due())));
    }
    for (const auto& advice : a.advisories()) {
        out += say(advice, 2);
    }
    for (const auto& notice : a.notices()) {
        out += say(notice, 2);
    }
    return out;
}

std::string say(const v1::InquiryRefused& r) {
    std::string out = "refused:\n";
    for (const auto& v : r.violations()) {
        const auto where = v.field().empty() ? v.rule() : v.rule() + " " + v.field();
        out += wrapped(fmt::format("{}: {}{}", where, v.message(),
                                   v.citation().empty() ? "" : " (" + v.citation() + ")"),
                       2);
    }
    for (const auto& notice : r.notices()) {
        out += say(notice, 2);
    }
    return out;
}

std::string say(const v1::Error& e) {
    auto out = short_name(v1::ErrorCode_Name(e.code()), "ERROR_CODE_") + ": " + e.message();
    if (!e.field().empty()) {
        out += " [" + e.field() + "]";
    }
    if (e.by_hand() != v1::BY_HAND_UNSPECIFIED) {
        out += " [by hand at the state's terminal: " +
               short_name(v1::ByHand_Name(e.by_hand()), "BY_HAND_") + "]";
    }
    out = wrapped(out, 0);
    for (const auto& notice : e.notices()) {
        out += say(notice, 2);
    }
    return out;
}

}  // namespace iaq::ctl
