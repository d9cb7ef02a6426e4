#pragma once

#include "correlation/book.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace iaq::engine {

/// Finds the oldest inquiry in each state without looking at all of them: for each state, a place
/// before which none is in it. It moves on as it is asked, and back when an older one comes in.
class oldest {
public:
    /// Takes note that the inquiry may have come into this state.
    void entered(model::inquiry_state state, model::inquiry_index i) {
        auto& from = from_.at(static_cast<std::size_t>(state));
        from = std::min(from, i);
    }

    /// Returns the one admitted first, or nothing.
    std::optional<model::inquiry_index> in(model::inquiry_state state,
                                           const correlation::book& book) {
        auto& from = from_.at(static_cast<std::size_t>(state));
        if (book.count(state) == 0 || book.size() == 0) {
            return std::nullopt;
        }
        const auto all = book.all();
        from = std::max(from, *all.begin());
        while (book.holds(from) && !is_there(book.at(from), state)) {
            from = model::inquiry_index{static_cast<std::uint32_t>(from) + 1};
        }
        return book.holds(from) ? std::optional{from} : std::nullopt;
    }

private:
    static bool is_there(const correlation::entry& e, model::inquiry_state state) {
        return e.state == state && e.shredded == model::sequence::none;
    }

    std::array<model::inquiry_index, 16> from_{};  // by state; from the first on
};

}  // namespace iaq::engine
