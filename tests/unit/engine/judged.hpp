#pragma once

#include "unit/engine/sent_again.hpp"

/// What the tests of operators' decisions about messages share.
namespace iaq::testing {

using model::classification;
using model::match_rule;
using model::sequence;

/// Somebody else is asked about, by another officer.
inline std::string admit_other(gateway& g) {
    auto q = good_request("k2");
    q.asked_by = {"5678", "JONES, BOB"};
    q.person.last_name = "SOMEONE";
    q.person.first_name = "ELSE";
    q.person.date_of_birth = "1971-03-04";
    return answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
}

inline sequence last_reply(const gateway& g, const std::string& id) {
    return entry_of(g, id).replies.back().record;
}

/// The bytes of a message as the switch sent it.
inline std::string message_of(const gateway& g, sequence message) {
    const auto* const reply = g.deciding().known().inquiries().find_reply(message);
    BOOST_REQUIRE(reply != nullptr);
    return reply->bytes;
}

/// The switch says it on the one station, outside of any scene.
inline void hear(gateway& g, const std::string& bytes) {
    g.hear(model::inputs::frame_heard{model::station_index{0}, model::connection_id{1}, 99, bytes});
}

inline calls::operate judging(operation what, sequence message,
                              classification as = classification::unspecified,
                              const std::string& id = {}) {
    return {what, {}, "read by telephone", id, message, as};
}

inline const model::answers::done& withdraw(gateway& g, sequence message) {
    return answer<model::answers::done>(g, g.call(judging(operation::withdraw, message), "ann"));
}

inline model::answers::error refused(gateway& g, const calls::operate& asked) {
    return answer<model::answers::error>(g, g.call(asked, "ann"));
}

inline std::vector<model::delivery> told_of(const gateway& g, const std::string& id) {
    std::vector<model::delivery> told;
    std::ranges::copy_if(g.deliveries, std::back_inserter(told),
                         [&](const auto& d) { return d.inquiry_id == id; });
    return told;
}

}  // namespace iaq::testing
