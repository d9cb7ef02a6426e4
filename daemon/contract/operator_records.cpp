#include "contract/operator_records.hpp"

#include "contract/values.hpp"

namespace iaq::contract {

using model::number_of;
using model::sequence;

void fill(pb::Record& to, const records::inquiry_resolved& from) {
    auto& body = *to.mutable_inquiry_resolved();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_operation(to_proto<pb::Operation>(from.what));
    body.set_state(to_proto<pb::InquiryState>(from.state));
    body.set_reason(utf8(from.reason));
}

void fill(pb::Record& to, const records::assigned& from) {
    auto& body = *to.mutable_reply_assigned();
    body.set_reply(number_of(from.reply));
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_classification(to_proto<pb::Classification>(from.classed));
    body.set_kind(to_proto<pb::DeliveryKind>(from.kind));
    body.set_reason(utf8(from.reason));
    body.set_possible_duplicate(from.possible_duplicate);
    if (from.overdue_at != utc_time{}) {
        put(*body.mutable_overdue_at(), from.overdue_at);
    }
    put_unseen(body, from.unseen);
}

void fill(pb::Record& to, const records::withdrawn& from) {
    auto& body = *to.mutable_match_withdrawn();
    body.set_reply(number_of(from.reply));
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_state(to_proto<pb::InquiryState>(from.state));
    body.set_reason(utf8(from.reason));
}

void fill(pb::Record& to, const records::classified& from) {
    auto& body = *to.mutable_reply_classified();
    body.set_reply(number_of(from.reply));
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_classification(to_proto<pb::Classification>(from.classed));
    body.set_kind(to_proto<pb::DeliveryKind>(from.kind));
    body.set_reason(utf8(from.reason));
    put_unseen(body, from.unseen);
}

void fill(pb::Record& to, const records::review_signed& from) {
    auto& body = *to.mutable_review_signed();
    put(*body.mutable_review()->mutable_from(), from.from);
    put(*body.mutable_review()->mutable_to(), from.to);
    body.mutable_review()->set_ori(utf8(from.ori));
    body.mutable_review()->set_findings(utf8(from.findings));
    put(*body.mutable_oris(), from.oris);
    body.set_head(number_of(from.head));
}

records::inquiry_resolved operator_record_of(const pb::InquiryResolved& from) {
    return {from.inquiry_id(), to_model<records::operation>(from.operation()),
            to_model<model::inquiry_state>(from.state()), from.reason()};
}

records::assigned operator_record_of(const pb::ReplyAssigned& from) {
    return {from.inquiry_id(),
            sequence{from.reply()},
            to_model<model::classification>(from.classification()),
            to_model<model::delivery_kind>(from.kind()),
            from.reason(),
            from.possible_duplicate(),
            take(from.overdue_at()),
            take_unseen(from)};
}

records::withdrawn operator_record_of(const pb::MatchWithdrawn& from) {
    return {from.inquiry_id(), sequence{from.reply()}, to_model<model::inquiry_state>(from.state()),
            from.reason()};
}

records::classified operator_record_of(const pb::ReplyClassified& from) {
    return {from.inquiry_id(),
            sequence{from.reply()},
            to_model<model::classification>(from.classification()),
            to_model<model::delivery_kind>(from.kind()),
            from.reason(),
            take_unseen(from)};
}

records::review_signed operator_record_of(const pb::ReviewSigned& from) {
    const auto& review = from.review();
    return {take(review.from()), take(review.to()), review.ori(),
            review.findings(),   take(from.oris()), sequence{from.head()}};
}

}  // namespace iaq::contract
