#include "dialogue/foxtalk_inbound.hpp"

#include "model/limits.hpp"

#include <algorithm>
#include <utility>

namespace iaq::dialogue {

using framing::foxtalk::frame;
using framing::foxtalk::joiner;
namespace type = framing::foxtalk::type;
namespace limits = model::limits;

namespace {

constexpr std::size_t finished_bytes_max = limits::exchanges_open_max * limits::message_bytes_max;

frame acknowledgement(std::uint16_t exchange) {
    return {.exchange = exchange, .type = type::acknowledge, .last = true, .payload = {}};
}

std::string_view words(joiner::refusal why) {
    switch (why) {
        case joiner::refusal::too_many_open: return "too many exchanges open";
        case joiner::refusal::too_large: return "message too large";
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
    if (const auto* before = repeated(*whole)) {
        if (before->acknowledged) {
            return {.heard = {}, .reply = acknowledgement(exchange)};
        }
        return {};
    }
    if (!make_room(whole->bytes.size())) {
        return {.heard = {}, .reply = refusal(exchange, "too many messages unacknowledged")};
    }
    finished_bytes_ += whole->bytes.size();
    finished_.push_back({exchange, whole->bytes, false});
    return {.heard = std::move(*whole), .reply = {}};
}

std::optional<frame> foxtalk_inbound::durable(std::uint16_t exchange) {
    const auto waits = [&](const finished& f) { return f.exchange == exchange && !f.acknowledged; };
    const auto found = std::ranges::find_if(finished_, waits);
    if (found == finished_.end()) {
        return std::nullopt;
    }
    found->acknowledged = true;
    if (std::ranges::any_of(finished_, waits)) {
        return std::nullopt;
    }
    return acknowledgement(exchange);
}

const foxtalk_inbound::finished* foxtalk_inbound::repeated(const joiner::whole& w) const {
    const auto latest = std::find_if(finished_.rbegin(), finished_.rend(), [&](const finished& f) {
        return f.exchange == w.exchange && f.bytes == w.bytes;
    });
    return latest == finished_.rend() ? nullptr : &*latest;
}

// Only what is acknowledged may be forgotten: the rest still needs its acknowledgement.
bool foxtalk_inbound::make_room(std::size_t size) {
    while (finished_.size() >= limits::exchanges_remembered_max ||
           finished_bytes_ + size > finished_bytes_max) {
        const auto oldest = std::ranges::find_if(finished_, &finished::acknowledged);
        if (oldest == finished_.end()) {
            return false;
        }
        finished_bytes_ -= oldest->bytes.size();
        finished_.erase(oldest);
    }
    return true;
}

}  // namespace iaq::dialogue
