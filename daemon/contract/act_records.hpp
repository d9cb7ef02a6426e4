#pragma once

#include "model/record.hpp"

#include <iaq/v1/record.pb.h>

/// Records of what people did, between model and protobuf, kind by kind.
namespace iaq::contract {

namespace pb = v1;
namespace records = model::records;

/// Each fills a fresh `to`.
void fill(pb::Record& to, const records::note_written& from);
void fill(pb::Record& to, const records::ice_contacted& from);
void fill(pb::Record& to, const records::consular_notified& from);
void fill(pb::Record& to, const records::inquiry_transferred& from);
void fill(pb::Record& to, const records::contact_ended& from);
void fill(pb::Record& to, const records::inquiry_updated& from);
void fill(pb::Record& to, const records::manual_recorded& from);
void fill(pb::Record& to, const records::answer_seen& from);
void fill(pb::Record& to, const records::answer_disseminated& from);

/// Each reads a body; texts may be taken out of `from`.
records::note_written act_record_of(const pb::NoteWritten& from);
records::ice_contacted act_record_of(const pb::IceContacted& from);
records::consular_notified act_record_of(const pb::ConsularNotified& from);
records::inquiry_transferred act_record_of(const pb::InquiriesTransferred& from);
records::contact_ended act_record_of(pb::EnforcementContactEnded& from);
records::inquiry_updated act_record_of(pb::InquiryUpdated& from);
records::manual_recorded act_record_of(const pb::ManualRecorded& from);
records::answer_seen act_record_of(const pb::AnswerSeen& from);
records::answer_disseminated act_record_of(const pb::AnswerDisseminated& from);

}  // namespace iaq::contract
