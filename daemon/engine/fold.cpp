#include "engine/state.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace iaq::engine {

using model::addressee;
using model::classification;
using model::delivery_kind;
using model::inquiry_index;
using model::inquiry_state;
using model::record;
using model::records::clock_kind;

namespace {

/// What supervisors are told of an inquiry that was refused, and had been keyed by hand.
std::string words_of_keyed(const model::records::refused& body) {
    return "Keyed by hand at " + body.terminal + " although the order refuses it. Incident " +
           (body.incident.empty() ? "not said" : body.incident) + ", asked by officer " +
           body.officer_id + ", typed by " + body.operator_id + ".";
}

/// True once the enforcement contact has ended and nobody was booked.
bool is_over(const correlation::entry& e) {
    return e.contact != model::acts::contact_outcome::unspecified &&
           e.contact != model::acts::contact_outcome::booked;
}

}  // namespace

result<void, std::string> state::apply(const record& entry) {
    if (entry.at_sequence != next(last_)) {
        return std::string{"the record does not follow the last one"};
    }
    if (std::holds_alternative<model::records::foreign>(entry.body)) {
        return std::string{"the record is of a kind that only a newer daemon knows"};
    }
    if (const auto* const given_up = std::get_if<model::records::quarantined>(&entry.body);
        given_up != nullptr && given_up->number >= first_kept_ &&
        !passed_over_.contains(given_up->number)) {
        return std::string{"a record that it quarantines was not passed over"};
    }
    if (moves_nothing(entry.body)) {
        return follow_beside(entry);
    }
    if (is_of_dropped(entry.body)) {
        follow_dropped(entry);
        return boost::outcome_v2::success();
    }
    IAQ_TRY(check_drop(entry));
    const auto forgotten = forgets(entry);
    const auto moved = inquiries_.find(inquiry_moved_by(entry.body));
    stood_ = {};
    if (moved != inquiry_index::none) {
        const auto& e = inquiries_.at(moved);
        stood_ = {e.state, e.delayed_at, e.expires_at};
    }
    untend(moved);
    const auto applied = inquiries_.apply(entry);
    if (!applied) {
        tend(moved);
        return applied;
    }
    if (forgotten != inquiry_index::none) {
        forget(forgotten);
    }
    move_to(entry);
    std::visit(
        [&](const auto& body) {
            if constexpr (requires { follow(entry, body); }) {
                follow(entry, body);
            }
        },
        entry.body);
    tend(inquiries_.find(inquiry_moved_by(entry.body)));
    return boost::outcome_v2::success();
}

void state::move_to(const record& entry) {
    last_ = entry.at_sequence;
    last_at_ = std::max(last_at_, entry.at.utc);
}

void state::follow(const record& r, const model::records::inquiry_carried& body) {
    const auto index = inquiries_.find(body.as.inquiry_id);
    if (inquiries_.at(index).state == inquiry_state::in_doubt) {
        post(r, delivery_kind::in_doubt, addressee::everyone, index);
    }
}

void state::follow(const record& r, const model::records::admitted& body) {
    static_cast<void>(r);
    const auto index = inquiries_.find(body.inquiry_id);
    if (body.state == inquiry_state::queued) {
        arm(index, clock_kind::delayed, body.delayed_at);
        arm(index, clock_kind::send_expiry, body.expires_at);
    }
    if (!body.to_supervisors.empty()) {
        post(r, delivery_kind::review, addressee::supervisors, index);
    }
}

void state::follow(const record& r, const model::records::access& body) {
    reads_to_ = body.offline ? body.read_to : reads_to_;
    const auto at = body.first_at == utc_time{} ? r.at.utc : body.first_at;
    tallies_.looked({tallies::hour_of(at), body.ori, r.principal, r.acting_user, body.call},
                    std::max<std::uint64_t>(body.times, 1));
}

void state::follow(const record& r, const model::records::refusals_summed& body) {
    tallies_.refused({tallies::hour_of(r.at.utc), {}, "(not recorded one by one)", r.principal},
                     body.count);
}

void state::follow(const record& r, const model::records::refused& body) {
    if (body.keyed_at != utc_time{}) {
        delivery::topic of;
        of.ori = body.ori;
        of.words = words_of_keyed(body);
        post(r, delivery_kind::review, addressee::supervisors, inquiry_index::none, {}, of);
    }
    std::set<std::string> rules;
    for (const auto& each : body.violations) {
        if (rules.insert(each.rule).second) {
            tallies_.refused({tallies::hour_of(r.at.utc), body.ori, each.rule, r.principal}, 1);
        }
    }
    if (!body.person_digest.empty()) {
        remember_protected({body.person_digest, body.role, r.at.utc, body.incident});
    }
}

void state::follow(const record& r, const model::records::cancelled& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    disarm_all(index);
    post(r, delivery_kind::cancelled, addressee::everyone, index);
}

void state::follow(const record& r, const model::records::send_begun& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    disarm_all(index);
    const auto before = inquiries_.at(index).resent_after;
    if (body.attempt == before + 1) {
        delivery::posted extra;
        extra.possible_duplicate = before > 0 || body.possible_duplicate;
        post(r, delivery_kind::sent,
             extra.possible_duplicate ? addressee::everyone : addressee::officer_and_desk, index,
             extra);
    }
}

void state::follow(const record& r, const model::records::send_acknowledged& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    const auto& e = inquiries_.at(index);
    disarm(index, clock_kind::delayed, e.delayed_at);
    disarm(index, clock_kind::send_expiry, e.expires_at);
    if (e.state == inquiry_state::acknowledged) {
        arm(index, clock_kind::no_receipt, body.no_receipt_at);
    }
    const bool is_waited_for =
        e.state == inquiry_state::acknowledged || e.state == inquiry_state::received;
    if (is_waited_for && !e.overdue_told) {
        arm(index, clock_kind::overdue, body.overdue_at);
    }
    post(r, delivery_kind::switch_acknowledged, addressee::officer_and_desk, index);
}

void state::follow(const record& r, const model::records::send_refused& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    const auto& e = inquiries_.at(index);
    if (e.state == inquiry_state::queued) {
        arm(index, clock_kind::send_expiry, e.expires_at);
        if (!e.delayed_told) {
            arm(index, clock_kind::delayed, e.delayed_at);
        }
        return;
    }
    if (e.state == inquiry_state::rejected) {
        disarm_all(index);
        post(r, delivery_kind::rejected, addressee::everyone, index);
    }
}

void state::follow(const record& r, const model::records::send_given_up& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    disarm_all(index);
    post(r, delivery_kind::in_doubt, addressee::everyone, index);
}

/// Clocks and delivery of a reply that has just moved its inquiry.
void state::tell_of_reply(const record& r, inquiry_index index, delivery_kind kind,
                          delivery::posted extra) {
    const auto& e = inquiries_.at(index);
    const auto classed = e.replies.back().classed;
    if (classed == classification::receipt || kind == delivery_kind::answered) {
        disarm(index, clock_kind::no_receipt, e.no_receipt_at);
    }
    if (e.state == inquiry_state::answered || e.state == inquiry_state::rejected) {
        disarm_all(index);
    }
    if ((e.state == inquiry_state::acknowledged || e.state == inquiry_state::received) &&
        !e.overdue_told) {
        arm(index, clock_kind::overdue, e.overdue_at);
    }
    extra.reply = e.replies.back().record;
    extra.late = e.overdue_told || is_over(e);
    if (kind == delivery_kind::delayed) {
        queue_again(index);
        extra.possible_duplicate = true;
    }
    if (inquiries_.find_reply(extra.reply) == nullptr) {
        return;  // it was shredded with the inquiry that it is with
    }
    const bool tells_everyone = kind == delivery_kind::rejected || kind == delivery_kind::delayed;
    post(r, kind, tells_everyone ? addressee::everyone : addressee::officer_and_desk, index, extra);
}

void state::follow(const record& r, const model::records::matched& body) {
    delivery::posted extra;
    extra.possible_duplicate = body.possible_duplicate;
    tell_of_reply(r, inquiries_.find(body.inquiry_id), body.kind, extra);
}

void state::follow(const record& r, const model::records::assigned& body) {
    delivery::posted extra;
    extra.possible_duplicate = body.possible_duplicate;
    tell_of_reply(r, inquiries_.find(body.inquiry_id), body.kind, extra);
}

/// It waits for the switch again: it may still be too late for it, and nothing else is.
void state::queue_again(inquiry_index index) {
    disarm_all(index);
    arm(index, clock_kind::send_expiry, inquiries_.at(index).expires_at);
}

void state::follow(const record& r, const model::records::inquiry_resolved& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    if (body.what == model::records::operation::fail) {
        disarm_all(index);
        post(r, delivery_kind::failed, addressee::everyone, index);
        return;
    }
    queue_again(index);
    delivery::posted extra;
    extra.possible_duplicate = true;
    post(r, delivery_kind::delayed, addressee::everyone, index, extra);
}

void state::follow(const record& r, const model::records::unmatched& body) {
    if (inquiries_.find_reply(body.reply) == nullptr) {
        return;  // its keys are gone
    }
    delivery::posted extra;
    extra.reply = body.reply;
    extra.possible_duplicate = body.possible_duplicate;
    post(r, delivery_kind::unmatched, addressee::operators, inquiry_index::none, extra);
}

void state::follow(const record& r, const model::records::clock_fired& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    disarm(index, body.clock, body.due);
    delivery::posted waiting;
    waiting.possible_duplicate = correlation::left_before(inquiries_.at(index));
    switch (body.clock) {
        case clock_kind::delayed:
            post(r, delivery_kind::delayed, addressee::everyone, index, waiting);
            return;
        case clock_kind::send_expiry:
            disarm_all(index);
            post(r, delivery_kind::expired, addressee::everyone, index, waiting);
            return;
        case clock_kind::no_receipt:
            post(r, delivery_kind::no_receipt, addressee::operators, index);
            return;
        case clock_kind::overdue:
            post(r, delivery_kind::overdue, addressee::everyone, index);
            return;
        case clock_kind::contact:
            post(r, delivery_kind::contact_expired, addressee::officer_and_desk, index);
            return;
        case clock_kind::query_36h:
        case clock_kind::query_47h:
            if (body.asked_instead.empty()) {
                delivery::posted deadline;
                deadline.clock = body.clock;
                post(r, delivery_kind::query_deadline, addressee::desk_and_supervisors, index,
                     deadline);
            }
            return;
        case clock_kind::unseen_desk:
        case clock_kind::unseen_supervisor: remind(r, body); return;
        case clock_kind::unspecified: return;
    }
}

void state::follow(const record& r, const model::records::delivery_taken& body) {
    if (body.replay == model::sequence::none) {
        mail_.take(r.principal, body.consumer, body.upto);
    } else {
        mail_.take_again({r.principal, body.consumer}, body.replay, body.upto);
    }
}

void state::follow(const record& r, const model::records::replay_begun& body) {
    mail_.begin_replay({body.principal, body.consumer}, {r.at_sequence, body.first, body.last});
}

void state::follow(const record& r, const model::records::replay_ended& body) {
    static_cast<void>(r);
    mail_.end_replay({body.principal, body.consumer}, body.begun);
}

void state::follow(const record& r, const model::records::operator_action& body) {
    static_cast<void>(r);
    if (body.what == model::records::operation::hold) {
        holds_[body.station] = body.reason;
    } else if (body.what == model::records::operation::release) {
        holds_.erase(body.station);
    }
}

void state::follow(const record& r, const model::records::condition_changed& body) {
    if (body.standing) {
        auto& told = standing_.try_emplace({body.condition, r.station}, r.at.utc).first->second;
        told.words = body.words;
    } else {
        standing_.erase({body.condition, r.station});
    }
    post(r, body.standing ? delivery_kind::alert : delivery_kind::alert_cleared,
         addressee::operators, inquiry_index::none, {}, {body.condition, {}, body.words, {}});
}

void state::follow(const record& r, const model::records::checkpoint_due&) {
    last_head_ = r.at_sequence;
}

void state::follow(const record& r, const model::records::master_key_rotated& body) {
    static_cast<void>(r);
    for (const auto& each : body.sidecars) {
        sidecars_[each.segment] = each.sha256;
    }
}

}  // namespace iaq::engine
