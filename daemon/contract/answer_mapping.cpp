#include "contract/answer_mapping.hpp"

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
    for (const auto& each : from.advisories) {
        put(*body.add_advisories(), each);
    }
    for (const auto& each : from.notices) {
        put(*body.add_notices(), each);
    }
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
