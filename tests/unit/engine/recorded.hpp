#pragma once

#include "support/gateway.hpp"

#include <vector>

namespace iaq::testing {

/// The records of one kind that the engine wrote, in order; those before the last start too.
template <class Body>
std::vector<model::record> recorded(const gateway& g) {
    std::vector<model::record> found;
    for (const auto& action : g.log) {
        const auto* const a = std::get_if<model::actions::append_record>(&action);
        if (a != nullptr && std::holds_alternative<Body>(a->entry.body)) {
            found.push_back(a->entry);
        }
    }
    return found;
}

template <class Body>
std::vector<Body> bodies(const gateway& g) {
    std::vector<Body> found;
    for (const auto& entry : recorded<Body>(g)) {
        found.push_back(std::get<Body>(entry.body));
    }
    return found;
}

}  // namespace iaq::testing
