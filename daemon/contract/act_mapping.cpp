#include "contract/act_mapping.hpp"

#include "base/text.hpp"
#include "contract/call_mapping.hpp"
#include "contract/serial.hpp"
#include "contract/values.hpp"
#include "model/limits.hpp"

#include <algorithm>
#include <utility>

namespace iaq::contract {
namespace {

namespace acts = model::acts;
using model::number_of;
using model::calls::call;

bool is_ori(const std::string& said) {
    return said.size() == 9 && std::ranges::all_of(said, text::is_upper_alphanumeric);
}

void put_what(pb::Act& to, const acts::note& from) { put(*to.mutable_note(), {}, from); }
void put_what(pb::Act& to, const acts::ice_contact& from) {
    put(*to.mutable_ice_contact(), {}, from);
}
void put_what(pb::Act& to, const acts::consular_done& from) {
    put(*to.mutable_consular_done(), {}, from);
}

void put_what(pb::Act& to, const acts::transfer& from) { put(*to.mutable_transfer(), from); }
void put_what(pb::Act& to, const acts::contact_ended& from) {
    put(*to.mutable_contact_ended(), {}, from);
}
void put_what(pb::Act& to, const acts::update& from) { put(*to.mutable_update(), {}, from); }
void put_what(pb::Act& to, const acts::keyed_by_hand& from) {
    auto& keyed = *to.mutable_keyed_by_hand();
    put(*keyed.mutable_keyed_at(), from.at);
    keyed.set_terminal(utf8(from.terminal));
    keyed.set_answer(utf8(from.answer));
}

void put_what(pb::Act& to, const acts::seen& from) {
    put(*to.mutable_seen(), {}, from);
    to.set_reply(number_of(from.reply));
}
void put_what(pb::Act& to, const acts::disseminated& from) {
    put(*to.mutable_disseminated(), {}, from);
    to.set_reply(number_of(from.reply));
}

/// A time of zero is none: absent in the message.
template <class Message>
void put_time(Message& to, utc_time at) {
    if (at != utc_time{}) {
        put(*to.mutable_at(), at);
    }
}

/// Reads the act; `name` is the call's in ClientFrame.
template <class Body>
call act_of(const Body& from, const std::string& name) {
    if (from.inquiry_id().empty()) {
        return malformed_at(name + ".inquiry_id", "is absent; say which inquiry");
    }
    return model::calls::act{from.inquiry_id(), take(from)};
}

}  // namespace

void put(pb::Note& to, const std::string& inquiry_id, const acts::note& from) {
    to.set_inquiry_id(utf8(inquiry_id));
    to.set_text(utf8(from.text));
}

acts::note take(const pb::Note& from) { return {from.text()}; }

void put(pb::IceContact& to, const std::string& inquiry_id, const acts::ice_contact& from) {
    to.set_inquiry_id(utf8(inquiry_id));
    put_time(to, from.at);
    to.set_spoke_with(utf8(from.spoke_with));
    to.set_instruction(utf8(from.instruction));
    to.set_detainer_authorized_during_contact(from.detainer_authorized_during_contact);
    to.set_reached(from.reached);
}

void put(pb::ConsularDone& to, const std::string& inquiry_id, const acts::consular_done& from) {
    to.set_inquiry_id(utf8(inquiry_id));
    put_time(to, from.at);
    to.set_country(utf8(from.country));
    to.set_how(utf8(from.how));
    to.set_declined(from.declined);
}

void put(pb::InquiryTransfer& to, const acts::transfer& from) {
    to.set_transfer_id(utf8(from.transfer_id));
    to.set_to_officer_id(utf8(from.to_officer_id));
    to.set_to_desk(utf8(from.to_desk));
    to.set_note(utf8(from.note));
    to.set_accepted(from.accepted);
}

void put(pb::ContactEnded& to, const std::string& inquiry_id, const acts::contact_ended& from) {
    to.set_inquiry_id(utf8(inquiry_id));
    to.set_outcome(to_proto<pb::ContactOutcome>(from.outcome));
    put_time(to, from.at);
    to.set_note(utf8(from.note));
}

void put(pb::Seen& to, const std::string& inquiry_id, const acts::seen& from) {
    to.set_inquiry_id(utf8(inquiry_id));
    to.set_event_id(utf8(from.event_id));
}

void put(pb::Disseminated& to, const std::string& inquiry_id, const acts::disseminated& from) {
    to.set_inquiry_id(utf8(inquiry_id));
    to.set_event_id(utf8(from.event_id));
    to.set_recipient(utf8(from.recipient));
    to.set_recipient_ori(utf8(from.recipient_ori));
    to.set_purpose(utf8(from.purpose));
    put_time(to, from.at);
}

acts::seen take(const pb::Seen& from) { return {from.event_id()}; }

acts::disseminated take(const pb::Disseminated& from) {
    acts::disseminated to;
    to.event_id = from.event_id();
    to.recipient = from.recipient();
    to.recipient_ori = from.recipient_ori();
    to.purpose = from.purpose();
    to.at = take(from.at());
    return to;
}

void put(pb::UpdateInquiry& to, const std::string& inquiry_id, const acts::update& from) {
    to.set_inquiry_id(utf8(inquiry_id));
    if (from.in_custody) {
        to.set_in_custody(*from.in_custody);
    }
    if (from.charge) {
        put(*to.mutable_offense(), *from.charge);
    }
    to.set_charge_status(to_proto<pb::ChargeStatus>(from.charged));
    if (from.confined_at) {
        put(*to.mutable_confined_at(), *from.confined_at);
    }
    if (from.desk) {
        to.set_desk(utf8(*from.desk));
    }
    to.set_identity_evidence(to_proto<pb::IdentityEvidence>(from.evidence));
    if (from.document) {
        put(*to.mutable_identity_document(), *from.document);
    }
    if (from.person) {
        put(*to.mutable_subject(), *from.person);
    }
    to.set_role(to_proto<pb::SubjectRole>(from.role));
    to.set_reason(utf8(from.reason));
}

acts::contact_ended take(const pb::ContactEnded& from) {
    return {to_model<acts::contact_outcome>(from.outcome()), take(from.at()), from.note()};
}

acts::update take(const pb::UpdateInquiry& from) {
    acts::update to;
    if (from.has_in_custody()) {
        to.in_custody = from.in_custody();
    }
    if (from.has_offense()) {
        to.charge = take(from.offense());
    }
    to.charged = to_model<model::charge_status>(from.charge_status());
    if (from.has_confined_at()) {
        to.confined_at = take(from.confined_at());
    }
    if (from.has_desk()) {
        to.desk = from.desk();
    }
    to.evidence = to_model<model::identity_evidence>(from.identity_evidence());
    if (from.has_identity_document()) {
        to.document = take(from.identity_document());
    }
    if (from.has_subject()) {
        to.person = take(from.subject());
    }
    to.role = to_model<model::subject_role>(from.role());
    to.reason = from.reason();
    return to;
}

acts::ice_contact take(const pb::IceContact& from) {
    return {take(from.at()), from.spoke_with(), from.instruction(),
            from.detainer_authorized_during_contact(), from.reached()};
}

acts::consular_done take(const pb::ConsularDone& from) {
    return {take(from.at()), from.country(), from.how(), from.declined()};
}

call call_of(const pb::IceContact& from) {
    if (!from.has_at()) {
        return malformed_at("ice_contact.at", "is absent; say when they spoke, or when you tried");
    }
    if (from.reached() && from.spoke_with().empty()) {
        return malformed_at("ice_contact.spoke_with", "is absent; say who was reached");
    }
    if (from.reached() && from.instruction().empty()) {
        return malformed_at("ice_contact.instruction", "is absent; say what the instruction was");
    }
    if (from.detainer_authorized_during_contact() && !from.reached()) {
        return malformed_at("ice_contact.reached",
                            "is false, and nobody who was not reached authorizes anything");
    }
    return act_of(from, "ice_contact");
}

call call_of(const pb::ConsularDone& from) {
    if (from.country().empty()) {
        return malformed_at("consular_done.country", "is absent; give the country's NCIC code");
    }
    if (from.how().empty() && !from.declined()) {
        return malformed_at("consular_done.how", "is absent; say how, and who was told");
    }
    return act_of(from, "consular_done");
}

call call_of(const pb::Note& from) {
    if (from.text().empty()) {
        return malformed_at("note.text", "is absent; write the remark");
    }
    return act_of(from, "note");
}

call call_of(const pb::ContactEnded& from) {
    if (from.outcome() == pb::CONTACT_OUTCOME_UNSPECIFIED) {
        return malformed_at("contact_ended.outcome", "is unset; say how the contact ended");
    }
    return act_of(from, "contact_ended");
}

call call_of(const pb::Seen& from) {
    if (from.event_id().empty()) {
        return malformed_at("seen.event_id", "is absent; say which delivery was read");
    }
    return model::calls::seen{from.inquiry_id(), from.event_id()};
}

call call_of(const pb::Disseminated& from) {
    if (from.event_id().empty()) {
        return malformed_at("disseminated.event_id", "is absent; say which delivery told of it");
    }
    if (from.recipient().empty() && from.recipient_ori().empty()) {
        return malformed_at("disseminated.recipient", "is absent; say who received it");
    }
    if (!from.recipient_ori().empty() && !is_ori(from.recipient_ori())) {
        return malformed_at("disseminated.recipient_ori",
                            "must be nine of A-Z and 0-9; leave it out for one without an ORI");
    }
    if (from.purpose().empty()) {
        return malformed_at("disseminated.purpose", "is absent; say why it was passed on");
    }
    return model::calls::disseminated{from.inquiry_id(), take(from)};
}

call call_of(const pb::UpdateInquiry& from) { return act_of(from, "update"); }

call call_of(const pb::RecordManual& from) {
    if (!from.has_keyed_at()) {
        return malformed_at("record_manual.keyed_at", "is absent; say when it was keyed");
    }
    if (from.terminal().empty()) {
        return malformed_at("record_manual.terminal", "is absent; name the state's terminal");
    }
    const auto& key = from.request().idempotency_key();
    const bool is_key = !key.empty() && key.size() <= model::limits::idempotency_key_max;
    if (from.inquiry_id().empty() && !is_key) {
        return malformed_at("record_manual.request.idempotency_key", key_sentence);
    }
    auto content = from;
    content.mutable_request()->clear_idempotency_key();
    return model::calls::manual{take(from.request()),
                                from.inquiry_id(),
                                {take(from.keyed_at()), from.terminal(), from.answer()},
                                serial(content)};
}

call call_of(const pb::TransferInquiries& from) {
    const bool names_something = from.inquiry_ids_size() > 0 || !from.to_officer_id().empty() ||
                                 !from.to_desk().empty() || !from.note().empty();
    if (!from.accept_transfer_id().empty()) {
        return names_something
                   ? call{malformed_at("transfer.accept_transfer_id",
                                       "stands beside other fields; it stands alone")}
                   : call{model::calls::transfer{{}, {}, {}, {}, from.accept_transfer_id()}};
    }
    if (from.inquiry_ids_size() == 0) {
        return malformed_at("transfer.inquiry_ids", "is absent; say which inquiries");
    }
    if (static_cast<std::size_t>(from.inquiry_ids_size()) > model::limits::transfer_inquiries_max) {
        return malformed_at("transfer.inquiry_ids", "holds more than 200; hand over fewer at once");
    }
    if (from.to_officer_id().empty() && from.to_desk().empty()) {
        return malformed_at("transfer.to_desk", "is absent; say to which desk or officer");
    }
    return model::calls::transfer{
        take(from.inquiry_ids()), from.to_officer_id(), from.to_desk(), from.note(), {}};
}

void put(pb::Act& to, const model::answers::act_view& from) {
    put(*to.mutable_rules(), from.rules);
    put(*to.mutable_advisories(), from.advisories);
    put(*to.mutable_notices(), from.notices);
    put(*to.mutable_at(), from.at);
    to.set_sequence(number_of(from.at_sequence));
    to.set_principal(utf8(from.principal));
    to.set_acting_user(utf8(from.acting_user));
    std::visit([&](const auto& what) { put_what(to, what); }, from.what);
}

}  // namespace iaq::contract
