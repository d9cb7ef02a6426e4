#include "base/text.hpp"
#include "correlation/phase.hpp"
#include "engine/engine.hpp"
#include "engine/words.hpp"
#include "model/names.hpp"
#include "policy/telling.hpp"
#include "wire/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

/// What clients read: get, list, and a delivery as it is said.
namespace iaq::engine {

using model::inquiry_index;
using model::right;
using model::answers::error_code;

void engine::serve(const asking& a, const model::calls::get& call) {
    if (!a.principal.may(right::read)) {
        forbid(a, {}, "this principal has no right to read");
        return;
    }
    const auto& book = state_.inquiries();
    std::vector<inquiry_index> found;
    if (!call.incident.empty()) {
        found = book.find_incident(call.incident);
        std::ranges::reverse(found);
    } else if (!call.idempotency_key.empty()) {
        found.push_back(book.find_key(a.who.principal, call.idempotency_key));
    } else if (!call.reference.empty()) {
        found.push_back(book.find_reference(wire::comparable_reference(call.reference)));
    } else {
        found.push_back(book.find(call.inquiry_id));
    }
    std::erase_if(found, [&](inquiry_index i) {
        return i == inquiry_index::none ||
               !delivery::may_read(a.principal, book.at(i).asked.ori(), book.at(i).asked.desk());
    });
    if (found.empty()) {
        fail(a, error_code::not_found,
             book.shredded_at(call.inquiry_id) == model::sequence::none
                 ? "no such inquiry that this principal may read"
                 : not_found_words(call.inquiry_id));
        return;
    }
    found.resize(std::min(found.size(), model::limits::list_rows_max));
    model::answers::inquiries_found views;
    for (const auto i : found) {
        if (views.found.empty()) {
            views.found.push_back(view(i));
        } else {
            views.found.emplace_back().inquiry_id = book.at(i).inquiry_id;
        }
    }
    answer(a, std::move(views));
}

namespace {

bool agrees(std::string_view wanted, std::string_view is) { return wanted.empty() || wanted == is; }

bool is_wanted(const model::calls::list& call, const correlation::entry& e, utc_time now) {
    if (e.shredded != model::sequence::none) {
        return false;
    }
    const auto& q = e.asked;
    const bool state_wanted =
        call.states.empty() || std::ranges::find(call.states, e.state) != call.states.end();
    return state_wanted && agrees(call.officer_id, q.officer_id()) && agrees(call.desk, q.desk()) &&
           agrees(call.ori, q.ori()) && agrees(call.incident, q.incident()) &&
           agrees(call.operator_id, q.operator_id()) &&
           (!call.from || e.admitted_at >= *call.from) && (!call.to || e.admitted_at < *call.to) &&
           (!call.older_than || now - e.admitted_at >= *call.older_than) &&
           (!call.open_only || !correlation::is_closed(e.state));
}

model::answers::inquiry_row row_of(const correlation::entry& e) {
    const auto q = e.asked.whole();
    return {e.inquiry_id, e.reference, q.ori,   q.asked_by.officer_id, q.operator_id,
            q.desk,       q.incident,  e.state, e.admitted_at,         e.changed_at};
}

}  // namespace

void engine::serve(const asking& a, const model::calls::list& call) {
    if (!a.principal.may(right::read)) {
        forbid(a, {}, "this principal has no right to read");
        return;
    }
    const std::size_t limit = call.limit == 0
                                  ? model::limits::list_rows_max
                                  : std::min<std::size_t>(call.limit, model::limits::list_rows_max);
    const auto& book = state_.inquiries();
    model::answers::inquiry_list rows;
    for (const auto i : book.all() | std::views::reverse) {
        const auto& e = book.at(i);
        if (!is_wanted(call, e, now_.utc) ||
            !delivery::may_read(a.principal, e.asked.ori(), e.asked.desk())) {
            continue;
        }
        if (rows.rows.size() == limit) {
            rows.more = true;
            break;
        }
        rows.rows.push_back(row_of(e));
    }
    answer(a, std::move(rows));
}

delivery::belonging engine::belonging_of(const delivery::posted& p) const {
    if (p.inquiry != inquiry_index::none) {
        const auto& q = state_.inquiries().at(p.inquiry).asked;
        return {q.ori(), q.desk(), nullptr, false};
    }
    if (const auto* const reply = state_.inquiries().find_reply(p.reply)) {
        const auto ori = ori_named_by(*reply);
        if (!ori.empty()) {
            return {ori, {}, nullptr, false};
        }
    }
    const auto* const station = given_.in_force.find_station(state_.mail().topic_of(p).station);
    // A condition of the daemon as a whole, and what a station said that is no more, concern all.
    return {{}, {}, station == nullptr ? nullptr : &station->oris, station == nullptr};
}

/// The ORI an unplaced reply concerns: its candidate's, else the destination it names; or none.
std::string_view engine::ori_named_by(const correlation::reply& reply) const {
    for (const auto& candidate : reply.evidence.candidates) {
        const auto i = state_.inquiries().find(candidate);
        if (i != inquiry_index::none) {
            return state_.inquiries().at(i).asked.ori();
        }
    }
    const auto said = wire::parse(reply.payload, reply.bytes);
    for (const auto& agency : given_.in_force.agencies) {
        const auto& oris = agency.settings.oris;
        const auto it = std::ranges::find(oris, said.header.destination);
        if (it != oris.end()) {
            return *it;
        }
    }
    return {};
}

model::delivery engine::compose(const delivery::posted& p) const {
    model::delivery d;
    d.at_cursor = p.at;
    d.cursor_text = given_.cursors.text(p.at);
    d.event_id = given_.cursors.event_id(p.at);
    d.at = p.when;
    d.kind = p.kind;
    d.state = p.state;
    d.to = p.to;
    d.late = p.late;
    d.possible_duplicate = p.possible_duplicate;
    d.test = given_.in_force.settings.test_environment;
    const auto& topic = state_.mail().topic_of(p);
    d.condition = topic.condition;
    d.station = topic.station;
    d.text = topic.words;
    policy::telling told;
    told.kind = p.kind;
    told.receipt_came = p.receipt_came;
    const auto* order = &given_.in_force.order_about(topic.station);
    if (p.inquiry != inquiry_index::none) {
        const auto& e = state_.inquiries().at(p.inquiry);
        const auto& agency = rules_of(p.inquiry);
        order = &agency.order;
        d.inquiry_id = e.inquiry_id;
        d.reference = e.reference;
        d.ori = e.asked.ori();
        d.incident = e.asked.incident();
        d.officer_id = e.asked.officer_id();
        d.desk = e.asked.desk();
        d.notices = policy::notices_for(told, agency.order, agency.profile);
        if (p.kind == model::delivery_kind::rejected && p.reply == model::sequence::none) {
            d.text = e.refused_text;
        }
    }
    if (const auto* const reply = state_.inquiries().find_reply(p.reply)) {
        const auto said = wire::parse(reply->payload, reply->bytes);
        d.text = said.text;
        d.header = said.header;
        d.classed = reply->classed;
        d.match = reply->evidence;
    }
    d.next_step = policy::next_step(told, *order);
    d.may_key_by_hand = by_hand_after(p.kind, p.state, p.possible_duplicate);
    return d;
}

namespace {

/// What all replies of one answer may hold together: bytes and text, with room for the rest.
constexpr std::size_t replies_bytes_max = model::limits::answer_bytes_max / 2;

/// The replies in order. Where they do not fit one frame the oldest lose their words and say where
/// those can be read.
std::vector<model::answers::reply_view> replies_of(const correlation::book& book,
                                                   const correlation::entry& e) {
    std::vector<model::answers::reply_view> views;
    std::size_t held = 0;
    for (const auto record : e.replies | std::views::reverse) {
        const auto* const reply = book.find_reply(record);
        auto said = wire::parse(reply->payload, reply->bytes);
        auto bytes = reply->bytes;
        held += bytes.size() + said.text.size();
        if (held > replies_bytes_max) {
            bytes.clear();
            said.text = fmt::format("Too long for one answer: iaq-journal cat --json --from {}",
                                    number_of(record));
        }
        views.push_back({reply->at, record, std::move(bytes), std::move(said.text), said.header,
                         reply->classed, reply->evidence});
    }
    std::ranges::reverse(views);
    return views;
}

}  // namespace

model::answers::inquiry engine::view(inquiry_index i) const {
    const auto& e = state_.inquiries().at(i);
    const auto& agency = rules_of(i);
    model::answers::inquiry v;
    v.inquiry_id = e.inquiry_id;
    v.reference = e.reference;
    v.state = e.state;
    v.request = e.asked.whole();
    const auto& came = state_.inquiries().origin_of(e);
    v.principal = came.principal;
    v.acting_user = came.acting_user;
    v.station = came.station;
    v.admitted_at = e.admitted_at;
    v.attempts = e.attempts;
    const auto& told = state_.inquiries().counsel_of(e);
    v.rules = told.rules;
    v.advisories = told.advisories;
    v.notices = told.notices;
    v.replies = replies_of(state_.inquiries(), e);
    for (const auto& step : e.life) {
        v.life.push_back({step.at, step.record, words_for(step, v.replies)});
    }
    v.clocks = clocks_of(e, state_.deadlines(), i);
    v.next_step = policy::next_step({.kind = last_kind_of(e)}, agency.order);
    v.may_key_by_hand = by_hand_in(e);
    return v;
}

}  // namespace iaq::engine
