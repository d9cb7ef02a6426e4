#include "correlation/book.hpp"

#include <algorithm>

namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

namespace {

bool is_shredded(const entry& e) { return e.shredded != sequence::none; }

template <class Map>
inquiry_index found_or_none(const Map& map, std::string_view key) {
    const auto it = map.find(std::string{key});
    return it == map.end() ? inquiry_index::none : it->second;
}

void describe_request(canonical& out, const model::inquiry_request& q) {
    for (const auto* text : {&q.idempotency_key,
                             &q.ori,
                             &q.asked_by.officer_id,
                             &q.asked_by.officer_name,
                             &q.operator_id,
                             &q.desk,
                             &q.incident,
                             &q.phone,
                             &q.attention,
                             &q.reason,
                             &q.person.last_name,
                             &q.person.first_name,
                             &q.person.middle_name,
                             &q.person.suffix,
                             &q.person.date_of_birth,
                             &q.person.place_of_birth,
                             &q.person.nationality,
                             &q.person.mothers_maiden_name,
                             &q.person.fathers_last_name,
                             &q.person.alien_number,
                             &q.person.fbi_number,
                             &q.person.state_id,
                             &q.person.operator_license,
                             &q.person.remarks,
                             &q.charge.text,
                             &q.charge.ncic_code,
                             &q.exemption_override_reason,
                             &q.supervisor_reason,
                             &q.relates_to}) {
        out.text(*text);
    }
    out.name(q.why).name(q.person.said_sex).name(q.charged).name(q.role).name(q.ground);
    out.name(q.evidence).number(q.in_custody ? (*q.in_custody ? 2U : 1U) : 0U);
    for (const auto& time : {q.confined_at, q.send_before, q.contact_expected_end}) {
        out.number(time.has_value() ? 1U : 0U).time(time.value_or(utc_time{}));
    }
    if (q.document) {
        out.text(q.document->issuer).text(q.document->kind).text(q.document->valid_until);
    }
    out.number((q.also_victim_or_witness ? 1U : 0U) | (q.register_only ? 2U : 0U) |
               (q.dry_run ? 4U : 0U));
}

void describe_entry(canonical& out, const entry& e) {
    out.text(e.inquiry_id).text(e.reference).name(e.state).text(e.principal).text(e.acting_user);
    out.text(e.station).number(number_of(e.admitted)).time(e.admitted_at).time(e.changed_at);
    out.number(e.attempts).number(e.unanswered).number(number_of(e.begun)).text(e.sent_bytes);
    out.time(e.delayed_at).time(e.expires_at).time(e.no_receipt_at).time(e.overdue_at);
    out.number((e.receipt_came ? 1U : 0U) | (e.answer_came ? 2U : 0U) | (e.overdue_told ? 4U : 0U) |
               (e.delayed_told ? 8U : 0U));
    out.text(e.refused_text);
    describe_request(out, e.request);
    for (const auto& rule : e.rules) {
        out.text(rule);
    }
    for (const auto* const some : {&e.advisories, &e.notices}) {
        out.number(some->size());
        for (const auto& notice : *some) {
            out.text(notice.id).text(notice.short_text).text(notice.text).text(notice.citation);
        }
    }
    for (const auto reply : e.replies) {
        out.number(number_of(reply));
    }
    for (const auto& step : e.life) {
        out.time(step.at).number(number_of(step.record)).name(step.what).number(step.number);
    }
    out.number(number_of(e.shredded));
}

}  // namespace

inquiry_index book::find(std::string_view inquiry_id) const {
    const auto found = found_or_none(by_id_, inquiry_id);
    return found == inquiry_index::none || is_shredded(at(found)) ? inquiry_index::none : found;
}

inquiry_index book::find_reference(std::string_view reference) const {
    const auto found = found_or_none(by_reference_, reference);
    return found == inquiry_index::none || is_shredded(at(found)) ? inquiry_index::none : found;
}

bool book::is_used(std::string_view reference) const {
    return by_reference_.contains(std::string{reference});
}

sequence book::shredded_at(std::string_view inquiry_id) const {
    const auto found = found_or_none(by_id_, inquiry_id);
    return found == inquiry_index::none ? sequence::none : at(found).shredded;
}

std::vector<sequence> book::records_of(inquiry_index i) const {
    const auto& e = at(i);
    std::vector<sequence> records{e.replies};
    for (const auto& step : e.life) {
        records.push_back(step.record);
    }
    std::ranges::sort(records);
    return records;
}

std::vector<inquiry_index> book::find_incident(std::string_view incident) const {
    const auto it = by_incident_.find(std::string{incident});
    return it == by_incident_.end() ? std::vector<inquiry_index>{} : it->second;
}

const std::vector<inquiry_index>& book::born(std::string_view date) const {
    static const std::vector<inquiry_index> nobody;
    const auto it = by_birth_.find(std::string{date});
    return it == by_birth_.end() ? nobody : it->second;
}

const reply* book::find_reply(sequence record) const {
    const auto it = replies_.find(record);
    return it == replies_.end() ? nullptr : &it->second;
}

void book::describe(canonical& out) const {
    out.number(entries_.size());
    for (const auto& e : entries_) {
        describe_entry(out, e);
    }
    out.number(replies_.size()).number(unmatched_);
    for (const auto& [record, heard] : replies_) {
        out.number(number_of(record)).time(heard.at).text(heard.station).text(heard.bytes);
        out.name(heard.inquiry).name(heard.classed).name(heard.evidence.rule);
        for (const auto& candidate : heard.evidence.candidates) {
            out.text(candidate);
        }
    }
}

}  // namespace iaq::correlation
