#include "contract/act_records.hpp"

#include "contract/act_mapping.hpp"
#include "contract/values.hpp"

namespace iaq::contract {
namespace {

template <class Message>
void put_judgement(Message& to, const model::records::judgement& from) {
    to.set_state(to_proto<pb::InquiryState>(from.state));
    put(*to.mutable_request(), from.request);
    put(*to.mutable_rules(), from.rules);
    put(*to.mutable_advisories(), from.advisories);
    put(*to.mutable_notices(), from.notices);
    put(*to.mutable_clocks(), from.clocks);
    to.set_reference(utf8(from.reference));
    if (from.delayed_at != utc_time{}) {
        put(*to.mutable_delayed_at(), from.delayed_at);
    }
    if (from.expires_at != utc_time{}) {
        put(*to.mutable_expires_at(), from.expires_at);
    }
    to.set_consular_open(from.consular_open);
    put(*to.mutable_to_supervisors(), from.to_supervisors);
    to.set_order_digest(utf8(from.order_digest));
}

template <class Message>
model::records::judgement taken_judgement(Message& from) {
    model::records::judgement to;
    to.state = to_model<model::inquiry_state>(from.state());
    to.request = take(from.request());
    to.rules = take(from.rules());
    to.advisories = taken_out(*from.mutable_advisories());
    to.notices = taken_out(*from.mutable_notices());
    to.clocks = take(from.clocks());
    to.reference = from.reference();
    to.delayed_at = take(from.delayed_at());
    to.expires_at = take(from.expires_at());
    to.consular_open = from.consular_open();
    to.to_supervisors = take(from.to_supervisors());
    to.order_digest = from.order_digest();
    return to;
}

}  // namespace

void fill(pb::Record& to, const records::note_written& from) {
    put(*to.mutable_note_written()->mutable_note(), from.inquiry_id, from.note);
}

void fill(pb::Record& to, const records::ice_contacted& from) {
    put(*to.mutable_ice_contacted()->mutable_contact(), from.inquiry_id, from.contact);
}

void fill(pb::Record& to, const records::consular_notified& from) {
    put(*to.mutable_consular_notified()->mutable_done(), from.inquiry_id, from.done);
}

void fill(pb::Record& to, const records::inquiry_transferred& from) {
    auto& body = *to.mutable_inquiries_transferred();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_transfer_id(utf8(from.transfer.transfer_id));
    body.set_to_officer_id(utf8(from.transfer.to_officer_id));
    body.set_to_desk(utf8(from.transfer.to_desk));
    body.set_note(utf8(from.transfer.note));
    body.set_accepted(from.transfer.accepted);
}

void fill(pb::Record& to, const records::contact_ended& from) {
    auto& body = *to.mutable_contact_ended();
    put(*body.mutable_ended(), from.inquiry_id, from.ended);
    put_judgement(body, from.comes_to);
}

void fill(pb::Record& to, const records::inquiry_updated& from) {
    auto& body = *to.mutable_inquiry_updated();
    put(*body.mutable_update(), from.inquiry_id, from.update);
    put_judgement(body, from.comes_to);
}

void fill(pb::Record& to, const records::manual_recorded& from) {
    auto& body = *to.mutable_manual_recorded();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_state(to_proto<pb::InquiryState>(from.state));
    put(*body.mutable_request(), from.request);
    put(*body.mutable_keyed_at(), from.keyed.at);
    body.set_terminal(utf8(from.keyed.terminal));
    body.set_answer(utf8(from.keyed.answer));
}

void fill(pb::Record& to, const records::answer_seen& from) {
    auto& body = *to.mutable_answer_seen();
    put(*body.mutable_seen(), from.inquiry_id, from.seen);
    body.set_reply(number_of(from.seen.reply));
}

void fill(pb::Record& to, const records::answer_disseminated& from) {
    auto& body = *to.mutable_answer_disseminated();
    put(*body.mutable_disseminated(), from.inquiry_id, from.disseminated);
    body.set_reply(number_of(from.disseminated.reply));
}

records::note_written act_record_of(const pb::NoteWritten& from) {
    return {from.note().inquiry_id(), take(from.note())};
}

records::ice_contacted act_record_of(const pb::IceContacted& from) {
    return {from.contact().inquiry_id(), take(from.contact())};
}

records::consular_notified act_record_of(const pb::ConsularNotified& from) {
    return {from.done().inquiry_id(), take(from.done())};
}

records::inquiry_transferred act_record_of(const pb::InquiriesTransferred& from) {
    return {
        from.inquiry_id(),
        {from.transfer_id(), from.to_officer_id(), from.to_desk(), from.note(), from.accepted()}};
}

records::contact_ended act_record_of(pb::EnforcementContactEnded& from) {
    return {from.ended().inquiry_id(), take(from.ended()), taken_judgement(from)};
}

records::inquiry_updated act_record_of(pb::InquiryUpdated& from) {
    return {from.update().inquiry_id(), take(from.update()), taken_judgement(from)};
}

records::answer_seen act_record_of(const pb::AnswerSeen& from) {
    records::answer_seen to{from.seen().inquiry_id(), take(from.seen())};
    to.seen.reply = model::sequence{from.reply()};
    return to;
}

records::answer_disseminated act_record_of(const pb::AnswerDisseminated& from) {
    records::answer_disseminated to{from.disseminated().inquiry_id(), take(from.disseminated())};
    to.disseminated.reply = model::sequence{from.reply()};
    return to;
}

records::manual_recorded act_record_of(const pb::ManualRecorded& from) {
    return {from.inquiry_id(),
            take(from.request()),
            {take(from.keyed_at()), from.terminal(), from.answer()},
            to_model<model::inquiry_state>(from.state())};
}

}  // namespace iaq::contract
