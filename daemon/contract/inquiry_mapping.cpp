#include "contract/inquiry_mapping.hpp"

#include "contract/act_mapping.hpp"
#include "contract/values.hpp"

namespace iaq::contract {
namespace {

using model::number_of;

void put_life(pb::Inquiry& to, const model::answers::inquiry& from) {
    for (const auto& each : from.life) {
        auto& event = *to.add_life();
        put(*event.mutable_at(), each.at);
        event.set_sequence(number_of(each.at_sequence));
        event.set_what(utf8(each.what));
    }
    for (const auto& each : from.clocks) {
        auto& clock = *to.add_clocks();
        clock.set_clock(to_proto<pb::ClockKind>(each.clock));
        put(*clock.mutable_due(), each.due);
    }
}

void put_replies(pb::Inquiry& to, const model::answers::inquiry& from) {
    for (const auto& each : from.replies) {
        auto& reply = *to.add_replies();
        put(*reply.mutable_at(), each.at);
        reply.set_sequence(number_of(each.at_sequence));
        reply.set_bytes(each.bytes);
        reply.set_text(utf8(each.text));
        put(*reply.mutable_header(), each.header);
        reply.set_classification(to_proto<pb::Classification>(each.classed));
        put(*reply.mutable_match(), each.match);
        reply.set_event_id(utf8(each.event_id));
        reply.set_unread(each.unread);
        if (each.seen_at != utc_time{}) {
            put(*reply.mutable_seen_at(), each.seen_at);
        }
    }
}

void put_words(pb::Inquiry& to, const model::answers::inquiry& from) {
    put(*to.mutable_rules(), from.rules);
    for (const auto& each : from.advisories) {
        put(*to.add_advisories(), each);
    }
    for (const auto& each : from.notices) {
        put(*to.add_notices(), each);
    }
    to.set_next_step(utf8(from.next_step));
    to.set_by_hand(to_proto<pb::ByHand>(from.may_key_by_hand));
}

}  // namespace

void put(pb::Inquiry& to, const model::answers::inquiry& from) {
    to.set_inquiry_id(utf8(from.inquiry_id));
    to.set_reference(utf8(from.reference));
    to.set_state(to_proto<pb::InquiryState>(from.state));
    put(*to.mutable_request(), from.request);
    to.set_principal(utf8(from.principal));
    to.set_acting_user(utf8(from.acting_user));
    to.set_station(utf8(from.station));
    put(*to.mutable_admitted_at(), from.admitted_at);
    to.set_attempts(from.attempts);
    put_life(to, from);
    put_replies(to, from);
    for (const auto& each : from.acts) {
        put(*to.add_acts(), each);
    }
    put_words(to, from);
    to.set_officer_id(utf8(from.officer_id));
    to.set_pending_transfer_id(utf8(from.pending_transfer_id));
    to.set_contact_outcome(to_proto<pb::ContactOutcome>(from.contact));
    to.set_consular_open(from.consular_open);
}

void put(pb::InquiryRow& to, const model::answers::inquiry_row& from) {
    to.set_inquiry_id(utf8(from.inquiry_id));
    to.set_reference(utf8(from.reference));
    to.set_ori(utf8(from.ori));
    to.set_officer_id(utf8(from.officer_id));
    to.set_operator_id(utf8(from.operator_id));
    to.set_desk(utf8(from.desk));
    to.set_incident(utf8(from.incident));
    to.set_state(to_proto<pb::InquiryState>(from.state));
    put(*to.mutable_admitted_at(), from.admitted_at);
    put(*to.mutable_changed_at(), from.changed_at);
    to.set_pending_transfer_id(utf8(from.pending_transfer_id));
    if (from.next_clock.clock != model::records::clock_kind::unspecified) {
        to.mutable_next_clock()->set_clock(to_proto<pb::ClockKind>(from.next_clock.clock));
        put(*to.mutable_next_clock()->mutable_due(), from.next_clock.due);
    }
}

}  // namespace iaq::contract
