#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <fmt/format.h>

/// What people did to an inquiry, as it is read.
namespace iaq::ctl {
namespace {

std::string when(const google::protobuf::Timestamp& at) {
    return at.seconds() == 0 ? std::string{} : " at " + local_time(at);
}

std::string words_of(const v1::IceContact& c) {
    if (!c.reached()) {
        return fmt::format("ICE could not be reached{}", when(c.at()));
    }
    return fmt::format(
        "ICE{}, {}: {}{}", when(c.at()), c.spoke_with(), c.instruction(),
        c.detainer_authorized_during_contact() ? " (authorized during the contact, II.B.4 c)" : "");
}

std::string words_of(const v1::ConsularDone& d) {
    return fmt::format("consulate of {}{}: {}{}", d.country(), when(d.at()),
                       d.declined() ? "declined" : "notified",
                       d.how().empty() ? "" : ", " + d.how());
}

std::string words_of(const v1::InquiryTransfer& t) {
    const auto officer = t.to_officer_id().empty() ? "" : " officer " + t.to_officer_id();
    const auto desk = t.to_desk().empty() ? "" : " desk " + t.to_desk();
    return fmt::format("{}{}{}{}{}", t.accepted() ? "took over as" : "offered to", officer, desk,
                       t.accepted() ? "" : ", transfer " + t.transfer_id(),
                       t.note().empty() ? "" : ": " + t.note());
}

std::string words_of(const v1::Act& a) {
    switch (a.what_case()) {
        case v1::Act::kNote: return a.note().text();
        case v1::Act::kIceContact: return words_of(a.ice_contact());
        case v1::Act::kConsularDone: return words_of(a.consular_done());
        case v1::Act::kTransfer: return words_of(a.transfer());
        case v1::Act::WHAT_NOT_SET: break;
    }
    return "something this version does not know";
}

}  // namespace

std::string acts_of(const v1::Inquiry& i) {
    std::string out = i.acts().empty() ? "" : "\nWhat people did:\n";
    for (const auto& act : i.acts()) {
        const auto who = act.acting_user().empty() ? act.principal() : act.acting_user();
        out += wrapped(fmt::format("{}  {}: {}  [record {}]", local_time(act.at()), who,
                                   words_of(act), act.sequence()),
                       2);
    }
    return out;
}

}  // namespace iaq::ctl
