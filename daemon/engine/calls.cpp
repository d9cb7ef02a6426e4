#include "engine/engine.hpp"
#include "model/names.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::engine {

using model::right;
using model::answers::error_code;

namespace {

/// Whether the dispatcher may key the inquiry at the state's own terminal after this error.
model::by_hand by_hand_of(error_code code, const model::calls::call& call) {
    const bool nothing_left = std::holds_alternative<model::calls::submit>(call) &&
                              (code == error_code::busy || code == error_code::unavailable);
    return nothing_left ? model::by_hand::safe : model::by_hand::unspecified;
}

std::int64_t minute_of(mono_time at) {
    return std::chrono::duration_cast<std::chrono::minutes>(
               nanoseconds{static_cast<std::int64_t>(at)})
        .count();
}

}  // namespace

void engine::on(const model::inputs::call_received& in) {
    const auto it = sessions_.find(in.session);
    if (it == sessions_.end()) {
        return;
    }
    auto& from = it->second;
    const auto& principal = given_.in_force.settings.principals[from.principal];
    const asking a{in,
                   from,
                   principal,
                   {from.principal_name,
                    in.acting_user.empty() ? from.default_user : in.acting_user, from.source}};
    record_logon(in.session, from, std::get_if<model::calls::hello>(&in.call));
    if (!in.acting_user.empty() && !principal.asserts_users &&
        !std::holds_alternative<model::calls::malformed>(in.call)) {
        forbid(a, {},
               "this principal may not say on whose behalf it acts; leave acting_user out, or set "
               "asserts_users for it");
        return;
    }
    std::visit([&](const auto& call) { serve(a, call); }, in.call);
}

void engine::answer(const asking& a, model::answers::answer body) {
    say(model::actions::answer_client{a.in.session, a.in.request_id, std::move(body)});
}

void engine::fail(const asking& a, error_code code, std::string text, std::string field) {
    model::answers::error e;
    e.code = code;
    e.message = std::move(text);
    e.field = std::move(field);
    e.retry_after_ms = code == error_code::busy || code == error_code::unavailable ? 5000 : 0;
    e.may_key_by_hand = by_hand_of(code, a.in.call);
    answer(a, std::move(e));
}

bool engine::may_record_refusal(const asking& a) {
    sum_refusals(false);
    auto& count = refusals_[a.who.principal];
    if (count.minute != minute_of(now_.mono)) {
        count = {minute_of(now_.mono), 0, 0};
    }
    if (count.recorded < model::limits::refusals_per_minute_max) {
        ++count.recorded;
        return true;
    }
    ++count.summed;
    return false;
}

/// Writes down the refusals that were only counted: of minutes that are over, or `all`.
void engine::sum_refusals(bool all) {
    for (auto& [principal, count] : refusals_) {
        if (count.summed > 0 && (all || count.minute != minute_of(now_.mono))) {
            append(model::records::refusals_summed{std::exchange(count.summed, 0)},
                   {principal, {}, {}});
        }
    }
}

void engine::forbid(const asking& a, std::string_view ori, std::string text) {
    if (!may_record_refusal(a)) {
        fail(a, error_code::busy, "too many refused calls of this principal; wait a minute");
        return;
    }
    model::records::refused record;
    record.ori = ori;
    record.violations.push_back({"RIGHTS", {}, text, {}});
    append(std::move(record), a.who);
    fail(a, error_code::forbidden, std::move(text));
}

void engine::serve(const asking& a, const model::calls::hello& call) {
    static_cast<void>(call);
    const auto& settings = given_.in_force.settings;
    model::answers::welcome w;
    w.version = given_.version;
    w.environment = settings.test_environment ? "test" : "live";
    w.principal = a.who.principal;
    w.oris = a.principal.oris;
    w.desks = a.principal.desks;
    w.asserts_users = a.principal.asserts_users;
    for (const auto r :
         {right::submit, right::read, right::operate, right::supervise, right::audit}) {
        if (a.principal.may(r)) {
            w.rights.emplace_back(model::name_of(r));
        }
    }
    const auto& agency = rules_of_ori(w.oris.empty() ? std::string{} : w.oris.front());
    w.agency = agency.settings.name;
    w.time_zone = agency.settings.time_zone;
    answer(a, std::move(w));
}

void engine::serve(const asking& a, const model::calls::ping&) {
    answer(a, model::answers::pong{});
}

void engine::serve(const asking& a, const model::calls::unbuilt& call) {
    fail(a, error_code::unsupported,
         fmt::format("{} is not built yet; it comes with step {}", call.name, call.step));
}

void engine::serve(const asking& a, const model::calls::malformed& call) {
    fail(a, error_code::invalid, call.message, call.field);
}

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
    if (call.from) {
        const auto parsed = given_.cursors.parse(*call.from);
        if (!parsed || parsed->record > state_.last()) {
            fail(a, error_code::out_of_range,
                 "this cursor is of another journal or of a lost epoch; subscribe without one to "
                 "begin where the consumer took last",
                 "from");
            return;
        }
        from = *parsed;
    }
    const auto begins = call.newest ? newest_of(a, *call.newest) : state_.mail().after(from);
    a.from.stream = session::subscription{consumer, begins, {}, 0, false, state_.last()};
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
        if (delivery::may_see({a.principal}, stream[at], belonging_of(stream[at]))) {
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
    const auto upto = given_.cursors.parse(call.cursor);
    if (!upto || upto->record > state_.last()) {
        fail(a, error_code::out_of_range, "this cursor names no delivery of this journal",
             "cursor");
        return;
    }
    const auto before = state_.mail().taken(a.who.principal, consumer);
    if (*upto <= before) {
        answer(a, model::answers::done{});
        return;
    }
    if (before == model::cursor{} && state_.mail().consumers() >= model::limits::consumers_max) {
        fail(a, error_code::busy, "the most consumers are known already", "consumer");
        return;
    }
    const auto at = append(model::records::delivery_taken{consumer, *upto}, a.who);
    answer(a, model::answers::done{at});
}

void engine::push_deliveries() {
    for (auto& [id, s] : sessions_) {
        if (s.stream) {
            push_to(id, s);
        }
    }
}

void engine::push_to(model::session_id id, session& s) {
    auto& sub = *s.stream;
    if (sub.begins > durable_) {
        return;
    }
    const auto& stream = state_.mail().stream();
    const auto& principal = given_.in_force.settings.principals[s.principal];
    while (sub.place < stream.size() && stream[sub.place].at.record <= durable_ &&
           sub.outstanding.size() < model::limits::pushed_frames_max &&
           sub.outstanding_bytes < model::limits::pushed_bytes_max) {
        const auto& p = stream[sub.place++];
        if (delivery::may_see({principal}, p, belonging_of(p))) {
            auto said = compose(p);
            sub.outstanding.push_back(said.text.size());
            sub.outstanding_bytes += said.text.size();
            out_.push_back(model::actions::deliver{id, std::move(said)});
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
