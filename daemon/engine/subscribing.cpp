#include "engine/engine.hpp"
#include "engine/looking.hpp"
#include "engine/replaying.hpp"
#include "engine/sight.hpp"
#include "model/limits.hpp"

#include <algorithm>
#include <utility>

/// What consumers are owed: their subscriptions, what they take, and what is pushed to them.
namespace iaq::engine {

using model::right;
using model::answers::error_code;

void engine::serve(const asking& a, const model::calls::subscribe& call) {
    if (!a.principal.may(right::read)) {
        forbid(a, {}, "this principal has no right to read");
        return;
    }
    if (call.consumer.size() > model::limits::consumer_name_max) {
        fail(a, error_code::invalid, "a consumer's name has at most 32 characters", "consumer");
        return;
    }
    if (a.from.stream) {
        fail(a, error_code::conflict, "this connection is subscribed already; open another");
        return;
    }
    const std::string consumer = call.consumer.empty() ? a.who.principal : call.consumer;
    model::cursor from = state_.mail().taken(a.who.principal, consumer);
    session::subscription::said_again again;
    if (call.from) {
        const auto parsed = given_.cursors.parse_place(*call.from);
        if (!parsed || parsed->at.record > state_.last()) {
            fail(a, error_code::out_of_range,
                 "this cursor is of another journal or of a lost epoch; subscribe without one to "
                 "begin where the consumer took last",
                 "from");
            return;
        }
        // That of a replay says nothing of where the consumer is otherwise.
        (parsed->replay == model::sequence::none ? from : again.upto) = parsed->at;
        again.replay = parsed->replay;
    }
    note_read(a, {"subscribe", filter_of(call)});
    const auto begins = call.newest ? newest_of(a, *call.newest) : state_.mail().after(from);
    a.from.stream = session::subscription{consumer, begins, {}, 0, false, state_.last(), again};
    answer(a, model::answers::done{});
}

/// Returns the place in the stream from which the principal sees the newest `count` deliveries. One
/// who may see few of very many gets fewer: not all are looked through for it.
std::size_t engine::newest_of(const asking& a, std::size_t count) const {
    const auto& stream = state_.mail().stream();
    const auto end = stream.size() - std::min(stream.size(), model::limits::newest_looked_at_max);
    auto place = stream.size();
    for (auto at = place; count > 0 && at > end;) {
        --at;
        if (delivery::may_see({a.principal}, stream[at], belonging_of(stream[at])) &&
            is_said(stream[at], state_.inquiries())) {
            place = at;
            --count;
        }
    }
    return place;
}

void engine::serve(const asking& a, const model::calls::take& call) {
    if (!a.principal.may(right::read)) {
        forbid(a, {}, "this principal has no right to read");
        return;
    }
    const std::string consumer = call.consumer.empty() ? a.who.principal : call.consumer;
    const auto place = given_.cursors.parse_place(call.cursor);
    if (!place || place->at.record > state_.last()) {
        fail(a, error_code::out_of_range, "this cursor names no delivery of this journal",
             "cursor");
        return;
    }
    if (place->replay != model::sequence::none) {
        replaying{*this}.take(a, consumer, *place);
        return;
    }
    const auto before = state_.mail().taken(a.who.principal, consumer);
    if (place->at <= before) {
        answer(a, model::answers::done{});
        return;
    }
    if (before == model::cursor{} && state_.mail().consumers() >= model::limits::consumers_max) {
        fail(a, error_code::busy, "the most consumers are known already", "consumer");
        return;
    }
    const auto at = append(model::records::delivery_taken{consumer, place->at}, a.who);
    answer(a, model::answers::done{at});
}

void engine::push_deliveries() {
    for (auto& [id, s] : sessions_) {
        if (s.stream && s.stream->begins <= durable_) {
            push_to(id, s);
            replaying{*this}.push(id, s);
        }
    }
}

bool engine::has_room(const session::subscription& sub) {
    return sub.outstanding.size() < model::limits::pushed_frames_max &&
           sub.outstanding_bytes < model::limits::pushed_bytes_max;
}

void engine::push(model::session_id id, session& s, model::delivery said) {
    auto& sub = *s.stream;
    keep_own(said.match, state_.inquiries(), given_.in_force.settings.principals[s.principal]);
    sub.outstanding.push_back(said.text.size());
    sub.outstanding_bytes += said.text.size();
    out_.push_back(model::actions::deliver{id, std::move(said)});
}

void engine::push_to(model::session_id id, session& s) {
    auto& sub = *s.stream;
    const auto& stream = state_.mail().stream();
    const auto& principal = given_.in_force.settings.principals[s.principal];
    while (sub.place < stream.size() && stream[sub.place].at.record <= durable_ && has_room(sub)) {
        const auto& p = stream[sub.place++];
        if (delivery::may_see({principal}, p, belonging_of(p)) && is_said(p, state_.inquiries())) {
            push(id, s, compose(p));
        }
    }
    const bool at_end = sub.place >= stream.size() || stream[sub.place].at.record > durable_;
    if (at_end && !sub.caught_up) {
        sub.caught_up = true;
        const auto last = sub.place == 0 ? model::cursor{} : stream[sub.place - 1].at;
        out_.push_back(model::actions::answer_client{
            id, 0, model::answers::caught_up{given_.cursors.text(last)}});
    }
}

}  // namespace iaq::engine
