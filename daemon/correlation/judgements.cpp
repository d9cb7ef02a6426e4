#include "correlation/book.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

/// What a change to an inquiry was judged to come to, and what was keyed by hand.
namespace iaq::correlation {

using model::inquiry_state;

namespace {

/// Returns which event a judgement is that leads to this state, or nothing: none leads there.
std::optional<event> event_to(inquiry_state state) {
    switch (state) {
        case inquiry_state::queued: return event::admitted;
        case inquiry_state::exempt: return event::exempted;
        case inquiry_state::cancelled: return event::cancelled;
        case inquiry_state::unspecified:
        case inquiry_state::sending:
        case inquiry_state::acknowledged:
        case inquiry_state::received:
        case inquiry_state::answered:
        case inquiry_state::registered:
        case inquiry_state::expired:
        case inquiry_state::rejected:
        case inquiry_state::in_doubt:
        case inquiry_state::failed:
        case inquiry_state::manual: return std::nullopt;
    }
    return std::nullopt;
}

/// Returns the state for the step of its life: nothing when it stays where it is.
inquiry_state moved_to(const entry& e, inquiry_state after) {
    return after == e.state ? inquiry_state::unspecified : after;
}

/// Why the judgement cannot follow, or nothing.
std::string flaw_of(const entry& e, const model::records::judgement& comes_to, bool is_used) {
    if (comes_to.state != e.state) {
        const auto met = event_to(comes_to.state);
        if (!met || !next(e.state, *met)) {
            return "no change leads from this state to that one";
        }
    }
    const bool is_new = !comes_to.reference.empty();
    if (is_new && (is_used || !e.reference.empty())) {
        return "its reference is used, or it has one";
    }
    if (comes_to.state == inquiry_state::queued && !is_new && e.reference.empty()) {
        return "it is queued without a reference";
    }
    return {};
}

}  // namespace

result<void, std::string> book::follow_judgement(const model::record& r,
                                                 std::string_view inquiry_id, model::acts::act what,
                                                 const model::records::judgement& comes_to) {
    IAQ_TRY(auto* const e, known(inquiry_id));
    if (auto flaw = flaw_of(*e, comes_to, is_used(comes_to.reference)); !flaw.empty()) {
        return flaw;
    }
    const auto told = told_.keep(counsel_heard{comes_to.rules, comes_to.advisories,
                                               comes_to.notices, comes_to.to_supervisors});
    IAQ_TRY(keep_deed(r, inquiry_id, std::move(what), told, moved_to(*e, comes_to.state)));
    const auto i = find(inquiry_id);
    const bool waited = e->state == inquiry_state::queued;
    turn(*e, comes_to.state);
    if (!comes_to.reference.empty()) {
        unlist_names(*e, i);
        e->reference = comes_to.reference;
        list_names(*e, i);
    }
    if (comes_to.state == inquiry_state::queued) {
        e->expires_at = comes_to.expires_at;
        e->delayed_at = waited ? e->delayed_at : comes_to.delayed_at;
    }
    restate(i, comes_to.request);
    e->clocks.set(comes_to.clocks);
    e->consular_open = comes_to.consular_open;
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::inquiry_updated& body) {
    return follow_judgement(r, body.inquiry_id, body.update, body.comes_to);
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::contact_ended& body) {
    IAQ_TRY(follow_judgement(r, body.inquiry_id, body.ended, body.comes_to));
    entry_at(find(body.inquiry_id)).contact = body.ended.outcome;
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::manual_recorded& body) {
    IAQ_TRY(auto* const e, known(body.inquiry_id));
    const auto after = next(e->state, event::keyed_by_hand);
    if (!after || after.value() != body.state) {
        return std::string{"what was keyed by hand leads to another state"};
    }
    IAQ_TRY(keep_deed(r, body.inquiry_id, body.keyed, share::none, moved_to(*e, body.state)));
    turn(*e, body.state);
    return boost::outcome_v2::success();
}

}  // namespace iaq::correlation
