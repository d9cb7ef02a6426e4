#include "contract/answer_mapping.hpp"
#include "contract/values.hpp"

namespace iaq::contract {
namespace {

void put_names(pb::Delivery& to, const model::delivery& from) {
    to.set_cursor(utf8(from.cursor_text));
    to.set_event_id(utf8(from.event_id));
    to.set_inquiry_id(utf8(from.inquiry_id));
    to.set_reference(utf8(from.reference));
    to.set_ori(utf8(from.ori));
    to.set_incident(utf8(from.incident));
    to.set_officer_id(utf8(from.officer_id));
    to.set_desk(utf8(from.desk));
    to.set_condition(utf8(from.condition));
    to.set_station(utf8(from.station));
}

void put_marks(pb::Delivery& to, const model::delivery& from) {
    to.set_late(from.late);
    to.set_possible_duplicate(from.possible_duplicate);
    to.set_replayed(from.replayed);
    to.set_test(from.test);
}

}  // namespace

void put_delivery(pb::Delivery& to, const model::delivery& from) {
    put_names(to, from);
    put_marks(to, from);
    to.set_addressee(to_proto<pb::Addressee>(from.to));
    put(*to.mutable_at(), from.at);
    to.set_kind(to_proto<pb::DeliveryKind>(from.kind));
    to.set_state(to_proto<pb::InquiryState>(from.state));
    to.set_text(utf8(from.text));
    if (from.header) {
        put(*to.mutable_header(), *from.header);
    }
    to.set_classification(to_proto<pb::Classification>(from.classed));
    if (from.match != model::match_evidence{}) {
        put(*to.mutable_match(), from.match);
    }
    to.set_next_step(utf8(from.next_step));
    to.set_by_hand(to_proto<pb::ByHand>(from.may_key_by_hand));
    for (const auto& each : from.notices) {
        put(*to.add_notices(), each);
    }
}

}  // namespace iaq::contract
