#pragma once

#include "model/act.hpp"
#include "model/answer.hpp"
#include "model/call.hpp"

#include <iaq/v1/intake.pb.h>

#include <string>

/// What people do to an inquiry, between model and protobuf: calls, records and `get` share it.
namespace iaq::contract {

namespace pb = v1;

/// Each fills a fresh `to`; `inquiry_id` may be empty.
void put(pb::Note& to, const std::string& inquiry_id, const model::acts::note& from);
void put(pb::IceContact& to, const std::string& inquiry_id, const model::acts::ice_contact& from);
void put(pb::ConsularDone& to, const std::string& inquiry_id,
         const model::acts::consular_done& from);
void put(pb::ContactEnded& to, const std::string& inquiry_id,
         const model::acts::contact_ended& from);
void put(pb::UpdateInquiry& to, const std::string& inquiry_id, const model::acts::update& from);
void put(pb::Seen& to, const std::string& inquiry_id, const model::acts::seen& from);
void put(pb::Disseminated& to, const std::string& inquiry_id,
         const model::acts::disseminated& from);
void put(pb::InquiryTransfer& to, const model::acts::transfer& from);
void put(pb::Act& to, const model::answers::act_view& from);

model::acts::note take(const pb::Note& from);
model::acts::ice_contact take(const pb::IceContact& from);
model::acts::consular_done take(const pb::ConsularDone& from);
model::acts::contact_ended take(const pb::ContactEnded& from);
model::acts::update take(const pb::UpdateInquiry& from);
/// Which message it is about stands beside these.
model::acts::seen take(const pb::Seen& from);
model::acts::disseminated take(const pb::Disseminated& from);

/// Each reads one call. What the act cannot do without is `malformed` when it is absent.
model::calls::call call_of(const pb::Note& from);
model::calls::call call_of(const pb::TransferInquiries& from);
model::calls::call call_of(const pb::ContactEnded& from);
model::calls::call call_of(const pb::UpdateInquiry& from);
model::calls::call call_of(const pb::RecordManual& from);
model::calls::call call_of(const pb::IceContact& from);
model::calls::call call_of(const pb::ConsularDone& from);
model::calls::call call_of(const pb::Seen& from);
model::calls::call call_of(const pb::Disseminated& from);

}  // namespace iaq::contract
