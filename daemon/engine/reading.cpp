#include "base/text.hpp"
#include "correlation/phase.hpp"
#include "correlation/shape.hpp"
#include "engine/engine.hpp"
#include "engine/life.hpp"
#include "engine/looking.hpp"
#include "engine/sight.hpp"
#include "engine/tell.hpp"
#include "engine/words.hpp"
#include "model/names.hpp"
#include "policy/telling.hpp"
#include "wire/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

/// What clients read: get and list.
namespace iaq::engine {

using model::inquiry_index;
using model::right;
using model::answers::error_code;

/// Who reads for a desk reads what is offered to it: it knows what it takes over.
bool engine::may_read(const asking& a, inquiry_index i) const {
    const auto& book = state_.inquiries();
    const auto& asked = book.at(i).asked;
    const auto* const offer = correlation::offer_in(book.deeds_of(i));
    return delivery::may_read(a.principal, asked.ori(), asked.desk()) ||
           (offer != nullptr &&
            delivery::may_read(a.principal, asked.ori(),
                               std::get<model::acts::transfer>(offer->what).to_desk));
}

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
    std::erase_if(found,
                  [&](inquiry_index i) { return i == inquiry_index::none || !may_read(a, i); });
    const std::string_view call_name = call.printed ? "print" : "get";
    note_read(a, {call_name, filter_of(call) + (found.empty() ? " found=none" : ""),
                  found.empty() ? std::string_view{} : book.at(found.front()).asked.ori()});
    if (found.empty()) {
        fail(a, error_code::not_found,
             shredded_words(a.principal, call.inquiry_id)
                 .value_or("no such inquiry that this principal may read"));
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

bool is_officers(std::string_view wanted, const correlation::book& book, inquiry_index i) {
    return agrees(wanted, book.at(i).asked.officer_id()) || wanted == book.officer_of(i);
}

bool is_wanted(const model::calls::list& call, const correlation::book& book, inquiry_index i,
               utc_time now) {
    const auto& e = book.at(i);
    if (e.shredded != model::sequence::none ||
        (call.transfer_pending && correlation::offer_in(book.deeds_of(i)) == nullptr)) {
        return false;
    }
    const auto& q = e.asked;
    const bool state_wanted =
        call.states.empty() || std::ranges::find(call.states, e.state) != call.states.end();
    return state_wanted && is_officers(call.officer_id, book, i) && agrees(call.desk, q.desk()) &&
           agrees(call.ori, q.ori()) && agrees(call.incident, q.incident()) &&
           agrees(call.operator_id, q.operator_id()) &&
           (!call.from || e.admitted_at >= *call.from) && (!call.to || e.admitted_at < *call.to) &&
           (!call.older_than || now - e.admitted_at >= *call.older_than) &&
           (!call.open_only || !correlation::is_closed(e.state));
}

std::string pending_in(const std::vector<correlation::deed>& deeds) {
    const auto* const offer = correlation::offer_in(deeds);
    return offer == nullptr ? std::string{}
                            : std::get<model::acts::transfer>(offer->what).transfer_id;
}

model::answers::inquiry_row row_of(const correlation::book& book, inquiry_index i,
                                   const std::vector<model::answers::clock_view>& clocks) {
    const auto& e = book.at(i);
    const auto q = e.asked.whole();
    const auto next = std::ranges::min_element(clocks, {}, &model::answers::clock_view::due);
    return {e.inquiry_id,
            e.reference,
            q.ori,
            std::string{book.officer_of(i)},
            q.operator_id,
            q.desk,
            q.incident,
            e.state,
            e.admitted_at,
            e.changed_at,
            pending_in(book.deeds_of(i)),
            next == clocks.end() ? model::answers::clock_view{} : *next};
}

}  // namespace

/// By person it is a search, which takes the right to audit and a reason.
bool engine::may_list(const asking& a, const model::calls::list& call) {
    if (!call.by_person() && !a.principal.may(right::read)) {
        forbid(a, {}, "this principal has no right to read");
        return false;
    }
    if (call.by_person() && !a.principal.may(right::audit)) {
        forbid(a, {}, "this principal has no right to audit: it does not search by person");
        return false;
    }
    if (call.by_person() && call.reason.empty()) {
        fail(a, error_code::invalid, "a reason is needed; it is journaled", "reason");
        return false;
    }
    return true;
}

void engine::serve(const asking& a, const model::calls::list& call) {
    if (!may_list(a, call)) {
        return;
    }
    note_read(a, {"list", filter_of(call),
                  is_own(a.principal, call.ori) ? std::string_view{call.ori} : std::string_view{},
                  call.reason});
    const std::optional<wanted_person> person =
        call.by_person() ? std::optional{wanted_person{call}} : std::nullopt;
    const std::size_t limit = call.limit == 0
                                  ? model::limits::list_rows_max
                                  : std::min<std::size_t>(call.limit, model::limits::list_rows_max);
    const auto& book = state_.inquiries();
    model::answers::inquiry_list rows;
    for (const auto i : book.all() | std::views::reverse) {
        const auto& asked = book.at(i).asked;
        const bool is_shown = person ? person->is(book.at(i)) && is_own(a.principal, asked.ori()) &&
                                           is_of_desk(a.principal, asked.desk())
                                     : may_read(a, i);
        if (!is_wanted(call, book, i, now_.utc) || !is_shown) {
            continue;
        }
        if (rows.rows.size() == limit) {
            rows.more = true;
            break;
        }
        rows.rows.push_back(row_of(book, i, clocks_of(book.at(i), state_.deadlines(), i)));
    }
    answer(a, std::move(rows));
}

/// Writes down who reads what, before anything of it is said (AU-2).
void engine::note_read(const asking& a, const read_by_client& what) {
    readings::reading reading{a.who.principal, a.who.user, std::string{what.call}, what.filter,
                              std::string{what.ori}};
    if (!what.reason.empty() || reads_.note(reading, now_)) {
        append(model::records::access{std::move(reading.call), std::move(reading.filter), false,
                                      what.reason, 0, std::move(reading.ori)},
               a.who);
    }
}

/// Writes down what was only counted: of minutes that are over, or `all`.
void engine::sum_reads(bool all) {
    for (auto& [what, times, first_at] : reads_.take_sums(now_.mono, all)) {
        append(model::records::access{std::move(what.call),
                                      std::move(what.filter),
                                      false,
                                      {},
                                      times,
                                      std::move(what.ori),
                                      first_at},
               {what.principal, what.user, {}});
    }
}

namespace {

/// What all replies of one answer may hold together: bytes and text, with room for the rest.
constexpr std::size_t replies_bytes_max = model::limits::answer_bytes_max / 2;

/// The replies by their place; where one was taken back nothing is shown. Where they do not fit one
/// frame the oldest lose their words and say where those can be read.
std::vector<model::answers::reply_view> replies_of(const correlation::book& book,
                                                   const correlation::entry& e) {
    std::vector<model::answers::reply_view> views;
    std::size_t held = 0;
    for (const auto& placed : e.replies | std::views::reverse) {
        if (placed.taken_back) {
            views.emplace_back().match.rule = model::match_rule::withdrawn;
            views.back().at_sequence = placed.record;
            continue;
        }
        const auto record = placed.record;
        const auto* const reply = book.find_reply(record);
        auto said = wire::parse(reply->payload, reply->bytes);
        auto bytes = reply->bytes;
        held += bytes.size() + said.text.size();
        if (held > replies_bytes_max) {
            bytes.clear();
            said.text = fmt::format("Too long for one answer: iaq-journal cat --json --from {}",
                                    number_of(record));
        }
        views.push_back({reply->at,
                         record,
                         std::move(bytes),
                         std::move(said.text),
                         said.header,
                         reply->classed,
                         reply->evidence,
                         {},
                         placed.seen_at,
                         placed.waits_for_a_reader() && model::is_to_be_read(placed.kind)});
    }
    std::ranges::reverse(views);
    return views;
}

}  // namespace

namespace {

/// What all acts of one answer may hold together.
constexpr std::size_t acts_bytes_max = model::limits::answer_bytes_max / 4;

std::size_t size_of(const model::answers::act_view& view) {
    std::size_t size = 256;  // the parts of fixed length, and small names
    for (const auto* const some : {&view.advisories, &view.notices}) {
        for (const auto& each : *some) {
            size +=
                each.id.size() + each.short_text.size() + each.text.size() + each.citation.size();
        }
    }
    canonical out{[&](std::string_view piece) { size += piece.size(); }};
    correlation::shape_what(out, view.what);
    out.flush();
    return size;
}

/// The acts in order. Where they do not fit one frame the oldest are left out: the life names all.
std::vector<model::answers::act_view> acts_of(const correlation::book& book, inquiry_index i) {
    std::vector<model::answers::act_view> views;
    std::size_t held = 0;
    for (const auto& d : book.deeds_of(i) | std::views::reverse) {
        const auto& said = book.counsel_of(d);
        model::answers::act_view view{d.at,   d.record,   d.principal,     d.acting_user,
                                      d.what, said.rules, said.advisories, said.notices};
        held += size_of(view);
        if (held > acts_bytes_max) {
            break;
        }
        views.push_back(std::move(view));
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
    const auto& told = judgement_of(state_.inquiries(), i);
    v.rules = told.rules;
    v.advisories = told.advisories;
    v.notices = told.notices;
    v.replies = replies_of(state_.inquiries(), e);
    for (std::size_t place = 0; place < v.replies.size(); ++place) {
        const auto& placed = e.replies[place];
        const auto* const first = state_.mail().first_of(i, placed.record, placed.kind);
        v.replies[place].event_id = first == nullptr ? "" : given_.cursors.event_id(first->at);
    }
    const auto& deeds = state_.inquiries().deeds_of(i);
    for (const auto& step : e.life) {
        v.life.push_back({step.at, step.record, words_for(step, v.replies, deeds)});
    }
    v.acts = acts_of(state_.inquiries(), i);
    v.officer_id = state_.inquiries().officer_of(i);
    v.pending_transfer_id = pending_in(deeds);
    v.contact = e.contact;
    v.consular_open = owes_consulate(state_.inquiries(), i);
    std::erase_if(v.replies, [](const model::answers::reply_view& reply) {
        return reply.match.rule == model::match_rule::withdrawn;
    });
    v.clocks = clocks_of(e, state_.deadlines(), i);
    delivery::posted now;
    now.kind = last_kind_of(e);
    now.inquiry = i;
    now.contact_waits = contact_waits(state_.inquiries(), i);
    now.released = e.contact == model::acts::contact_outcome::released;
    v.next_step = policy::next_step(telling_of(now, state_.inquiries(), agency), agency.order);
    v.may_key_by_hand = by_hand_in(e);
    return v;
}

}  // namespace iaq::engine
