#include "dialogue/foxtalk_inbound.hpp"

#include "model/limits.hpp"

#include <utility>

namespace iaq::dialogue {

using framing::foxtalk::frame;
using framing::foxtalk::joiner;
namespace type = framing::foxtalk::type;
namespace limits = model::limits;

namespace {

frame acknowledgement(std::uint16_t exchange) {
    return {.exchange = exchange, .type = type::acknowledge, .last = true, .payload = {}};
}

std::string_view words(joiner::refusal why) {
    switch (why) {
        case joiner::refusal::too_many_open: return "too many exchanges open";
        case joiner::refusal::too_large: return "message too large";
        case joiner::refusal::spoiled: return "message incomplete, say it whole again";
    }
    return "";
}

}  // namespace

frame refusal(std::uint16_t exchange, std::string_view words) {
    return {
        .exchange = exchange, .type = type::refuse, .last = true, .payload = std::string(words)};
}

foxtalk_inbound::foxtalk_inbound()
    : joiner_({limits::exchanges_open_max, limits::message_bytes_max}) {}

foxtalk_inbound::outcome foxtalk_inbound::take(frame f) {
    const auto exchange = f.exchange;
    auto joined = joiner_.take(std::move(f));
    if (const auto* why = std::get_if<joiner::refusal>(&joined)) {
        return {.heard = {}, .reply = refusal(exchange, words(*why))};
    }
    auto* whole = std::get_if<joiner::whole>(&joined);
    if (whole == nullptr) {
        return {};
    }
    switch (memory_.take(exchange, whole->bytes)) {
        case heard_memory::verdict::fresh: return {.heard = std::move(*whole), .reply = {}};
        case heard_memory::verdict::waiting: return {};
        case heard_memory::verdict::acknowledged:
            return {.heard = {}, .reply = acknowledgement(exchange)};
        case heard_memory::verdict::full:
            return {.heard = {}, .reply = refusal(exchange, "too many messages unacknowledged")};
    }
    return {};
}

std::optional<frame> foxtalk_inbound::durable(std::uint16_t exchange) {
    return memory_.durable(exchange) ? std::optional(acknowledgement(exchange)) : std::nullopt;
}

}  // namespace iaq::dialogue
