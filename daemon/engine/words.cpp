#include "engine/words.hpp"

#include "model/names.hpp"

#include <fmt/format.h>

#include <utility>

namespace iaq::engine {

using model::by_hand;
using model::delivery_kind;
using model::inquiry_state;
using model::records::clock_kind;

namespace {

/// Names the record of the reply at this place.
std::string record_of(std::uint32_t place, const std::vector<model::answers::reply_view>& replies) {
    return place < replies.size()
               ? fmt::format(" (record {})", number_of(replies[place].at_sequence))
               : std::string{};
}

std::string clock_words(std::uint32_t number,
                        const std::vector<model::answers::reply_view>& replies) {
    const bool asked = number % correlation::of_place >= correlation::asked_instead;
    const auto kind = clock_kind{static_cast<std::uint8_t>(number % correlation::asked_instead)};
    if (asked) {
        return kind == clock_kind::query_36h
                   ? "36 hours of confinement passed; another inquiry has asked about the person"
                   : "47 hours of confinement passed; another inquiry has asked about the person";
    }
    switch (kind) {
        case clock_kind::delayed: return "it was still unsent; officer, desk and operators told";
        case clock_kind::send_expiry:
            return "its send_before passed while it waited; it does not leave";
        case clock_kind::no_receipt: return "no receipt of the LESC came in time; operators told";
        case clock_kind::overdue: return "no answer came in time; told, the LESC can be phoned";
        case clock_kind::contact:
            return "the time of the contact ran out without an answer; officer and desk told";
        case clock_kind::query_36h:
            return "36 hours of confinement passed without a query; desk and supervisors told";
        case clock_kind::query_47h:
            return "47 hours of confinement passed without a query; desk and supervisors told";
        case clock_kind::unseen_desk:
            return "nobody had confirmed reading a message" +
                   record_of(number / correlation::of_place, replies) + "; the desk told again";
        case clock_kind::unseen_supervisor:
            return "still nobody had confirmed reading a message" +
                   record_of(number / correlation::of_place, replies) + "; supervisors told";
        case clock_kind::unspecified: break;
    }
    return "a clock fired";
}

std::string admission_words(std::uint32_t number) {
    const inquiry_state state{static_cast<std::uint8_t>(number)};
    if (state == inquiry_state::exempt) {
        return "recorded as exempt: nothing is sent";
    }
    if (state == inquiry_state::registered) {
        return "registered with fields still missing: nothing is sent yet";
    }
    return state == inquiry_state::manual ? "recorded as keyed by hand at the state's own terminal"
                                          : "admitted and written to the journal";
}

std::string reply_words(const model::answers::reply_view& reply) {
    if (reply.match.rule == model::match_rule::withdrawn) {
        return fmt::format("heard a message (record {}) that was taken back later",
                           number_of(reply.at_sequence));
    }
    return fmt::format("heard {} from {}, matched by {}: {}",
                       reply.header.key.empty() ? "a message" : reply.header.key,
                       reply.header.origin.empty() ? "an unnamed origin" : reply.header.origin,
                       model::name_of(reply.match.rule), model::name_of(reply.classed));
}

std::string act_words(const model::acts::note&) { return "a remark was written"; }

std::string act_words(const model::acts::ice_contact& what) {
    if (!what.reached) {
        return "ICE was called and could not be reached";
    }
    return what.detainer_authorized_during_contact
               ? "ICE was reached, and gave the authorization that II.B.4 c names"
               : "ICE was reached";
}

std::string act_words(const model::acts::contact_ended& what) {
    using model::acts::contact_outcome;
    switch (what.outcome) {
        case contact_outcome::released: return "the contact ended: the person was let go";
        case contact_outcome::booked: return "the contact ended: the person was booked";
        case contact_outcome::to_ice: return "the contact ended: ICE took the person over";
        case contact_outcome::other:
        case contact_outcome::unspecified: break;
    }
    return "the contact ended otherwise";
}

std::string act_words(const model::acts::keyed_by_hand& what) {
    return what.answer.empty() ? "a person keyed it by hand at the state's own terminal"
                               : "a person keyed it by hand at the state's own terminal, and an "
                                 "answer came there";
}

std::string act_words(const model::acts::update& what) {
    std::string changed;
    const auto add = [&](bool is_said, std::string_view name) {
        changed += !is_said ? "" : (changed.empty() ? "" : ", ") + std::string{name};
    };
    add(what.in_custody.has_value(), "custody");
    add(what.charge.has_value(), "offense");
    add(what.charged != model::charge_status::unspecified, "charge");
    add(what.confined_at.has_value(), "confinement");
    add(what.desk.has_value(), "desk");
    add(what.evidence != model::identity_evidence::unspecified || what.document.has_value(),
        "identification");
    add(what.person.has_value(), "person");
    add(what.role != model::subject_role::unspecified, "role");
    return "updated" + (changed.empty() ? "" : ": " + changed) + "; the rules were run again";
}

std::string act_words(const model::acts::transfer& what) {
    const auto officer = what.to_officer_id.empty() ? "" : " officer " + what.to_officer_id;
    const auto desk = what.to_desk.empty() ? "" : " desk " + what.to_desk;
    const auto whom = officer + (officer.empty() || desk.empty() ? "" : ",") + desk;
    return what.accepted ? "handed over to" + whom + ", who accepted it"
                         : "offered to" + whom + ": it waits to be accepted";
}

std::string act_words(const model::acts::seen& what) {
    return fmt::format("a person confirmed reading a message (record {})", number_of(what.reply));
}

std::string act_words(const model::acts::disseminated& what) {
    return fmt::format("a message (record {}) was passed on{}{}", number_of(what.reply),
                       what.recipient_ori.empty() ? "" : " to ", what.recipient_ori);
}

std::string act_words(const model::acts::consular_done& what) {
    return what.declined ? "consular notification was offered and declined"
                         : "a consulate was notified";
}

}  // namespace

std::string words_for(const model::acts::act& what) {
    return std::visit([](const auto& done) { return act_words(done); }, what);
}

std::string words_for(const correlation::life_step& step,
                      const std::vector<model::answers::reply_view>& replies,
                      const std::vector<correlation::deed>& deeds) {
    using kind = correlation::life_step::kind;
    switch (step.what) {
        case kind::admitted: return admission_words(step.number);
        case kind::send_begun:
            return fmt::format("attempt {} to send it began; a byte may have left", step.number);
        case kind::send_acknowledged: return "the switch has it";
        case kind::send_refused:
            return step.number == 1 ? "the switch refused it" : "the switch refused it for now";
        case kind::given_up: return "no acknowledgement within the limit of attempts: in doubt";
        case kind::reply:
            return step.number < replies.size() ? reply_words(replies[step.number]) : "a reply";
        case kind::assigned:
            return (step.number < replies.size() ? reply_words(replies[step.number])
                                                 : std::string{"a message"}) +
                   "; an operator gave it to this inquiry";
        case kind::withdrawn:
            return "an operator took a message back: it was not for this inquiry" +
                   record_of(step.number, replies);
        case kind::classified:
            return fmt::format(
                "an operator says that a message{} is {}", record_of(step.number / 16, replies),
                model::name_of(model::classification{static_cast<std::uint8_t>(step.number % 16)}));
        case kind::clock: return clock_words(step.number, replies);
        case kind::cancelled: return "cancelled before any byte left";
        case kind::carried: return "carried over from a damaged journal that was set aside";
        case kind::passed_over:
            return "a record of it cannot be followed and is passed over: in doubt";
        case kind::resend_due:
            return (step.number < replies.size() ? reply_words(replies[step.number])
                                                 : std::string{"a reply"}) +
                   "; it was not forwarded and is sent again by the profile's rule";
        case kind::resolved:
            return step.number == static_cast<std::uint32_t>(model::records::operation::resend)
                       ? "an operator has it sent again"
                       : "an operator gave it up";
        case kind::act:
            return step.number / 16 < deeds.size() ? words_for(deeds[step.number / 16].what)
                                                   : std::string{"somebody did something to it"};
    }
    return {};
}

std::vector<model::answers::clock_view> clocks_of(const correlation::entry& e,
                                                  const clocks::agenda& deadlines,
                                                  model::inquiry_index i) {
    std::vector<model::answers::clock_view> running;
    for (const auto& [kind, due] :
         {std::pair{clock_kind::delayed, e.delayed_at},
          std::pair{clock_kind::send_expiry, e.expires_at},
          std::pair{clock_kind::no_receipt, e.no_receipt_at},
          std::pair{clock_kind::overdue, e.overdue_at},
          std::pair{clock_kind::contact, e.clocks.due(clock_kind::contact)},
          std::pair{clock_kind::query_36h, e.clocks.due(clock_kind::query_36h)},
          std::pair{clock_kind::query_47h, e.clocks.due(clock_kind::query_47h)}}) {
        if (deadlines.holds({due, i, kind})) {
            running.push_back({kind, due});
        }
    }
    for (const auto& placed : e.replies) {
        for (const auto kind : {clock_kind::unseen_desk, clock_kind::unseen_supervisor}) {
            if (deadlines.holds({placed.due(kind), i, kind, placed.record})) {
                running.push_back({kind, placed.due(kind)});
            }
        }
    }
    return running;
}

namespace {

/// Told of one that just stands so.
by_hand by_hand_now(inquiry_state state, bool left_before) {
    switch (state) {
        case inquiry_state::queued:
        case inquiry_state::exempt:
        case inquiry_state::registered:
        case inquiry_state::cancelled:
        case inquiry_state::expired: return left_before ? by_hand::unsafe : by_hand::safe;
        case inquiry_state::rejected: return by_hand::safe;
        case inquiry_state::sending:
        case inquiry_state::acknowledged:
        case inquiry_state::received:
        case inquiry_state::in_doubt:
        case inquiry_state::manual: return by_hand::unsafe;
        case inquiry_state::failed: return by_hand::unknown;
        case inquiry_state::answered:
        case inquiry_state::unspecified: return by_hand::unspecified;
    }
    return by_hand::unspecified;
}

}  // namespace

by_hand by_hand_after(delivery_kind kind, inquiry_state state, bool left_before) {
    switch (kind) {
        case delivery_kind::delayed:
            return state == inquiry_state::queued && !left_before ? by_hand::safe : by_hand::unsafe;
        case delivery_kind::expired: return left_before ? by_hand::unsafe : by_hand::safe;
        case delivery_kind::rejected:
        case delivery_kind::cancelled: return by_hand::safe;
        case delivery_kind::sent:
        case delivery_kind::switch_acknowledged:
        case delivery_kind::lesc_received:
        case delivery_kind::no_receipt:
        case delivery_kind::waiting_destination:
        case delivery_kind::overdue:
        case delivery_kind::in_doubt: return by_hand::unsafe;
        case delivery_kind::follow_up:  // the LESC has spoken of it
        case delivery_kind::manual: return by_hand::unsafe;
        case delivery_kind::failed: return by_hand::unknown;
        case delivery_kind::contact_expired:
        case delivery_kind::query_deadline:
        case delivery_kind::review:
        case delivery_kind::withdrawn: return by_hand_now(state, left_before);
        case delivery_kind::unspecified:
        case delivery_kind::answered:
        case delivery_kind::unmatched:
        case delivery_kind::alert:
        case delivery_kind::alert_cleared: return by_hand::unspecified;
    }
    return by_hand::unspecified;
}

by_hand by_hand_in(const correlation::entry& e) {
    return by_hand_now(e.state, correlation::left_before(e));
}

delivery_kind last_kind_of(const correlation::entry& e) {
    return kind_of_state(e.state, e.overdue_told);
}

delivery_kind kind_of_state(inquiry_state state, bool overdue_told) {
    switch (state) {
        case inquiry_state::queued: return delivery_kind::delayed;
        case inquiry_state::sending: return delivery_kind::sent;
        case inquiry_state::acknowledged:
            return overdue_told ? delivery_kind::overdue : delivery_kind::switch_acknowledged;
        case inquiry_state::received:
            return overdue_told ? delivery_kind::overdue : delivery_kind::lesc_received;
        case inquiry_state::answered: return delivery_kind::answered;
        case inquiry_state::cancelled: return delivery_kind::cancelled;
        case inquiry_state::expired: return delivery_kind::expired;
        case inquiry_state::rejected: return delivery_kind::rejected;
        case inquiry_state::in_doubt: return delivery_kind::in_doubt;
        case inquiry_state::failed: return delivery_kind::failed;
        case inquiry_state::manual: return delivery_kind::manual;
        case inquiry_state::unspecified:
        case inquiry_state::exempt:
        case inquiry_state::registered: return delivery_kind::unspecified;
    }
    return delivery_kind::unspecified;
}

}  // namespace iaq::engine
