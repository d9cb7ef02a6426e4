#include "engine/replaying.hpp"

#include "engine/sight.hpp"
#include "model/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace iaq::engine {

using model::cursor;
using model::sequence;
using model::answers::error_code;

namespace {

std::string name_of(const model::principal_settings& p) {
    return p.uri.empty() ? fmt::format("uid:{}", p.uid.value_or(0)) : p.uri;
}

}  // namespace

const model::principal_settings* replaying::settings_of(const std::string& principal) const {
    const auto& principals = in_.given_.in_force.settings.principals;
    const auto found = std::ranges::find(principals, principal, name_of);
    return found == principals.end() ? nullptr : &*found;
}

/// One that took something before, or is connected now, and whose ORIs are all the operator's own.
std::optional<delivery::consumer_name> replaying::find_consumer(const asking& a,
                                                                const model::calls::operate& call) {
    std::set<consumer_name> known;
    for (auto& each : in_.state_.mail().known_consumers()) {
        known.insert(std::move(each));
    }
    for (const auto& [id, s] : in_.sessions_) {
        if (s.stream) {
            known.insert({s.principal_name, s.stream->consumer});
        }
    }
    std::vector<consumer_name> meant;
    for (const auto& [principal, consumer] : known) {
        const auto* const of = settings_of(principal);
        const bool is_named =
            consumer == call.consumer && (call.principal.empty() || call.principal == principal);
        if (is_named && of != nullptr && std::ranges::all_of(of->oris, [&](const auto& ori) {
                return is_own(a.principal, ori);
            })) {
            meant.emplace_back(principal, consumer);
        }
    }
    if (meant.empty()) {
        in_.fail(a, error_code::not_found, "no such consumer whose ORIs are all yours", "consumer");
        return std::nullopt;
    }
    if (meant.size() > 1) {
        in_.fail(a, error_code::conflict,
                 "several principals have a consumer of that name; say whose: principal",
                 "principal");
        return std::nullopt;
    }
    return meant.front();
}

const delivery::posted* replaying::next_of(const delivery::replay& of, cursor upto,
                                           const model::principal_settings& who) const {
    const auto& mail = in_.state_.mail();
    const auto begin = std::max(upto, cursor{sequence{number_of(of.first) - 1}, 0xFFFFFFFF});
    for (auto at = mail.after(begin); at < mail.stream().size(); ++at) {
        const auto& p = mail.stream()[at];
        if (p.at.record > of.last) {
            return nullptr;
        }
        if (delivery::may_see({who}, p, in_.belonging_of(p)) &&
            is_said(p, in_.state_.inquiries())) {
            return &p;
        }
    }
    return nullptr;
}

std::uint64_t replaying::count(const delivery::replay& of, cursor upto,
                               const model::principal_settings& who) const {
    std::uint64_t counted = 0;
    for (const auto* p = next_of(of, {}, who); p != nullptr && p->at <= upto;
         p = next_of(of, p->at, who)) {
        ++counted;
    }
    return counted;
}

void replaying::record_end(const consumer_name& whose, bool given_up, const actor& by) {
    const auto& stands = *in_.state_.mail().replay_to(whose);
    const auto* const of = settings_of(whose.first);
    const auto counted = of == nullptr ? 0 : count(stands, stands.taken, *of);
    in_.append(
        model::records::replay_ended{whose.second, whose.first, stands.begun, counted, given_up},
        by);
}

void replaying::begin(const asking& a, const model::calls::operate& call) {
    const auto whose = find_consumer(a, call);
    if (!whose) {
        return;
    }
    const auto& mail = in_.state_.mail();
    const auto from = call.from.empty() ? std::optional{delivery::cursor_space::place{}}
                                        : in_.given_.cursors.parse_place(call.from);
    if (!from || from->at.record > in_.state_.last()) {
        in_.fail(a, error_code::out_of_range, "this cursor names no delivery of this journal",
                 "from");
        return;
    }
    if (mail.replay_to(*whose) == nullptr && mail.replays().size() >= model::limits::replays_max) {
        in_.fail(a, error_code::busy, "the most replays stand already", "consumer");
        return;
    }
    const auto& stream = mail.stream();
    auto at = stream.begin() + static_cast<std::ptrdiff_t>(mail.after(from->at));
    if (call.since) {
        at = std::find_if(at, stream.end(), [&](const posted& p) { return p.when >= *call.since; });
    }
    const auto last = mail.taken(whose->first, whose->second).record;
    const auto first = at == stream.end() ? next(last) : at->at.record;
    if (mail.replay_to(*whose) != nullptr) {
        record_end(*whose, true, a.who);
    }
    const auto begun = in_.append(
        model::records::replay_begun{whose->second, whose->first, first, last, call.reason}, a.who);
    const auto& of = *settings_of(whose->first);
    const auto& stands = *mail.replay_to(*whose);
    const auto owed = count(stands, {last, 0xFFFFFFFF}, of);
    if (owed == 0) {
        record_end(*whose, false, a.who);
    }
    auto words = owed == 0
                     ? std::string{"It has taken nothing from there on: what it has not taken is "
                                   "owed to it anyway."}
                     : fmt::format("{} deliveries of records {} to {} are said again to consumer "
                                   "{} of {}, behind what is new. It had taken no further.",
                                   owed, number_of(first), number_of(last), whose->second,
                                   whose->first);
    in_.answer(a, model::answers::done{begun, {}, std::move(words)});
}

void replaying::end(const asking& a, const model::calls::operate& call) {
    const auto whose = find_consumer(a, call);
    if (!whose) {
        return;
    }
    if (in_.state_.mail().replay_to(*whose) == nullptr) {
        in_.answer(a, model::answers::done{{}, {}, "No replay to it stands."});
        return;
    }
    record_end(*whose, true, a.who);
    in_.answer(a, model::answers::done{in_.state_.last(), {}, "What was left of it is not said."});
}

void replaying::take(const asking& a, const std::string& consumer,
                     const delivery::cursor_space::place& upto) {
    const consumer_name whose{a.who.principal, consumer};
    const auto* const stands = in_.state_.mail().replay_to(whose);
    if (stands == nullptr || stands->begun != upto.replay || upto.at <= stands->taken) {
        in_.answer(a, model::answers::done{});  // it is over, or was taken before
        return;
    }
    const auto at =
        in_.append(model::records::delivery_taken{consumer, upto.at, upto.replay}, a.who);
    const auto& still = *in_.state_.mail().replay_to(whose);
    if (next_of(still, still.taken, a.principal) == nullptr) {
        record_end(whose, false, a.who);
    }
    in_.answer(a, model::answers::done{at});
}

void replaying::push(model::session_id id, session& s) {
    auto& sub = *s.stream;
    const auto* const stands = in_.state_.mail().replay_to({s.principal_name, sub.consumer});
    if (stands == nullptr || stands->begun > in_.durable_) {
        return;
    }
    if (sub.again.replay != stands->begun) {
        sub.again = {stands->begun, stands->taken};
    }
    const auto& who = in_.given_.in_force.settings.principals[s.principal];
    while (engine::has_room(sub)) {
        const auto* const p = next_of(*stands, sub.again.upto, who);
        if (p == nullptr) {
            sub.again.upto = {stands->last, 0xFFFFFFFF};  // all of it was said here
            return;
        }
        sub.again.upto = p->at;
        auto said = in_.compose(*p);
        said.replayed = true;
        said.cursor_text = in_.given_.cursors.text({p->at, stands->begun});
        in_.push(id, s, std::move(said));
    }
}

void replaying::end_empty() {
    std::vector<consumer_name> over;
    for (const auto& [whose, of] : in_.state_.mail().replays()) {
        const auto* const who = settings_of(whose.first);
        if (who == nullptr || next_of(of, of.taken, *who) == nullptr) {
            over.push_back(whose);
        }
    }
    for (const auto& whose : over) {
        record_end(whose, false, {});
    }
}

}  // namespace iaq::engine
