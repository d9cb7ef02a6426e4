#include "correlation/book.hpp"

#include "base/assert.hpp"
#include "correlation/reliving.hpp"
#include "model/names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

namespace {

std::string said(const contradiction& c) {
    return fmt::format("event {} cannot follow state {}", static_cast<int>(c.met),
                       model::name_of(c.before));
}

event admission_of(model::inquiry_state state) {
    if (state == model::inquiry_state::exempt) {
        return event::exempted;
    }
    if (state == model::inquiry_state::manual) {
        return event::keyed_by_hand;
    }
    return state == model::inquiry_state::registered ? event::registered : event::admitted;
}

}  // namespace

result<void, std::string> book::apply(const model::record& r) {
    return std::visit(
        [&](const auto& body) -> outcome {
            if constexpr (requires { fold(r, body); }) {
                return fold(r, body);
            } else if constexpr (requires { act_in(body); }) {
                return keep_deed(r, body.inquiry_id, act_in(body));
            } else {
                return boost::outcome_v2::success();
            }
        },
        r.body);
}

result<entry*, std::string> book::known(std::string_view inquiry_id) {
    const auto index = find(inquiry_id);
    if (index == inquiry_index::none) {
        return std::string{"no such inquiry was admitted"};
    }
    return &entry_at(index);
}

result<entry*, std::string> book::advance(const model::record& r, std::string_view inquiry_id,
                                          event met, life_step::kind what, std::uint32_t number) {
    IAQ_TRY(auto* const found, known(inquiry_id));
    const auto after = next(found->state, met);
    if (!after) {
        return said(after.error());
    }
    move(*found, after.value(), {r.at.utc, r.at_sequence, what, number});
    return found;
}

void book::move(entry& e, model::inquiry_state to, life_step step) {
    e.life.push_back(step);
    e.changed_at = step.at;
    turn(e, to);
}

void book::turn(entry& e, model::inquiry_state to) {
    --counts_[static_cast<std::size_t>(e.state)];
    ++counts_[static_cast<std::size_t>(to)];
    e.state = to;
    if (to != model::inquiry_state::sending) {
        std::string{}.swap(e.sent_bytes);  // an assignment would keep the room
    }
}

void book::doubt(std::string_view inquiry_id, utc_time at, sequence passed_over) {
    if (const auto found = known(inquiry_id)) {
        move(*found.value(), model::inquiry_state::in_doubt,
             {at, passed_over, life_step::kind::passed_over, 0});
    }
}

result<entry*, std::string> book::enter(const model::record& r,
                                        const model::records::admitted& body, event met,
                                        life_step::kind what) {
    if (known_as(body.inquiry_id) != inquiry_index::none || is_used(body.reference)) {
        return std::string{"an inquiry of this id or reference was admitted before"};
    }
    const auto state = next(model::inquiry_state::unspecified, met);
    auto& e = entries_.emplace_back();
    e.inquiry_id = body.inquiry_id;
    e.reference = body.reference;
    e.state = state.value();
    const auto& key = body.request.idempotency_key;
    e.asked = {body.request, key.empty() ? std::string_view{} : body.content_digest};
    e.came = came_.keep(origin{r.principal, r.acting_user, r.station});
    e.told =
        told_.keep(counsel_heard{body.rules, body.advisories, body.notices, body.to_supervisors});
    e.clocks.set(body.clocks);
    e.consular_open = body.consular_open;
    e.admitted = r.at_sequence;
    e.admitted_at = e.changed_at = r.at.utc;
    e.delayed_at = body.delayed_at;
    e.expires_at = body.expires_at;
    e.life.push_back({r.at.utc, r.at_sequence, what, static_cast<std::uint32_t>(e.state)});
    stand_as(e, body.request);
    list_entry(last_index());
    return &e;
}

result<void, std::string> book::fold(const model::record& r, const model::records::admitted& body) {
    IAQ_TRY(enter(r, body, admission_of(body.state), life_step::kind::admitted));
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::inquiry_carried& body) {
    const bool stands = body.state == model::inquiry_state::registered || is_closed(body.state);
    IAQ_TRY(auto* const e, enter(r, body.as, event::carried, life_step::kind::carried));
    if (stands) {
        turn(*e, body.state);
        e->life.front().number = static_cast<std::uint32_t>(body.state);
    }
    e->attempts = body.attempts;
    e->unanswered = body.attempts;
    e->contact = body.contact;
    if (!body.officer_id.empty()) {
        const model::acts::transfer handed{{}, body.officer_id, {}, {}, true};
        deeds_[last_index()].push_back(
            {r.at_sequence, r.at.utc, r.principal, r.acting_user, handed, share::none});
    }
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::cancelled& body) {
    IAQ_TRY(advance(r, body.inquiry_id, event::cancelled, life_step::kind::cancelled, 0));
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::send_begun& body) {
    IAQ_TRY(auto* const e, advance(r, body.inquiry_id, event::send_begun,
                                   life_step::kind::send_begun, body.attempt));
    note_begun(*e, body.attempt);
    e->begun = r.at_sequence;
    e->sent_bytes = body.bytes;
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::send_acknowledged& body) {
    IAQ_TRY(auto* const e, advance(r, body.inquiry_id, event::send_acknowledged,
                                   life_step::kind::send_acknowledged, 0));
    e->no_receipt_at = body.no_receipt_at;
    e->overdue_at = body.overdue_at;
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::send_refused& body) {
    IAQ_TRY(auto* const e, advance(r, body.inquiry_id,
                                   body.permanent ? event::nak_permanent : event::nak_temporary,
                                   life_step::kind::send_refused, body.permanent ? 1U : 0U));
    e->refused_text = body.text;
    note_refused(*e);
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::send_given_up& body) {
    IAQ_TRY(advance(r, body.inquiry_id, event::given_up, life_step::kind::given_up, 0));
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::clock_fired& body) {
    const auto clock =
        static_cast<std::uint32_t>(body.clock) + (body.asked_instead.empty() ? 0U : asked_instead);
    if (body.clock == model::records::clock_kind::send_expiry) {
        IAQ_TRY(advance(r, body.inquiry_id, event::expired, life_step::kind::clock, clock));
        return boost::outcome_v2::success();
    }
    IAQ_TRY(auto* const e, known(body.inquiry_id));
    if (model::records::is_unseen(body.clock)) {
        IAQ_TRY(const auto place, fire_unseen(body));
        e->life.push_back(
            {r.at.utc, r.at_sequence, life_step::kind::clock, clock + of_place * place});
        return boost::outcome_v2::success();
    }
    e->overdue_told |= body.clock == model::records::clock_kind::overdue;
    e->delayed_told |= body.clock == model::records::clock_kind::delayed;
    e->clocks.fire(body.clock);
    e->life.push_back({r.at.utc, r.at_sequence, life_step::kind::clock, clock});
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::inquiry_resolved& body) {
    const bool resends = body.what == model::records::operation::resend;
    if (!resends && body.what != model::records::operation::fail) {
        return std::string{"it resolves an inquiry neither way"};
    }
    IAQ_TRY(const auto* const before, known(body.inquiry_id));
    if (before->state == model::inquiry_state::rejected && !before->not_forwarded) {
        return std::string{"it was rejected for another reason than not being forwarded"};
    }
    const bool was_in_doubt = before->state == model::inquiry_state::in_doubt;
    IAQ_TRY(auto* const e,
            advance(r, body.inquiry_id, resends ? event::resend_ordered : event::failed,
                    life_step::kind::resolved, static_cast<std::uint32_t>(body.what)));
    if (resends) {
        note_resend_ordered(*e, was_in_doubt);
    }
    return boost::outcome_v2::success();
}

bool is_of_the_lesc(model::classification classed) {
    using enum model::classification;
    return classed == receipt || classed == answer || classed == unclassified;
}

event event_of(model::delivery_kind kind, model::classification classed) {
    using model::classification;
    using model::delivery_kind;
    if (classed == classification::error) {
        return event::error;
    }
    if (classed == classification::status) {
        if (kind == delivery_kind::waiting_destination) {
            return event::waiting;
        }
        if (kind == delivery_kind::delayed) {
            return event::resend_due;
        }
        return kind == delivery_kind::rejected ? event::not_forwarded : event::remark;
    }
    if (classed == classification::receipt) {
        return event::receipt;
    }
    return classed == classification::answer ? event::answer : event::remark;
}

}  // namespace iaq::correlation
