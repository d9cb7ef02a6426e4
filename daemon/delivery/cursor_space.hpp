#pragma once

#include "model/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iaq::delivery {

/// Cursors as clients see them: journal, epoch, record, index.
struct cursor_space {
    std::string journal_id;
    std::uint64_t epoch = 1;

    [[nodiscard]] std::string text(model::cursor c) const;
    [[nodiscard]] std::string event_id(model::cursor c) const;
    /// Returns nothing for an event of another journal, or for none at all.
    [[nodiscard]] std::optional<model::cursor> parse_event(std::string_view event_id) const;
    /// Returns nothing for a cursor of another journal or epoch, or for no cursor at all.
    [[nodiscard]] std::optional<model::cursor> parse(std::string_view text) const;

    /// A place in the stream, or in what one replay says again of it.
    struct place {
        model::cursor at;
        model::sequence replay = model::sequence::none;
        friend bool operator==(const place&, const place&) = default;
    };
    [[nodiscard]] std::string text(const place& of) const;
    [[nodiscard]] std::optional<place> parse_place(std::string_view text) const;
};

}  // namespace iaq::delivery
