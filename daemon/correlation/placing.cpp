#include "correlation/book.hpp"
#include "correlation/reliving.hpp"

#include <algorithm>

/// What the switch said, and the verdicts on it: of a rule, or of a person.
namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::reply_heard& body) {
    reply& heard = replies_[r.at_sequence];
    heard.record = r.at_sequence;
    heard.at = r.at.utc;
    heard.station = r.station;
    heard.bytes = body.bytes;
    heard.payload = body.payload;
    return boost::outcome_v2::success();
}

/// Ties the reply to the inquiry and moves that by what it says. The reply may be closed: then it
/// was shredded later, with another inquiry, and this one took it back before.
result<entry*, std::string> book::attach(const model::record& r, const verdict& of,
                                         life_step::kind what) {
    const auto heard = replies_.find(of.reply);
    if (heard == replies_.end() && !closed_replies_.contains(of.reply)) {
        return std::string{"the reply it places was never heard"};
    }
    if (heard != replies_.end() && heard->second.inquiry != inquiry_index::none) {
        return std::string{"the reply it places belongs to an inquiry already"};
    }
    IAQ_TRY(const auto* const before, known(of.inquiry_id));
    if (of.reply < before->admitted) {
        return std::string{"the reply it places came before the inquiry was asked"};
    }
    const auto place = static_cast<std::uint32_t>(before->replies.size());
    const bool was_rejected = before->state == model::inquiry_state::rejected;
    IAQ_TRY(auto* const e, advance(r, of.inquiry_id, event_of(of.kind, of.classed), what, place));
    e->replies.push_back({of.reply, of.kind, of.classed});
    note_reply(*e, e->replies.back(), was_rejected);
    if (heard != replies_.end()) {
        heard->second.inquiry = find(of.inquiry_id);
        heard->second.classed = of.classed;
        heard->second.evidence = of.evidence;
        unmatched_ -= heard->second.unmatched ? 1U : 0U;
        heard->second.unmatched = false;
    }
    return e;
}

result<void, std::string> book::fold(const model::record& r, const model::records::matched& body) {
    const auto met = event_of(body.kind, body.classed);
    IAQ_TRY(
        auto* const e,
        attach(r, {body.inquiry_id, body.reply, body.kind, body.classed, body.evidence},
               met == event::resend_due ? life_step::kind::resend_due : life_step::kind::reply));
    e->resend_at = met == event::resend_due ? body.resend_at : e->resend_at;
    e->replies.back().unseen = body.unseen;
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record&, const model::records::unmatched& body) {
    const auto heard = replies_.find(body.reply);
    if (heard == replies_.end()) {
        return closed_replies_.contains(body.reply)
                   ? result<void, std::string>{boost::outcome_v2::success()}
                   : std::string{"the reply it could not match was never heard"};
    }
    if (heard->second.inquiry != inquiry_index::none) {
        take_back(body.reply, heard->second.inquiry);
    }
    heard->second.classed = body.classed;
    heard->second.evidence = body.evidence;
    unmatched_ += heard->second.unmatched ? 0U : 1U;  // two verdicts on it are one reply
    heard->second.unmatched = true;
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r, const model::records::assigned& body) {
    IAQ_TRY(auto* const e, attach(r,
                                  {body.inquiry_id,
                                   body.reply,
                                   body.kind,
                                   body.classed,
                                   {model::match_rule::assigned, {}}},
                                  life_step::kind::assigned));
    e->replies.back().unseen = body.unseen;
    if (e->overdue_at == utc_time{}) {
        e->overdue_at = body.overdue_at;
    }
    return boost::outcome_v2::success();
}

result<std::pair<entry*, std::uint32_t>, std::string> book::find_placed(std::string_view inquiry_id,
                                                                        sequence reply) {
    IAQ_TRY(auto* const e, known(inquiry_id));
    const auto placed = std::ranges::find_if(
        e->replies, [&](const placed_reply& p) { return p.record == reply && !p.taken_back; });
    if (placed == e->replies.end()) {
        return std::string{"the reply is none to that inquiry"};
    }
    return std::pair{e, static_cast<std::uint32_t>(placed - e->replies.begin())};
}

namespace {

/// It is something else now. Who has read it read it as what it was: as another kind of delivery it
/// waits for a reader again.
void note_retold(placed_reply& placed, const model::records::classified& body) {
    const bool is_another = placed.kind != body.kind;
    placed.kind = body.kind;
    placed.classed = body.classed;
    if (is_another) {
        placed.unseen = body.unseen;
        placed.seen_at = {};
    }
}

}  // namespace

/// Tells the inquiry's life anew: what of it counts has changed.
void book::move_anew(entry& e, life_step step) {
    const auto before = e.state;
    auto told = relived(e);
    const auto state = settled(told.state, before);
    std::swap(e, told);
    e.state = before;  // as it is counted
    e.resend_at = state == model::inquiry_state::queued ? e.resend_at : utc_time{};
    move(e, state, step);
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::withdrawn& body) {
    IAQ_TRY(const auto found, find_placed(body.inquiry_id, body.reply));
    auto& [e, place] = found;
    e->replies[place].taken_back = true;
    move_anew(*e, {r.at.utc, r.at_sequence, life_step::kind::withdrawn, place});
    if (const auto heard = replies_.find(body.reply); heard != replies_.end()) {
        heard->second.inquiry = inquiry_index::none;
        heard->second.evidence = {model::match_rule::withdrawn, {}};
    }
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::classified& body) {
    IAQ_TRY(const auto found, find_placed(body.inquiry_id, body.reply));
    auto& [e, place] = found;
    note_retold(e->replies[place], body);
    const auto number = place * 16 + static_cast<std::uint32_t>(body.classed);
    move_anew(*e, {r.at.utc, r.at_sequence, life_step::kind::classified, number});
    if (const auto heard = replies_.find(body.reply); heard != replies_.end()) {
        heard->second.classed = body.classed;
    }
    return boost::outcome_v2::success();
}

model::inquiry_state book::without(inquiry_index i, sequence reply) const {
    placed_reply left_out{reply};
    left_out.taken_back = true;
    return as_if(i, left_out);
}

model::inquiry_state book::as_if(inquiry_index i, placed_reply reply) const {
    auto e = at(i);
    for (auto& placed : e.replies) {
        if (placed.record == reply.record && !placed.taken_back) {
            placed = reply;
        }
    }
    return settled(relived(e).state, at(i).state);
}

void book::take_back(sequence record, inquiry_index from) {
    for (auto& placed : entry_at(from).replies) {
        placed.taken_back |= placed.record == record;
    }
    const auto heard = replies_.find(record);
    if (heard != replies_.end() && heard->second.inquiry == from) {
        heard->second.inquiry = inquiry_index::none;
        heard->second.evidence = {model::match_rule::withdrawn, {}};
    }
}

void book::set_aside(sequence record) {
    auto heard = replies_.extract(record);
    if (!heard.empty()) {
        unmatched_ -= heard.mapped().unmatched ? 1U : 0U;
        heard.mapped().unmatched = false;
        aside_.insert(std::move(heard));
    }
}

void book::bring_back(sequence record) {
    if (auto heard = aside_.extract(record); !heard.empty()) {
        heard.mapped().evidence = {model::match_rule::withdrawn, {}};
        replies_.insert(std::move(heard));
    }
}

}  // namespace iaq::correlation
