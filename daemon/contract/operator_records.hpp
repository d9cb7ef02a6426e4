#pragma once

#include "model/record.hpp"

#include <iaq/v1/record.pb.h>

/// Records of what operators and auditors decided, between model and protobuf, kind by kind.
namespace iaq::contract {

namespace pb = v1;
namespace records = model::records;

/// Each fills a fresh `to`.
void fill(pb::Record& to, const records::inquiry_resolved& from);
void fill(pb::Record& to, const records::assigned& from);
void fill(pb::Record& to, const records::withdrawn& from);
void fill(pb::Record& to, const records::classified& from);
void fill(pb::Record& to, const records::review_signed& from);

/// Each reads a body.
records::inquiry_resolved operator_record_of(const pb::InquiryResolved& from);
records::assigned operator_record_of(const pb::ReplyAssigned& from);
records::withdrawn operator_record_of(const pb::MatchWithdrawn& from);
records::classified operator_record_of(const pb::ReplyClassified& from);
records::review_signed operator_record_of(const pb::ReviewSigned& from);

}  // namespace iaq::contract
