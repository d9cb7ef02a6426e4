#include "delivery/cursor_space.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::delivery {

using model::cursor;

std::string cursor_space::text(cursor c) const {
    return fmt::format("{}.{}.{}.{}", journal_id, epoch, number_of(c.record), c.index);
}

std::string cursor_space::event_id(cursor c) const {
    return fmt::format("{}-{}-{}", journal_id.substr(0, 8), number_of(c.record), c.index);
}

namespace {

std::optional<cursor> cursor_of(std::string_view record_text, std::string_view index_text) {
    const auto record = text::number(record_text);
    const auto index = text::number(index_text);
    if (!record || !index || *index > 0xFFFF) {
        return std::nullopt;
    }
    return cursor{model::sequence{static_cast<std::uint64_t>(*record)},
                  static_cast<std::uint32_t>(*index)};
}

}  // namespace

std::optional<cursor> cursor_space::parse_event(std::string_view event_id) const {
    const auto parts = text::split(event_id, '-');
    if (parts.size() != 3 || parts[0] != journal_id.substr(0, 8)) {
        return std::nullopt;
    }
    return cursor_of(parts[1], parts[2]);
}

std::optional<cursor> cursor_space::parse(std::string_view text) const {
    const auto parts = text::split(text, '.');
    if (parts.size() != 4 || parts[0] != journal_id || parts[1] != std::to_string(epoch)) {
        return std::nullopt;
    }
    return cursor_of(parts[2], parts[3]);
}

std::string cursor_space::text(const place& of) const {
    return of.replay == model::sequence::none
               ? text(of.at)
               : fmt::format("{}.{}", text(of.at), number_of(of.replay));
}

std::optional<cursor_space::place> cursor_space::parse_place(std::string_view text) const {
    if (std::ranges::count(text, '.') < 4) {
        const auto at = parse(text);
        return at ? std::optional{place{*at}} : std::nullopt;
    }
    const auto end = text.rfind('.');
    const auto at = parse(text.substr(0, end));
    const auto replay = text::number(text.substr(end + 1));
    if (!at || !replay || *replay <= 0) {
        return std::nullopt;
    }
    return place{*at, model::sequence{static_cast<std::uint64_t>(*replay)}};
}

}  // namespace iaq::delivery
