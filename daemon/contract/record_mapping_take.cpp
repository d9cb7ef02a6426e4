#include "contract/act_records.hpp"
#include "contract/operator_records.hpp"
#include "contract/record_mapping.hpp"
#include "contract/values.hpp"

#include <utility>

/// Protobuf records into the model, kind by kind.
namespace iaq::contract {
namespace {

using model::sequence;

records::started body_of(const pb::DaemonStarted& from) {
    return {from.version(),   from.journal_id(),   from.environment(),
            from.epoch(),     from.state_digest(), sequence{from.state_sequence()},
            from.torn_bytes()};
}

records::stopped body_of(const pb::DaemonStopped& from) {
    return {from.reason(), from.state_digest(), sequence{from.state_sequence()}};
}

records::configuration_loaded body_of(const pb::ConfigurationLoaded& from) {
    records::configuration_loaded to;
    for (const auto& file : from.files()) {
        to.files.push_back({file.name(), file.sha256()});
    }
    to.reason = from.reason();
    return to;
}

records::admitted body_of(pb::InquiryAdmitted& from) {
    records::admitted to;
    to.inquiry_id = from.inquiry_id();
    to.reference = from.reference();
    to.state = to_model<model::inquiry_state>(from.state());
    to.request = take(from.request());
    to.content_digest = from.content_digest();
    to.person_digest = from.person_digest();
    to.rules = take(from.rules());
    to.advisories = taken_out(*from.mutable_advisories());
    to.notices = taken_out(*from.mutable_notices());
    to.delayed_at = take(from.delayed_at());
    to.expires_at = take(from.expires_at());
    to.order_digest = from.order_digest();
    to.tables_digest = from.tables_digest();
    to.clocks = take(from.clocks());
    to.consular_open = from.consular_open();
    to.to_supervisors = take(from.to_supervisors());
    return to;
}

records::refused body_of(const pb::InquiryRefusal& from) {
    records::refused to;
    to.ori = from.ori();
    to.officer_id = from.officer_id();
    to.operator_id = from.operator_id();
    to.incident = from.incident();
    for (const auto& each : from.violations()) {
        to.violations.push_back(take(each));
    }
    to.person_digest = from.person_digest();
    to.role = to_model<model::subject_role>(from.role());
    to.order_digest = from.order_digest();
    to.keyed_at = take(from.keyed_at());
    to.terminal = from.terminal();
    return to;
}

records::refusals_summed body_of(const pb::RefusalsSummed& from) { return {from.count()}; }

records::cancelled body_of(const pb::InquiryCancelled& from) {
    return {from.inquiry_id(), from.reason()};
}

records::send_begun body_of(const pb::SendBegun& from) {
    return {from.inquiry_id(), from.reference(), from.attempt(), from.possible_duplicate(),
            from.bytes()};
}

records::send_acknowledged body_of(const pb::SendAcknowledged& from) {
    return {from.inquiry_id(), sequence{from.begun()}, take(from.no_receipt_at()),
            take(from.overdue_at())};
}

records::send_refused body_of(const pb::SendRefused& from) {
    return {from.inquiry_id(), sequence{from.begun()}, from.text(), from.permanent()};
}

records::send_given_up body_of(const pb::SendGivenUp& from) {
    return {from.inquiry_id(), to_model<model::inquiry_state>(from.state())};
}

records::reply_heard body_of(const pb::ReplyHeard& from) {
    return {from.bytes(),
            from.payload() == pb::PAYLOAD_KIND_NLETS_TEXT ? model::payload_kind::nlets_text
                                                          : model::payload_kind::ofml,
            from.frame_id(), model::connection_id{from.connection()}, take(from.header())};
}

records::matched body_of(const pb::ReplyMatched& from) {
    return {from.inquiry_id(),
            sequence{from.reply()},
            take(from.evidence()),
            to_model<model::classification>(from.classification()),
            to_model<model::delivery_kind>(from.kind()),
            from.possible_duplicate(),
            take(from.resend_at()),
            take_unseen(from)};
}

records::unmatched body_of(const pb::ReplyUnmatched& from) {
    return {sequence{from.reply()}, take(from.evidence()),
            to_model<model::classification>(from.classification()), from.possible_duplicate()};
}

records::clock_fired body_of(const pb::ClockFired& from) {
    return {from.inquiry_id(), to_model<records::clock_kind>(from.clock()), take(from.due()),
            from.asked_instead(), sequence{from.reply()}};
}

records::delivery_taken body_of(const pb::DeliveryTaken& from) {
    return {from.consumer(), {sequence{from.record()}, from.index()}, sequence{from.replay()}};
}

records::replay_begun body_of(const pb::ReplayBegun& from) {
    return {from.consumer(), from.principal(), sequence{from.from_record()},
            sequence{from.to_record()}, from.reason()};
}

records::replay_ended body_of(const pb::ReplayEnded& from) {
    return {from.consumer(), from.principal(), sequence{from.begun()}, from.deliveries(),
            from.given_up()};
}

records::operator_action body_of(const pb::OperatorAction& from) {
    return {to_model<records::operation>(from.operation()), from.station(), from.reason()};
}

records::link_up body_of(const pb::LinkUp& from) {
    return {model::connection_id{from.connection()}, from.peer(), from.frame_bytes_max(),
            from.idle_seconds(), from.timeout_seconds()};
}

records::link_down body_of(const pb::LinkDown& from) {
    return {model::connection_id{from.connection()},
            from.peer(),
            from.cause(),
            from.bytes_in(),
            from.bytes_out(),
            from.milliseconds()};
}

records::access body_of(const pb::Access& from) {
    return {from.call(),  from.filter(), from.offline(),        from.reason(),
            from.times(), from.ori(),    take(from.first_at()), from.read_to()};
}

records::condition_changed body_of(const pb::ConditionChanged& from) {
    return {from.condition(), from.standing(), from.words()};
}

records::checkpoint_due body_of(const pb::CheckpointDue& from) {
    return {sequence{from.tree_size()}};
}

records::restored body_of(const pb::JournalRestored& from) {
    return {from.epoch(), sequence{from.head()}, sequence{from.lost_to()}, from.reason()};
}

records::keys_shredded body_of(const pb::KeysShredded& from) {
    records::keys_shredded to;
    to.inquiry_id = from.inquiry_id();
    to.reference = from.reference();
    to.ori = from.ori();
    for (const auto& each : from.sidecars()) {
        to.sidecars.push_back({sequence{each.segment()}, each.sha256()});
    }
    for (const auto number : from.records()) {
        to.records.push_back(sequence{number});
    }
    to.backups_destroyed = from.backups_destroyed();
    to.master_key_rotated = from.master_key_rotated();
    to.second_principal = from.second_principal();
    to.second_user = from.second_user();
    to.reason = from.reason();
    return to;
}

records::master_key_rotated body_of(const pb::MasterKeyRotated& from) {
    records::master_key_rotated to{from.old_key_id(), from.new_key_id(), {}};
    for (const auto& each : from.sidecars()) {
        to.sidecars.push_back({sequence{each.segment()}, each.sha256()});
    }
    return to;
}

records::legal_hold_changed body_of(const pb::LegalHoldChanged& from) {
    return {from.inquiry_id(), from.standing(), from.reason()};
}

records::quarantined body_of(const pb::RecordQuarantined& from) {
    return {sequence{from.quarantined()}, from.inquiry_id(), from.error()};
}

records::journal_adopted body_of(const pb::JournalAdopted& from) {
    return {from.old_journal_id(), sequence{from.good_to()}, from.folder(), from.reason()};
}

records::inquiry_carried body_of(pb::InquiryCarried& from) {
    return {body_of(*from.mutable_admitted()),
            sequence{from.old_sequence()},
            from.attempts(),
            to_model<model::inquiry_state>(from.state()),
            to_model<model::acts::contact_outcome>(from.contact_outcome()),
            from.officer_id()};
}

records::segments_dropped body_of(const pb::SegmentsDropped& from) {
    return {sequence{from.first_kept()}, from.base_sha256(), from.inquiries()};
}

records::session_opened body_of(const pb::SessionOpened& from) {
    return {model::session_id{from.session()}, from.program(), from.version(), from.tls()};
}

records::session_closed body_of(const pb::SessionClosed& from) {
    return {model::session_id{from.session()}, from.cause()};
}

records::session_refused body_of(const pb::SessionRefused& from) {
    return {from.cause(), from.count()};
}

/// The kinds that this build folds. Those of later steps never come here: `decode` keeps them out.
std::optional<records::body> body_of(pb::Record& from) {
    using kind = pb::Record::BodyCase;
    switch (static_cast<int>(from.body_case())) {
        case kind::kDaemonStarted: return body_of(from.daemon_started());
        case kind::kDaemonStopped: return body_of(from.daemon_stopped());
        case kind::kConfigurationLoaded: return body_of(from.configuration_loaded());
        case kind::kInquiryAdmitted: return body_of(*from.mutable_inquiry_admitted());
        case kind::kInquiryRefused: return body_of(from.inquiry_refused());
        case kind::kRefusalsSummed: return body_of(from.refusals_summed());
        case kind::kInquiryCancelled: return body_of(from.inquiry_cancelled());
        case kind::kSendBegun: return body_of(from.send_begun());
        case kind::kSendAcknowledged: return body_of(from.send_acknowledged());
        case kind::kSendRefused: return body_of(from.send_refused());
        case kind::kSendGivenUp: return body_of(from.send_given_up());
        case kind::kReplyHeard: return body_of(from.reply_heard());
        case kind::kReplyMatched: return body_of(from.reply_matched());
        case kind::kReplyUnmatched: return body_of(from.reply_unmatched());
        case kind::kClockFired: return body_of(from.clock_fired());
        case kind::kDeliveryTaken: return body_of(from.delivery_taken());
        case kind::kOperatorAction: return body_of(from.operator_action());
        case kind::kLinkUp: return body_of(from.link_up());
        case kind::kLinkDown: return body_of(from.link_down());
        case kind::kAccess: return body_of(from.access());
        case kind::kConditionChanged: return body_of(from.condition_changed());
        case kind::kKeysShredded: return body_of(from.keys_shredded());
        case kind::kMasterKeyRotated: return body_of(from.master_key_rotated());
        case kind::kLegalHoldChanged: return body_of(from.legal_hold_changed());
        case kind::kCheckpointDue: return body_of(from.checkpoint_due());
        case kind::kRecordQuarantined: return body_of(from.record_quarantined());
        case kind::kJournalRestored: return body_of(from.journal_restored());
        case kind::kJournalAdopted: return body_of(from.journal_adopted());
        case kind::kInquiryCarried: return body_of(*from.mutable_inquiry_carried());
        case kind::kSegmentsDropped: return body_of(from.segments_dropped());
        case kind::kInquiryResolved: return operator_record_of(from.inquiry_resolved());
        case kind::kIceContacted: return act_record_of(from.ice_contacted());
        case kind::kConsularNotified: return act_record_of(from.consular_notified());
        case kind::kInquiriesTransferred: return act_record_of(from.inquiries_transferred());
        case kind::kContactEnded: return act_record_of(*from.mutable_contact_ended());
        case kind::kInquiryUpdated: return act_record_of(*from.mutable_inquiry_updated());
        case kind::kManualRecorded: return act_record_of(from.manual_recorded());
        case kind::kNoteWritten: return act_record_of(from.note_written());
        case kind::kAnswerSeen: return act_record_of(from.answer_seen());
        case kind::kAnswerDisseminated: return act_record_of(from.answer_disseminated());
        case kind::kReplyAssigned: return operator_record_of(from.reply_assigned());
        case kind::kMatchWithdrawn: return operator_record_of(from.match_withdrawn());
        case kind::kReplyClassified: return operator_record_of(from.reply_classified());
        case kind::kReplayBegun: return body_of(from.replay_begun());
        case kind::kReplayEnded: return body_of(from.replay_ended());
        case kind::kReviewSigned: return operator_record_of(from.review_signed());
        case kind::kSessionOpened: return body_of(from.session_opened());
        case kind::kSessionClosed: return body_of(from.session_closed());
        case kind::kSessionRefused: return body_of(from.session_refused());
        default: return std::nullopt;
    }
}

}  // namespace

model::record take_envelope(const pb::Record& from) {
    model::record to;
    to.at_sequence = sequence{from.sequence()};
    to.at.utc = utc_time{nanoseconds{from.utc_ns()}};
    to.at.mono = mono_time{from.mono_ns()};
    to.station = from.station();
    to.principal = from.principal();
    to.acting_user = from.acting_user();
    to.source = from.source();
    to.target = from.target();
    to.duration = nanoseconds{static_cast<std::int64_t>(from.duration_ns())};
    to.bytes_in = from.bytes_in();
    to.bytes_out = from.bytes_out();
    to.ended = to_model<model::outcome>(from.outcome());
    return to;
}

result<model::record, std::string> take_record(pb::Record& from) {
    if (from.has_reply_heard() && from.reply_heard().payload() == pb::PAYLOAD_KIND_UNSPECIFIED) {
        return std::string{"reply_heard.payload is unset; the record is damaged"};
    }
    auto body = body_of(from);
    if (!body) {
        return std::string{"the record has no body; it is damaged"};
    }
    auto to = take_envelope(from);
    to.body = std::move(*body);
    return to;
}

}  // namespace iaq::contract
