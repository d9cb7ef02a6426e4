#include "contract/answer_mapping.hpp"
#include "contract/values.hpp"

namespace iaq::contract {
namespace {

void put_names(pb::Delivery& to, const model::delivery& from) {
    put(to, &pb::Delivery::mutable_cursor, from.cursor_text);
    put(to, &pb::Delivery::mutable_event_id, from.event_id);
    put(to, &pb::Delivery::mutable_inquiry_id, from.inquiry_id);
    put(to, &pb::Delivery::mutable_reference, from.reference);
    put(to, &pb::Delivery::mutable_ori, from.ori);
    put(to, &pb::Delivery::mutable_incident, from.incident);
    put(to, &pb::Delivery::mutable_officer_id, from.officer_id);
    put(to, &pb::Delivery::mutable_desk, from.desk);
    put(to, &pb::Delivery::mutable_condition, from.condition);
    put(to, &pb::Delivery::mutable_station, from.station);
    put(*to.mutable_withdraws(), from.withdraws);
    to.set_reply(number_of(from.reply));
}

void put_marks(pb::Delivery& to, const model::delivery& from) {
    to.set_late(from.late);
    to.set_possible_duplicate(from.possible_duplicate);
    to.set_replayed(from.replayed);
    to.set_test(from.test);
    to.set_unseen(from.unseen);
}

}  // namespace

void put_delivery(pb::Delivery& to, const model::delivery& from) {
    put_names(to, from);
    put_marks(to, from);
    to.set_addressee(to_proto<pb::Addressee>(from.to));
    put(*to.mutable_at(), from.at);
    to.set_kind(to_proto<pb::DeliveryKind>(from.kind));
    to.set_state(to_proto<pb::InquiryState>(from.state));
    put(to, &pb::Delivery::mutable_text, from.text);
    if (from.header) {
        put(*to.mutable_header(), *from.header);
    }
    to.set_classification(to_proto<pb::Classification>(from.classed));
    if (from.match != model::match_evidence{}) {
        put(*to.mutable_match(), from.match);
    }
    put(to, &pb::Delivery::mutable_next_step, from.next_step);
    to.set_by_hand(to_proto<pb::ByHand>(from.may_key_by_hand));
    for (const auto& each : from.notices) {
        put(*to.add_notices(), each);
    }
}

}  // namespace iaq::contract
