#pragma once

#include "base/canonical.hpp"
#include "correlation/entry.hpp"

/// What an entry and a reply consist of, told once: `Io` is the writer or the reader of base's
/// canonical form, and what is told is const for the one and written to by the other.
namespace iaq::correlation {

template <class Io, class Request>
void shape_request(Io& io, Request& q) {
    auto& p = q.person;
    for (auto* const text : {&q.idempotency_key,
                             &q.ori,
                             &q.asked_by.officer_id,
                             &q.asked_by.officer_name,
                             &q.operator_id,
                             &q.desk,
                             &q.incident,
                             &q.phone,
                             &q.attention,
                             &q.reason,
                             &p.last_name,
                             &p.first_name,
                             &p.middle_name,
                             &p.suffix,
                             &p.date_of_birth,
                             &p.place_of_birth,
                             &p.nationality,
                             &p.mothers_maiden_name,
                             &p.fathers_last_name,
                             &p.alien_number,
                             &p.fbi_number,
                             &p.state_id,
                             &p.operator_license,
                             &p.remarks,
                             &q.charge.text,
                             &q.charge.ncic_code,
                             &q.exemption_override_reason,
                             &q.supervisor_reason,
                             &q.relates_to}) {
        io.text(*text);
    }
    io.name(q.why).name(p.said_sex).name(q.charged).name(q.role).name(q.ground).name(q.evidence);
    io.maybe(q.in_custody, [&](auto& yes) { io.flag(yes); });
    for (auto* const time : {&q.confined_at, &q.send_before, &q.contact_expected_end}) {
        io.maybe(*time, [&](auto& at) { io.time(at); });
    }
    io.maybe(q.document, [&](auto& d) { io.text(d.issuer).text(d.kind).text(d.valid_until); });
    io.flag(q.also_victim_or_witness).flag(q.register_only).flag(q.dry_run);
}

template <class Io, class Notices>
void shape_notices(Io& io, Notices& notices) {
    io.list(notices,
            [&](auto& n) { io.text(n.id).text(n.short_text).text(n.text).text(n.citation); });
}

template <class Io, class Entry>
void shape_entry(Io& io, Entry& e) {
    io.text(e.inquiry_id).text(e.reference).name(e.state).text(e.principal).text(e.acting_user);
    io.text(e.station).name(e.admitted).time(e.admitted_at).time(e.changed_at);
    io.number(e.attempts).number(e.unanswered).name(e.begun).text(e.sent_bytes);
    io.time(e.delayed_at).time(e.expires_at).time(e.no_receipt_at).time(e.overdue_at);
    io.flag(e.receipt_came).flag(e.answer_came).flag(e.overdue_told).flag(e.delayed_told);
    io.text(e.refused_text).name(e.shredded);
    shape_request(io, e.request);
    io.list(e.rules, [&](auto& rule) { io.text(rule); });
    shape_notices(io, e.advisories);
    shape_notices(io, e.notices);
    io.list(e.replies, [&](auto& reply) { io.name(reply); });
    io.list(e.life, [&](auto& step) {
        io.time(step.at).name(step.record).name(step.what).number(step.number);
    });
}

template <class Io, class Reply>
void shape_reply(Io& io, Reply& r) {
    io.name(r.record).time(r.at).text(r.station).text(r.bytes).name(r.payload).name(r.inquiry);
    io.flag(r.unmatched).name(r.classed).name(r.evidence.rule);
    io.list(r.evidence.candidates, [&](auto& candidate) { io.text(candidate); });
}

}  // namespace iaq::correlation
