#pragma once

#include "unit/engine/sent_again.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

/// What the tests of people's acts share.
namespace iaq::testing {

namespace acts = model::acts;

/// Principals: 0 may do everything; 1 all but operate; 2 is of another ORI; 3 may read only; 4 is
/// of the desk south; 5 of the desk north.
inline gateway town(const std::string& rules = "switch on iaq : ack ; answer after 10s\n") {
    auto told = switch_sim::read_scene("switch terms timeout=5s\n" + rules);
    BOOST_REQUIRE(told.has_value());
    auto in_force = shipped_rules(ofml);
    auto& principals = in_force.settings.principals;
    const auto first = principals.front();
    principals.resize(6, first);
    principals[1].rights &= static_cast<std::uint8_t>(~4U);
    principals[2].oris = {"MO0110200"};
    principals[3].rights = static_cast<std::uint8_t>(model::right::read);
    principals[4].desks = {"south"};
    principals[5].desks = {"north"};
    return {std::move(in_force), std::move(told).value(), ofml};
}

inline std::uint64_t act(gateway& g, const std::string& id, acts::act what,
                         const std::string& by = "ann") {
    return g.call(calls::act{id, std::move(what)}, by);
}

inline std::uint64_t act_by(gateway& g, std::size_t principal, const std::string& id,
                            acts::act what) {
    return g.call_by(principal, "uid:100" + std::to_string(principal),
                     calls::act{id, std::move(what)});
}

/// Asks for it, and returns the inquiry as the first principal sees it.
inline model::answers::inquiry seen(gateway& g, const std::string& id) {
    return answer<model::answers::inquiries_found>(g, g.call(calls::get{id, {}, {}, {}}))
        .found.front();
}

inline error_code code_of(const gateway& g, std::uint64_t asked) {
    return answer<model::answers::error>(g, asked).code;
}

inline std::string words_of(const gateway& g, std::uint64_t asked) {
    return answer<model::answers::error>(g, asked).message;
}

inline std::uint64_t done_at(const gateway& g, std::uint64_t asked) {
    return number_of(answer<model::answers::done>(g, asked).at_sequence);
}

}  // namespace iaq::testing
