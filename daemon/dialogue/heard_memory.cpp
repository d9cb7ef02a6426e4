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
    if (!wants_ack) {
        kept_.push_back({number, {}, false, false});
        return verdict::fresh;
    }
    const auto before = std::find_if(kept_.rbegin(), kept_.rend(), [&](const message& m) {
        return m.number == number && m.bytes == bytes && m.wants_ack;
    });
    if (before != kept_.rend()) {
        return again(*before);
    }
    if (!make_room(bytes.size())) {
        return verdict::full;
    }
    ++asking_;
    kept_bytes_ += bytes.size();
    kept_.push_back({number, std::string(bytes), true, false});
    return verdict::fresh;
}

heard_memory::verdict heard_memory::take_end(std::uint32_t number, std::string_view bytes) const {
    const auto newest = std::find_if(kept_.rbegin(), kept_.rend(), [&](const message& m) {
        return m.number == number && m.wants_ack;
    });
    const bool ends_so = newest != kept_.rend() && newest->bytes.size() > bytes.size() &&
                         newest->bytes.ends_with(bytes);
    return ends_so ? again(*newest) : verdict::fresh;
}

heard_memory::verdict heard_memory::again(const message& known) const {
    return known.is_durable && !waits(known.number) ? verdict::acknowledged : verdict::waiting;
}

bool heard_memory::waits(std::uint32_t number) const {
    return std::ranges::any_of(kept_, [&](const message& m) {
        return m.number == number && m.wants_ack && !m.is_durable;
    });
}

bool heard_memory::durable(std::uint32_t number) {
    const auto found = std::ranges::find_if(
        kept_, [&](const message& m) { return m.number == number && !m.is_durable; });
    if (found == kept_.end()) {
        return false;
    }
    if (!found->wants_ack) {
        kept_.erase(found);
        return false;
    }
    found->is_durable = true;
    return !waits(number);
}

bool heard_memory::make_room(std::size_t size) {
    while (asking_ >= limits::exchanges_remembered_max || kept_bytes_ + size > kept_bytes_max) {
        const auto oldest = std::ranges::find_if(kept_, &message::is_durable);
        if (oldest == kept_.end()) {
            return false;
        }
        --asking_;
        kept_bytes_ -= oldest->bytes.size();
        kept_.erase(oldest);
    }
    return true;
}

}  // namespace iaq::dialogue
