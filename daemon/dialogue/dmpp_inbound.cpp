#include "dialogue/dmpp_inbound.hpp"

#include "model/limits.hpp"

#include <utility>
#include <variant>

namespace iaq::dialogue {

using framing::dmpp::block;
using framing::dmpp::function;
using framing::dmpp::joiner;
using framing::dmpp::status;

namespace {

constexpr dmpp_refusal too_large{status::too_long, "a message above our bound"};
constexpr dmpp_refusal mixed{status::temporary_error,
                             "a message that ended under another validation than it began with"};
constexpr dmpp_refusal spoiled{status::temporary_error, "the rest of a message refused before"};
constexpr dmpp_refusal too_many{status::queue_full, "more messages than we could store so far"};

dmpp_refusal refusal_of(joiner::refusal why) {
    switch (why) {
        case joiner::refusal::too_large: return too_large;
        case joiner::refusal::mixed: return mixed;
        case joiner::refusal::spoiled: return spoiled;
    }
    return mixed;
}

}  // namespace

dmpp_inbound::dmpp_inbound() : joiner_(model::limits::message_bytes_max) {}

dmpp_inbound::outcome dmpp_inbound::take(block b) {
    const bool asks = b.does == function::data_more_ack;
    const auto validation = b.validation;
    auto joined = joiner_.take(std::move(b));
    outcome out;
    if (const auto* why = std::get_if<joiner::refusal>(&joined)) {
        out.refused = refusal_of(*why);
    } else if (auto* const whole = std::get_if<joiner::whole>(&joined)) {
        take_whole(*whole, out);
    } else {
        // Under one number an answer speaks for the message that waits as well.
        out.acknowledges = asks && !memory_.waits(validation);
    }
    return out;
}

void dmpp_inbound::take_whole(joiner::whole& said, outcome& out) {
    using enum heard_memory::verdict;
    auto verdict =
        said.chained || !said.wants_ack ? fresh : memory_.take_end(said.validation, said.bytes);
    if (verdict == fresh) {
        verdict = memory_.take(said.validation, said.bytes, said.wants_ack);
    }
    switch (verdict) {
        case fresh: out.heard = message{said.validation, std::move(said.bytes)}; return;
        case waiting: return;
        case acknowledged: out.acknowledges = true; return;
        case full:
            out.refused = too_many;
            if (said.chained) {
                joiner_.lose();
            }
            return;
    }
}

}  // namespace iaq::dialogue
