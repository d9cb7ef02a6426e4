#include "contract/answer_mapping.hpp"

#include "contract/form_mapping.hpp"
#include "contract/inquiry_mapping.hpp"
#include "contract/values.hpp"
#include "model/limits.hpp"

namespace iaq::contract {
namespace {

namespace answers = model::answers;
namespace limits = model::limits;
using model::number_of;

/// A time of zero is none: absent in the frame.
template <class Mutable>
void put_known(utc_time at, Mutable place) {
    if (at != utc_time{}) {
        put(*place(), at);
    }
}

void fill(pb::ServerFrame& to, const answers::welcome& from) {
    auto& body = *to.mutable_welcome();
    body.set_version(utf8(from.version));
    body.set_environment(utf8(from.environment));
    body.set_agency(utf8(from.agency));
    body.set_time_zone(utf8(from.time_zone));
    body.set_principal(utf8(from.principal));
    put(*body.mutable_oris(), from.oris);
    put(*body.mutable_rights(), from.rights);
    put(*body.mutable_desks(), from.desks);
    body.set_asserts_users(from.asserts_users);
    body.set_request_bytes_max(limits::request_bytes_max);
    body.set_answer_bytes_max(limits::answer_bytes_max);
    body.set_field_bytes_max(limits::field_bytes_max);
    body.set_calls_in_flight_max(limits::calls_in_flight_max);
    body.set_list_rows_max(limits::list_rows_max);
}

void fill(pb::ServerFrame& to, const answers::accepted& from) {
    auto& body = *to.mutable_accepted();
    put(body, &pb::InquiryAccepted::mutable_inquiry_id, from.inquiry_id);
    put(body, &pb::InquiryAccepted::mutable_reference, from.reference);
    body.set_sequence(number_of(from.at_sequence));
    body.set_state(to_proto<pb::InquiryState>(from.state));
    put(*body.mutable_advisories(), from.advisories);
    put(*body.mutable_notices(), from.notices);
    body.set_dry_run(from.dry_run);
    put(*body.mutable_rules(), from.rules);
    put(*body.mutable_clocks(), from.clocks);
    put(*body.mutable_missing(), from.missing);
}

void fill(pb::ServerFrame& to, const answers::refused& from) {
    auto& body = *to.mutable_refused();
    for (const auto& each : from.violations) {
        put(*body.add_violations(), each);
    }
    for (const auto& each : from.notices) {
        put(*body.add_notices(), each);
    }
}

void fill(pb::ServerFrame& to, const answers::error& from) {
    auto& body = *to.mutable_error();
    body.set_code(to_proto<pb::ErrorCode>(from.code));
    body.set_message(utf8(from.message));
    body.set_field(utf8(from.field));
    body.set_retry_after_ms(from.retry_after_ms);
    body.set_by_hand(to_proto<pb::ByHand>(from.may_key_by_hand));
    for (const auto& each : from.notices) {
        put(*body.add_notices(), each);
    }
}

void fill(pb::ServerFrame& to, const answers::done& from) {
    auto& body = *to.mutable_done();
    body.set_sequence(number_of(from.at_sequence));
    body.set_token(utf8(from.token));
    body.set_text(utf8(from.text));
    body.set_state(to_proto<pb::InquiryState>(from.state));
    put(*body.mutable_advisories(), from.advisories);
    put(*body.mutable_notices(), from.notices);
    body.set_inquiry_id(utf8(from.inquiry_id));
}

void fill(pb::ServerFrame& to, const answers::pong&) { to.mutable_pong(); }

void fill(pb::ServerFrame& to, const answers::caught_up& from) {
    to.mutable_caught_up()->set_cursor(utf8(from.cursor));
}

void fill(pb::ServerFrame& to, const answers::inquiries_found& from) {
    if (from.found.empty()) {
        answers::error none;
        none.code = answers::error_code::not_found;
        none.message = "no such inquiry, or none that you may read";
        fill(to, none);
        return;
    }
    auto& body = *to.mutable_inquiry();
    put(body, from.found.front());
    for (std::size_t i = 1; i < from.found.size(); ++i) {
        *body.add_other_inquiry_ids() = utf8(from.found[i].inquiry_id);
    }
}

void fill(pb::ServerFrame& to, const answers::inquiry_list& from) {
    auto& body = *to.mutable_inquiries();
    for (const auto& each : from.rows) {
        put(*body.add_rows(), each);
    }
    body.set_more(from.more);
}

void put_candidate(pb::Candidate& to, const answers::candidate& from) {
    to.set_inquiry_id(utf8(from.inquiry_id));
    to.set_reference(utf8(from.reference));
    to.set_officer_id(utf8(from.officer_id));
    to.set_desk(utf8(from.desk));
    to.set_incident(utf8(from.incident));
    to.set_state(to_proto<pb::InquiryState>(from.state));
    put(*to.mutable_admitted_at(), from.admitted_at);
    put(*to.mutable_evidence(), from.evidence);
    put(*to.mutable_against(), from.against);
}

void fill(pb::ServerFrame& to, const answers::unmatched_list& from) {
    auto& body = *to.mutable_unmatched_list();
    for (const auto& each : from.rows) {
        auto& row = *body.add_rows();
        row.set_reply(number_of(each.reply));
        put(*row.mutable_at(), each.at);
        row.set_station(utf8(each.station));
        put(*row.mutable_header(), each.header);
        row.set_text(utf8(each.text));
        row.set_classification(to_proto<pb::Classification>(each.classed));
        put(*row.mutable_match(), each.match);
        for (const auto& candidate : each.candidates) {
            put_candidate(*row.add_candidates(), candidate);
        }
    }
    body.set_more(from.more);
}

void put_section(pb::ReportSection& to, const model::report_section& from) {
    to.set_name(utf8(from.name));
    to.set_title(utf8(from.title));
    put(*to.mutable_columns(), from.columns);
    for (const auto& cells : from.rows) {
        put(*to.add_rows()->mutable_cells(), cells);
    }
    put(*to.mutable_notes(), from.notes);
    to.set_left_out(from.left_out);
}

void fill(pb::ServerFrame& to, const model::report& from) {
    auto& body = *to.mutable_report();
    body.set_kind(to_proto<pb::ReportKind>(from.kind));
    if (from.from) {
        put(*body.mutable_from(), *from.from);
    }
    if (from.to) {
        put(*body.mutable_to(), *from.to);
    }
    for (const auto& each : from.sections) {
        put_section(*body.add_sections(), each);
        body.set_more(body.more() || each.left_out > 0);
    }
    put(*body.mutable_agencies(), from.agencies);
    put(*body.mutable_oris(), from.oris);
    body.set_desk(utf8(from.desk));
    put(*body.mutable_made_at(), from.made_at);
    body.set_principal(utf8(from.principal));
    body.set_acting_user(utf8(from.acting_user));
    body.set_environment(utf8(from.environment));
    body.set_time_zone(utf8(from.time_zone));
    body.set_journal_id(utf8(from.journal_id));
    body.set_sequence(number_of(from.at_sequence));
}

void put_station(pb::StationStatus& to, const answers::station_status& from) {
    to.set_name(utf8(from.name));
    to.set_up(from.up);
    to.set_held(from.held);
    to.set_peer(utf8(from.peer));
    to.set_hold_reason(utf8(from.hold_reason));
    put_known(from.since, [&] { return to.mutable_since(); });
    to.set_queued(from.queued);
    to.set_in_flight(from.in_flight);
    to.set_protocol(utf8(from.protocol));
    to.set_payload(utf8(from.payload));
    to.set_under_tls(from.under_tls);
    to.set_tls(utf8(from.tls));
}

void fill(pb::ServerFrame& to, const answers::status& from) {
    auto& body = *to.mutable_status();
    body.set_version(utf8(from.version));
    body.set_environment(utf8(from.environment));
    body.set_journal_id(utf8(from.journal_id));
    put_known(from.now, [&] { return body.mutable_now(); });
    put_known(from.started_at, [&] { return body.mutable_started_at(); });
    for (const auto& each : from.stations) {
        put_station(*body.add_stations(), each);
    }
    for (const auto& each : from.states) {
        auto& count = *body.add_states();
        count.set_state(to_proto<pb::InquiryState>(each.state));
        count.set_count(each.count);
        put_known(each.oldest, [&] { return count.mutable_oldest(); });
    }
    body.set_unmatched(from.unmatched);
    body.set_sessions(from.sessions);
    body.set_head(number_of(from.head));
    body.set_durable(number_of(from.durable));
    put_known(from.last_sync, [&] { return body.mutable_last_sync(); });
    body.set_seal(utf8(from.seal));
    put(*body.mutable_standing_conditions(), from.standing_conditions);
    body.set_intake_paused(from.intake_paused);
    body.set_state_digest(utf8(from.state_digest));
    body.set_intake_tls(utf8(from.intake_tls));
    body.set_state_sequence(number_of(from.state_sequence));
    put(*body.mutable_replaced_files(), from.replaced_files);
}

void fill(pb::ServerFrame& to, const answers::alert_list& from) {
    auto& body = *to.mutable_alerts();
    for (const auto& each : from.rows) {
        auto& row = *body.add_alerts();
        row.set_condition(utf8(each.condition));
        row.set_station(utf8(each.station));
        put_known(each.since, [&] { return row.mutable_since(); });
        row.set_text(utf8(each.text));
        row.set_next_step(utf8(each.next_step));
        row.set_severity(to_proto<pb::AlertSeverity>(each.weight));
        row.set_detail(utf8(each.detail));
    }
}

void fill(pb::ServerFrame& to, const answers::description& from) {
    put(*to.mutable_description(), from);
}

}  // namespace

void put_answer(pb::ServerFrame& to, const answers::answer& from) {
    to.clear_body();
    std::visit([&](const auto& body) { fill(to, body); }, from);
}

answers::error too_large() {
    answers::error to;
    to.code = answers::error_code::too_large;
    to.message = "the answer is larger than 4 MiB; ask for less, or read it with iaq-journal";
    return to;
}

}  // namespace iaq::contract
