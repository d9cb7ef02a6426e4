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
constexpr dmpp_refusal full{status::queue_full, "more messages than we could store so far"};

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
    auto joined = joiner_.take(std::move(b));
    outcome out;
    if (const auto* why = std::get_if<joiner::refusal>(&joined)) {
        out.refused = refusal_of(*why);
        return out;
    }
    auto* whole = std::get_if<joiner::whole>(&joined);
    if (whole == nullptr) {
        out.acknowledges = asks;
        return out;
    }
    switch (memory_.take(whole->validation, whole->bytes, whole->wants_ack)) {
        case heard_memory::verdict::fresh:
            out.heard = message{whole->validation, std::move(whole->bytes)};
            break;
        case heard_memory::verdict::waiting: break;
        case heard_memory::verdict::acknowledged: out.acknowledges = true; break;
        case heard_memory::verdict::full: out.refused = full; break;
    }
    return out;
}

}  // namespace iaq::dialogue
