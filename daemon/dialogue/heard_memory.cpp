#include "dialogue/heard_memory.hpp"

#include "model/limits.hpp"

#include <algorithm>

namespace iaq::dialogue {

namespace limits = model::limits;

namespace {

constexpr std::size_t kept_bytes_max = limits::exchanges_open_max * limits::message_bytes_max;

}  // namespace

heard_memory::verdict heard_memory::take(std::uint32_t number, std::string_view bytes,
                                         bool wants_ack) {
    const auto before = std::find_if(kept_.rbegin(), kept_.rend(), [&](const message& m) {
        return m.number == number && m.bytes == bytes && m.wants_ack && wants_ack;
    });
    if (before != kept_.rend()) {
        return before->is_durable ? verdict::acknowledged : verdict::waiting;
    }
    if (!make_room(bytes.size())) {
        return verdict::full;
    }
    kept_bytes_ += bytes.size();
    kept_.push_back({number, std::string(bytes), wants_ack, false});
    return verdict::fresh;
}

bool heard_memory::durable(std::uint32_t number) {
    const auto waits = [&](const message& m) { return m.number == number && !m.is_durable; };
    const auto found = std::ranges::find_if(kept_, waits);
    if (found == kept_.end()) {
        return false;
    }
    found->is_durable = true;
    return found->wants_ack &&
           std::ranges::none_of(kept_, [&](const message& m) { return waits(m) && m.wants_ack; });
}

bool heard_memory::make_room(std::size_t size) {
    while (kept_.size() >= limits::exchanges_remembered_max ||
           kept_bytes_ + size > kept_bytes_max) {
        const auto oldest = std::ranges::find_if(kept_, &message::is_durable);
        if (oldest == kept_.end()) {
            return false;
        }
        kept_bytes_ -= oldest->bytes.size();
        kept_.erase(oldest);
    }
    return true;
}

}  // namespace iaq::dialogue
