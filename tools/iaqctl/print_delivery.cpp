#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"
#include "iaqctl/words.hpp"

#include <fmt/format.h>

namespace iaq::ctl {
namespace {

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
    if (d.unseen()) {
        marks += "UNREAD ";
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
    if (d.kind() == v1::DELIVERY_KIND_ANSWERED || d.kind() == v1::DELIVERY_KIND_FOLLOW_UP) {
        out += line("  Once you have read it: iaqctl seen " + d.inquiry_id());
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
