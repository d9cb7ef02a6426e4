#include "contract/act_records.hpp"
#include "contract/operator_records.hpp"
#include "contract/record_mapping.hpp"
#include "contract/values.hpp"

/// Model records into protobuf, kind by kind.
namespace iaq::contract {
namespace {

using model::number_of;

std::uint64_t number_of(model::connection_id id) { return static_cast<std::uint64_t>(id); }
std::uint64_t number_of(model::session_id id) { return static_cast<std::uint64_t>(id); }

/// A clock of zero is none: absent in the record.
template <class Mutable>
void put_clock(utc_time at, Mutable place) {
    if (at != utc_time{}) {
        put(*place(), at);
    }
}

void fill(pb::Record& to, const records::started& from) {
    auto& body = *to.mutable_daemon_started();
    body.set_version(utf8(from.version));
    body.set_journal_id(utf8(from.journal_id));
    body.set_environment(utf8(from.environment));
    body.set_epoch(from.epoch);
    body.set_state_digest(utf8(from.state_digest));
    body.set_state_sequence(number_of(from.state_sequence));
    body.set_torn_bytes(from.torn_bytes);
}

void fill(pb::Record& to, const records::stopped& from) {
    auto& body = *to.mutable_daemon_stopped();
    body.set_reason(utf8(from.reason));
    body.set_state_digest(utf8(from.state_digest));
    body.set_state_sequence(number_of(from.state_sequence));
}

void fill(pb::Record& to, const records::configuration_loaded& from) {
    auto& body = *to.mutable_configuration_loaded();
    for (const auto& file : from.files) {
        auto& named = *body.add_files();
        named.set_name(utf8(file.name));
        named.set_sha256(utf8(file.sha256));
    }
    put(body, &pb::ConfigurationLoaded::mutable_reason, from.reason);
}

void put_admitted(pb::InquiryAdmitted& body, const records::admitted& from) {
    put(body, &pb::InquiryAdmitted::mutable_inquiry_id, from.inquiry_id);
    put(body, &pb::InquiryAdmitted::mutable_reference, from.reference);
    body.set_state(to_proto<pb::InquiryState>(from.state));
    put(*body.mutable_request(), from.request);
    body.set_content_digest(from.content_digest);
    body.set_person_digest(from.person_digest);
    put(*body.mutable_rules(), from.rules);
    for (const auto& each : from.advisories) {
        put(*body.add_advisories(), each);
    }
    for (const auto& each : from.notices) {
        put(*body.add_notices(), each);
    }
    put_clock(from.delayed_at, [&] { return body.mutable_delayed_at(); });
    put_clock(from.expires_at, [&] { return body.mutable_expires_at(); });
    put(*body.mutable_clocks(), from.clocks);
    body.set_consular_open(from.consular_open);
    put(*body.mutable_to_supervisors(), from.to_supervisors);
    put(body, &pb::InquiryAdmitted::mutable_order_digest, from.order_digest);
    put(body, &pb::InquiryAdmitted::mutable_tables_digest, from.tables_digest);
}

void fill(pb::Record& to, const records::admitted& from) {
    put_admitted(*to.mutable_inquiry_admitted(), from);
}

void fill(pb::Record& to, const records::refused& from) {
    auto& body = *to.mutable_inquiry_refused();
    body.set_ori(utf8(from.ori));
    body.set_officer_id(utf8(from.officer_id));
    body.set_operator_id(utf8(from.operator_id));
    body.set_incident(utf8(from.incident));
    for (const auto& each : from.violations) {
        put(*body.add_violations(), each);
    }
    body.set_person_digest(from.person_digest);
    body.set_role(to_proto<pb::SubjectRole>(from.role));
    body.set_order_digest(utf8(from.order_digest));
    put_clock(from.keyed_at, [&] { return body.mutable_keyed_at(); });
    body.set_terminal(utf8(from.terminal));
}

void fill(pb::Record& to, const records::refusals_summed& from) {
    to.mutable_refusals_summed()->set_count(from.count);
}

void fill(pb::Record& to, const records::cancelled& from) {
    auto& body = *to.mutable_inquiry_cancelled();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_reason(utf8(from.reason));
}

void fill(pb::Record& to, const records::send_begun& from) {
    auto& body = *to.mutable_send_begun();
    put(body, &pb::SendBegun::mutable_inquiry_id, from.inquiry_id);
    put(body, &pb::SendBegun::mutable_reference, from.reference);
    body.set_attempt(from.attempt);
    body.set_possible_duplicate(from.possible_duplicate);
    body.set_bytes(from.bytes);
}

void fill(pb::Record& to, const records::send_acknowledged& from) {
    auto& body = *to.mutable_send_acknowledged();
    put(body, &pb::SendAcknowledged::mutable_inquiry_id, from.inquiry_id);
    body.set_begun(number_of(from.begun));
    put_clock(from.no_receipt_at, [&] { return body.mutable_no_receipt_at(); });
    put_clock(from.overdue_at, [&] { return body.mutable_overdue_at(); });
}

void fill(pb::Record& to, const records::send_refused& from) {
    auto& body = *to.mutable_send_refused();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_begun(number_of(from.begun));
    body.set_text(from.text);
    body.set_permanent(from.permanent);
}

void fill(pb::Record& to, const records::send_given_up& from) {
    auto& body = *to.mutable_send_given_up();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_state(to_proto<pb::InquiryState>(from.state));
}

void fill(pb::Record& to, const records::reply_heard& from) {
    auto& body = *to.mutable_reply_heard();
    body.set_bytes(from.bytes);
    body.set_payload(from.payload == model::payload_kind::ofml ? pb::PAYLOAD_KIND_OFML
                                                               : pb::PAYLOAD_KIND_NLETS_TEXT);
    body.set_frame_id(from.frame_id);
    body.set_connection(number_of(from.connection));
    if (from.header != model::heard_header{}) {
        put(*body.mutable_header(), from.header);
    }
}

void fill(pb::Record& to, const records::matched& from) {
    auto& body = *to.mutable_reply_matched();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_reply(number_of(from.reply));
    put(*body.mutable_evidence(), from.evidence);
    body.set_classification(to_proto<pb::Classification>(from.classed));
    body.set_kind(to_proto<pb::DeliveryKind>(from.kind));
    body.set_possible_duplicate(from.possible_duplicate);
    put_clock(from.resend_at, [&] { return body.mutable_resend_at(); });
    put_unseen(body, from.unseen);
}

void fill(pb::Record& to, const records::unmatched& from) {
    auto& body = *to.mutable_reply_unmatched();
    body.set_reply(number_of(from.reply));
    put(*body.mutable_evidence(), from.evidence);
    body.set_classification(to_proto<pb::Classification>(from.classed));
    body.set_possible_duplicate(from.possible_duplicate);
}

void fill(pb::Record& to, const records::clock_fired& from) {
    auto& body = *to.mutable_clock_fired();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_clock(to_proto<pb::ClockKind>(from.clock));
    put_clock(from.due, [&] { return body.mutable_due(); });
    body.set_asked_instead(utf8(from.asked_instead));
    body.set_reply(number_of(from.reply));
}

void fill(pb::Record& to, const records::delivery_taken& from) {
    auto& body = *to.mutable_delivery_taken();
    body.set_consumer(utf8(from.consumer));
    body.set_record(number_of(from.upto.record));
    body.set_index(from.upto.index);
    body.set_replay(number_of(from.replay));
}

void fill(pb::Record& to, const records::replay_begun& from) {
    auto& body = *to.mutable_replay_begun();
    body.set_consumer(utf8(from.consumer));
    body.set_from_record(number_of(from.first));
    body.set_to_record(number_of(from.last));
    body.set_reason(utf8(from.reason));
    body.set_principal(utf8(from.principal));
}

void fill(pb::Record& to, const records::replay_ended& from) {
    auto& body = *to.mutable_replay_ended();
    body.set_consumer(utf8(from.consumer));
    body.set_begun(number_of(from.begun));
    body.set_deliveries(from.deliveries);
    body.set_principal(utf8(from.principal));
    body.set_given_up(from.given_up);
}

void fill(pb::Record& to, const records::operator_action& from) {
    auto& body = *to.mutable_operator_action();
    body.set_operation(to_proto<pb::Operation>(from.what));
    body.set_station(utf8(from.station));
    body.set_reason(utf8(from.reason));
}

void fill(pb::Record& to, const records::link_up& from) {
    auto& body = *to.mutable_link_up();
    body.set_connection(number_of(from.connection));
    body.set_peer(utf8(from.peer));
    body.set_frame_bytes_max(from.frame_bytes_max);
    body.set_idle_seconds(from.idle_seconds);
    body.set_timeout_seconds(from.timeout_seconds);
}

void fill(pb::Record& to, const records::link_down& from) {
    auto& body = *to.mutable_link_down();
    body.set_connection(number_of(from.connection));
    body.set_peer(utf8(from.peer));
    body.set_cause(utf8(from.cause));
    body.set_bytes_in(from.bytes_in);
    body.set_bytes_out(from.bytes_out);
    body.set_milliseconds(from.milliseconds);
}

void fill(pb::Record& to, const records::access& from) {
    auto& body = *to.mutable_access();
    body.set_call(utf8(from.call));
    body.set_filter(utf8(from.filter));
    body.set_offline(from.offline);
    body.set_reason(utf8(from.reason));
    body.set_times(from.times);
    body.set_ori(utf8(from.ori));
    put_clock(from.first_at, [&] { return body.mutable_first_at(); });
    body.set_read_to(from.read_to);
}

void fill(pb::Record& to, const records::condition_changed& from) {
    to.mutable_condition_changed()->set_condition(utf8(from.condition));
    to.mutable_condition_changed()->set_standing(from.standing);
    to.mutable_condition_changed()->set_words(utf8(from.words));
}

void fill(pb::Record& to, const records::restored& from) {
    auto& body = *to.mutable_journal_restored();
    body.set_epoch(from.epoch);
    body.set_head(number_of(from.head));
    body.set_lost_to(number_of(from.lost_to));
    body.set_reason(utf8(from.reason));
}

void fill(pb::Record& to, const records::checkpoint_due& from) {
    to.mutable_checkpoint_due()->set_tree_size(number_of(from.tree_size));
}

void fill(pb::Record& to, const records::keys_shredded& from) {
    auto& body = *to.mutable_keys_shredded();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_reference(utf8(from.reference));
    body.set_ori(utf8(from.ori));
    for (const auto& each : from.sidecars) {
        auto& sidecar = *body.add_sidecars();
        sidecar.set_segment(number_of(each.segment));
        sidecar.set_sha256(each.sha256);
    }
    for (const auto number : from.records) {
        body.add_records(number_of(number));
    }
    body.set_backups_destroyed(from.backups_destroyed);
    body.set_master_key_rotated(from.master_key_rotated);
    body.set_second_principal(utf8(from.second_principal));
    body.set_second_user(utf8(from.second_user));
    body.set_reason(utf8(from.reason));
}

void fill(pb::Record& to, const records::master_key_rotated& from) {
    auto& body = *to.mutable_master_key_rotated();
    body.set_old_key_id(utf8(from.old_key_id));
    body.set_new_key_id(utf8(from.new_key_id));
    for (const auto& each : from.sidecars) {
        auto& sidecar = *body.add_sidecars();
        sidecar.set_segment(number_of(each.segment));
        sidecar.set_sha256(each.sha256);
    }
}

void fill(pb::Record& to, const records::legal_hold_changed& from) {
    auto& body = *to.mutable_legal_hold_changed();
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_standing(from.standing);
    body.set_reason(utf8(from.reason));
}

void fill(pb::Record& to, const records::quarantined& from) {
    auto& body = *to.mutable_record_quarantined();
    body.set_quarantined(number_of(from.number));
    body.set_inquiry_id(utf8(from.inquiry_id));
    body.set_error(utf8(from.error));
}

void fill(pb::Record& to, const records::journal_adopted& from) {
    auto& body = *to.mutable_journal_adopted();
    body.set_old_journal_id(utf8(from.old_journal_id));
    body.set_good_to(number_of(from.good_to));
    body.set_folder(utf8(from.folder));
    body.set_reason(utf8(from.reason));
}

void fill(pb::Record& to, const records::inquiry_carried& from) {
    auto& body = *to.mutable_inquiry_carried();
    put_admitted(*body.mutable_admitted(), from.as);
    body.set_old_sequence(number_of(from.old_sequence));
    body.set_attempts(from.attempts);
    body.set_state(to_proto<pb::InquiryState>(from.state));
    body.set_contact_outcome(to_proto<pb::ContactOutcome>(from.contact));
    body.set_officer_id(utf8(from.officer_id));
}

void fill(pb::Record& to, const records::segments_dropped& from) {
    auto& body = *to.mutable_segments_dropped();
    body.set_first_kept(number_of(from.first_kept));
    body.set_base_sha256(from.base_sha256);
    body.set_inquiries(from.inquiries);
}

void fill(pb::Record& to, const records::session_opened& from) {
    auto& body = *to.mutable_session_opened();
    body.set_session(number_of(from.session));
    put(body, &pb::SessionOpened::mutable_program, from.program);
    put(body, &pb::SessionOpened::mutable_version, from.version);
    put(body, &pb::SessionOpened::mutable_tls, from.tls);
}

void fill(pb::Record& to, const records::session_closed& from) {
    auto& body = *to.mutable_session_closed();
    body.set_session(number_of(from.session));
    put(body, &pb::SessionClosed::mutable_cause, from.cause);
}

void fill(pb::Record& to, const records::session_refused& from) {
    to.mutable_session_refused()->set_cause(utf8(from.cause));
    to.mutable_session_refused()->set_count(from.count);
}

void fill(pb::Record&, const records::foreign&) {}

}  // namespace

void put_record(pb::Record& to, const model::record& from) {
    to.set_sequence(number_of(from.at_sequence));
    to.set_utc_ns(from.at.utc.time_since_epoch().count());
    to.set_mono_ns(static_cast<std::int64_t>(from.at.mono));
    put(to, &pb::Record::mutable_station, from.station);
    put(to, &pb::Record::mutable_principal, from.principal);
    put(to, &pb::Record::mutable_acting_user, from.acting_user);
    put(to, &pb::Record::mutable_source, from.source);
    put(to, &pb::Record::mutable_target, from.target);
    to.set_duration_ns(static_cast<std::uint64_t>(from.duration.count()));
    to.set_bytes_in(from.bytes_in);
    to.set_bytes_out(from.bytes_out);
    to.set_outcome(to_proto<pb::Outcome>(from.ended));
    std::visit([&](const auto& body) { fill(to, body); }, from.body);
}

}  // namespace iaq::contract
