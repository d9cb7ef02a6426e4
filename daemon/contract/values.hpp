#pragma once

#include "base/time.hpp"
#include "model/delivery.hpp"
#include "model/inquiry.hpp"
#include "model/notice.hpp"
#include "model/record.hpp"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <iaq/v1/inquiry.pb.h>
#include <iaq/v1/intake.pb.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The values that frames and records share, between model and protobuf. `put` writes a model value
/// into a fresh protobuf one; `take` reads it back, from bytes that `scan` found to be sound.
namespace iaq::contract {

namespace pb = v1;
using strings = google::protobuf::RepeatedPtrField<std::string>;

/// Returns `text`, with U+FFFD for every byte that is not UTF-8: protobuf would refuse to read it.
std::string utf8(std::string_view text);

/// Sets a text field; an empty text leaves it absent, which is the same bytes and costs nothing.
template <class Message>
void put(Message& to, std::string* (Message::*field)(), const std::string& from) {
    if (!from.empty()) {
        *(to.*field)() = utf8(from);
    }
}

/// The numbers of both enums are the same; enums.cpp proves it.
template <class Proto, class Model>
constexpr Proto to_proto(Model value) {
    return static_cast<Proto>(static_cast<int>(value));
}
template <class Model, class Proto>
constexpr Model to_model(Proto value) {
    return static_cast<Model>(static_cast<int>(value));
}

void put(google::protobuf::Timestamp& to, utc_time from);
/// A time that `utc_time` cannot hold becomes the nearest that it can.
utc_time take(const google::protobuf::Timestamp& from);
nanoseconds take(const google::protobuf::Duration& from);

void put(strings& to, const std::vector<std::string>& from);
std::vector<std::string> take(const strings& from);

void put(pb::Notice& to, const model::notice& from);
void put(pb::Violation& to, const model::violation& from);
model::violation take(const pb::Violation& from);
void put(google::protobuf::RepeatedPtrField<pb::ClockDue>& to,
         const std::vector<model::records::clock_due>& from);
std::vector<model::records::clock_due> take(
    const google::protobuf::RepeatedPtrField<pb::ClockDue>& from);
/// When a reply is told again; a time of zero is none, absent in the message.
template <class Message>
void put_unseen(Message& to, const model::records::unseen_due& from) {
    if (from.desk != utc_time{}) {
        put(*to.mutable_unseen_desk_at(), from.desk);
    }
    if (from.supervisor != utc_time{}) {
        put(*to.mutable_unseen_supervisor_at(), from.supervisor);
    }
}
template <class Message>
model::records::unseen_due take_unseen(const Message& from) {
    return {take(from.unseen_desk_at()), take(from.unseen_supervisor_at())};
}
void put(pb::ReplyHeader& to, const model::heard_header& from);
model::heard_header take(const pb::ReplyHeader& from);
void put(pb::Match& to, const model::match_evidence& from);
model::match_evidence take(const pb::Match& from);

/// Parts equal to their defaults are left out, so that equal requests give equal messages.
/// Adds those that are there to a fresh field.
void put(google::protobuf::RepeatedPtrField<pb::Notice>& to,
         const std::vector<model::notice>& from);
/// Takes the texts out of `from`: they are most of a record.
std::vector<model::notice> taken_out(google::protobuf::RepeatedPtrField<pb::Notice>& from);

void put(pb::Subject& to, const model::subject& from);
model::subject take(const pb::Subject& from);
void put(pb::Offense& to, const model::offense& from);
model::offense take(const pb::Offense& from);
void put(pb::IdentityDocument& to, const model::identity_document& from);
model::identity_document take(const pb::IdentityDocument& from);
void put(pb::SubmitInquiry& to, const model::inquiry_request& from);
model::inquiry_request take(const pb::SubmitInquiry& from);

}  // namespace iaq::contract
