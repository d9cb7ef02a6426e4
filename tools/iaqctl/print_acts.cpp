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

std::string words_of(const v1::ContactEnded& e) {
    return fmt::format("the contact ended{}: {}{}", when(e.at()),
                       short_name(v1::ContactOutcome_Name(e.outcome()), "CONTACT_OUTCOME_"),
                       e.note().empty() ? "" : ", " + e.note());
}

std::string words_of(const v1::KeyedByHand& k) {
    return fmt::format("keyed by hand{} at terminal {}{}", when(k.keyed_at()), k.terminal(),
                       k.answer().empty() ? "" : ", the answer there: " + k.answer());
}

std::string words_of(const v1::Disseminated& d, std::uint64_t message) {
    return fmt::format("passed message {} on{} to {}{}{}: {}", message, when(d.at()), d.recipient(),
                       d.recipient().empty() || d.recipient_ori().empty() ? "" : ", ",
                       d.recipient_ori(), d.purpose());
}

/// Each thing that was said anew, as it is now.
std::string words_of(const v1::UpdateInquiry& u) {
    std::string said = "updated";
    const auto add = [&](bool is_said, const std::string& what) { said += is_said ? what : ""; };
    add(u.has_in_custody(), u.in_custody() ? ", in custody" : ", not in custody");
    add(u.has_offense(), ", offense " + u.offense().ncic_code() + " " + u.offense().text());
    add(u.charge_status() != v1::CHARGE_STATUS_UNSPECIFIED,
        ", charge " + short_name(v1::ChargeStatus_Name(u.charge_status()), "CHARGE_STATUS_"));
    add(u.has_confined_at(), ", confined" + when(u.confined_at()));
    add(u.has_desk(), ", desk " + u.desk());
    add(u.identity_evidence() != v1::IDENTITY_EVIDENCE_UNSPECIFIED,
        ", evidence " +
            short_name(v1::IdentityEvidence_Name(u.identity_evidence()), "IDENTITY_EVIDENCE_"));
    add(u.has_identity_document(), ", document " + u.identity_document().issuer() + " " +
                                       u.identity_document().kind() + " valid until " +
                                       u.identity_document().valid_until());
    add(u.has_subject(), ", person");
    add(u.role() != v1::SUBJECT_ROLE_UNSPECIFIED,
        ", role " + short_name(v1::SubjectRole_Name(u.role()), "SUBJECT_ROLE_"));
    add(!u.reason().empty(), ": " + u.reason());
    return said;
}

std::string words_of(const v1::Act& a) {
    switch (a.what_case()) {
        case v1::Act::kNote: return a.note().text();
        case v1::Act::kIceContact: return words_of(a.ice_contact());
        case v1::Act::kConsularDone: return words_of(a.consular_done());
        case v1::Act::kTransfer: return words_of(a.transfer());
        case v1::Act::kContactEnded: return words_of(a.contact_ended());
        case v1::Act::kUpdate: return words_of(a.update());
        case v1::Act::kKeyedByHand: return words_of(a.keyed_by_hand());
        case v1::Act::kSeen: return fmt::format("confirmed reading message {}", a.reply());
        case v1::Act::kDisseminated: return words_of(a.disseminated(), a.reply());
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
