#pragma once

#include "unit/engine/judged.hpp"
#include "unit/engine/roadside.hpp"

#include <algorithm>
#include <string>
#include <vector>

/// What the tests of answers that wait for a reader share.
namespace iaq::testing {

/// What was told of this message as an answer or follow-up, in order.
inline std::vector<model::delivery> tellings(const gateway& g, sequence message) {
    std::vector<model::delivery> told;
    std::ranges::copy_if(g.deliveries, std::back_inserter(told), [&](const auto& d) {
        return d.reply == message && model::is_to_be_read(d.kind);
    });
    return told;
}

/// Asks, and waits until the answer came.
inline std::string answered(gateway& g, const std::string& key = "k1") {
    const auto id = admit(g, key);
    g.advance(11s);
    BOOST_REQUIRE((entry_of(g, id).state == inquiry_state::answered));
    return id;
}

inline std::uint64_t read(gateway& g, const std::string& event, const std::string& by = "ann") {
    return g.call(calls::seen{{}, event}, by);
}

/// How many reminders were told: delivered again because nobody had confirmed.
inline std::size_t reminders(const gateway& g) {
    return static_cast<std::size_t>(
        std::ranges::count(g.deliveries, true, &model::delivery::unseen));
}

/// Hears all of it again, from the beginning: what a client would that took nothing.
inline void hear_again(gateway& g) {
    g.kill();
    g.forget_first_life();
}

}  // namespace iaq::testing
