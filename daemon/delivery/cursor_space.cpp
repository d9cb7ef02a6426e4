#include "delivery/cursor_space.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace iaq::delivery {

using model::cursor;

std::string cursor_space::text(cursor c) const {
    return fmt::format("{}.{}.{}.{}", journal_id, epoch, number_of(c.record), c.index);
}

std::string cursor_space::event_id(cursor c) const {
    return fmt::format("{}-{}-{}", journal_id.substr(0, 8), number_of(c.record), c.index);
}

std::optional<cursor> cursor_space::parse(std::string_view text) const {
    const auto parts = text::split(text, '.');
    if (parts.size() != 4 || parts[0] != journal_id || parts[1] != std::to_string(epoch)) {
        return std::nullopt;
    }
    const auto record = text::number(parts[2]);
    const auto index = text::number(parts[3]);
    if (!record || !index || *index > 0xFFFF) {
        return std::nullopt;
    }
    return cursor{model::sequence{static_cast<std::uint64_t>(*record)},
                  static_cast<std::uint32_t>(*index)};
}

}  // namespace iaq::delivery
