#include "engine/placing.hpp"

#include "correlation/match.hpp"
#include "engine/looking.hpp"
#include "engine/sight.hpp"
#include "model/limits.hpp"
#include "model/names.hpp"
#include "naming/name_line.hpp"
#include "wire/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// What operators see of the messages that no rule could place.
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;

namespace {

/// What all texts of one answer may hold together.
constexpr std::size_t texts_bytes_max = model::limits::answer_bytes_max / 2;

bool has(const std::vector<std::string>& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

/// Nothing of it can have left: then no message is an answer to it.
bool never_left(const correlation::entry& e) {
    return e.attempts == 0 && e.state != inquiry_state::in_doubt;
}

/// The record with which it first left; of one that was carried over, with which it came here.
model::sequence first_left(const correlation::entry& e) {
    const auto left = std::ranges::find(e.life, correlation::life_step::kind::send_begun,
                                        &correlation::life_step::what);
    const bool came_over = e.life.front().what == correlation::life_step::kind::carried;
    return left == e.life.end() || came_over ? e.admitted : left->record;
}

/// Of the LESC itself, or what may be: it should name whom it is about.
bool may_be_an_answer(const model::heard& said) {
    return said.header.key != "ER" && said.header.key != "SM";
}

bool refers_to(const model::heard& said, const correlation::entry& e) {
    return std::ranges::any_of(
        std::initializer_list<const std::string*>{&said.header.reference, &said.header.control,
                                                  &said.echoed_reference},
        [&](const std::string* token) {
            return !e.reference.empty() && wire::comparable_reference(*token) == e.reference;
        });
}

}  // namespace

void engine::serve(const asking& a, const model::calls::unmatched& call) {
    placing{*this}.list(a, call);
}

bool placing::may_see(const asking& a, const correlation::reply& reply) const {
    delivery::posted told;
    told.to = model::addressee::operators;
    return delivery::may_see({a.principal}, told, in_.belonging_of(reply));
}

void placing::list(const asking& a, const model::calls::unmatched& call) {
    if (!a.principal.may(model::right::operate)) {
        in_.forbid(a, {}, "this principal has no right to operate");
        return;
    }
    in_.note_read(a, {"unmatched", filter_of(call)});
    const auto limit = call.limit == 0
                           ? model::limits::list_rows_max
                           : std::min<std::size_t>(call.limit, model::limits::list_rows_max);
    model::answers::unmatched_list rows;
    std::size_t held = 0;
    in_.state_.inquiries().look_back([&](const correlation::reply& reply) {
        const bool wanted = reply.unmatched &&
                            (call.before == model::sequence::none || reply.record < call.before) &&
                            (call.station.empty() || call.station == reply.station) &&
                            may_see(a, reply);
        if (!wanted) {
            return true;
        }
        auto row = row_of(a, reply);
        held += row.text.size();
        rows.more = rows.rows.size() == limit || (held > texts_bytes_max && !rows.rows.empty());
        if (!rows.more) {
            rows.rows.push_back(std::move(row));
        }
        return !rows.more;
    });
    in_.answer(a, std::move(rows));
}

std::uint64_t placing::count(const asking& a) const {
    auto left = in_.state_.inquiries().unmatched();
    std::uint64_t counted = 0;
    if (left == 0) {
        return 0;
    }
    in_.state_.inquiries().look_back([&](const correlation::reply& reply) {
        if (reply.unmatched) {
            const auto where = in_.belonging_of(reply);
            const bool ours = std::ranges::any_of(
                where.any_of, [&](const auto& ori) { return is_own(a.principal, ori); });
            counted += ours || where.every_operator ? 1U : 0U;
            --left;
        }
        return left > 0;
    });
    return counted;
}

model::answers::unmatched_row placing::row_of(const asking& a,
                                              const correlation::reply& reply) const {
    auto said = wire::parse(reply.payload, reply.bytes);
    model::answers::unmatched_row row{reply.record, reply.at,      reply.station,  {},
                                      said.header,  reply.classed, reply.evidence, {}};
    for (const auto i : candidates_for(reply, said)) {
        const auto& ori = in_.state_.inquiries().at(i).asked.ori();
        if (is_own(a.principal, ori) && row.candidates.size() < model::limits::candidates_max) {
            row.candidates.push_back(view(reply, said, i));
        }
    }
    keep_own(row.match, in_.state_.inquiries(), a.principal);
    row.text = std::move(said.text);
    return row;
}

/// Those that its verdict names, and those that its text proposes by now.
std::vector<inquiry_index> placing::candidates_for(const correlation::reply& reply,
                                                   const model::heard& said) const {
    const auto& book = in_.state_.inquiries();
    std::vector<inquiry_index> some;
    const auto add = [&](inquiry_index i) {
        if (i != inquiry_index::none && std::ranges::find(some, i) == some.end()) {
            some.push_back(i);
        }
    };
    for (const auto& inquiry_id : reply.evidence.candidates) {
        add(book.find(inquiry_id));
    }
    std::ranges::for_each(correlation::proposals(book, said), add);
    return some;
}

model::answers::candidate placing::view(const correlation::reply& reply, const model::heard& said,
                                        inquiry_index i) const {
    const auto& e = in_.state_.inquiries().at(i);
    const auto& q = e.asked;
    model::answers::candidate c{e.inquiry_id,
                                e.reference,
                                std::string{q.officer_id()},
                                std::string{q.desk()},
                                std::string{q.incident()},
                                e.state,
                                e.admitted_at,
                                {},
                                {}};
    const auto mention = naming::mentions(said.text, q.whole().person);
    const auto speaks = [&](bool is_so, const char* words) {
        if (is_so) {
            c.evidence.emplace_back(words);
        }
    };
    speaks(refers_to(said, e), "its reference came back");
    speaks(mention.name, "the text holds its name");
    speaks(mention.birth, "the text holds its birth date");
    speaks(said.header.destination == q.ori(), "the message is addressed to its ORI");
    if (auto why = why_not(reply, said, i); !why.empty()) {
        c.against.push_back(std::move(why));
    }
    if (may_be_an_answer(said) && !mention.name && !mention.birth) {
        c.against.emplace_back("the text holds neither its name nor its birth date");
    }
    const auto& trusted = in_.rules_of(i).profile.answer_oris;
    if (may_be_an_answer(said) && !has(trusted, said.header.origin)) {
        c.against.emplace_back("it does not come from an ORI that the profile trusts to answer");
    }
    return c;
}

std::string placing::why_not(const correlation::reply& reply, const model::heard& said,
                             inquiry_index i) const {
    const auto& e = in_.state_.inquiries().at(i);
    const auto& in_force = in_.given_.in_force;
    if (in_.state_.is_quarantined(e.inquiry_id)) {
        return "a record of it is in quarantine, and nothing moves it any more";
    }
    if (never_left(e)) {
        return fmt::format("the inquiry is {} and never left: nothing answers it",
                           model::name_of(e.state));
    }
    if (reply.record < first_left(e)) {
        return "the message came before the inquiry left";
    }
    const auto* const station = in_force.find_station(reply.station);
    if (station != nullptr && !has(station->oris, e.asked.ori())) {
        return "the message came to a station that does not carry the inquiry's ORI";
    }
    const auto& destination = said.header.destination;
    if (destination != e.asked.ori() && in_force.agency_of(destination) != nullptr) {
        return "the message is addressed to another ORI of this gateway";
    }
    return {};
}

}  // namespace iaq::engine
