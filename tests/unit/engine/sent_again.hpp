#pragma once

#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

/// What the tests of sending again share.
namespace iaq::testing {

using model::delivery_kind;
using model::inquiry_state;
using model::answers::error_code;
using model::records::operation;
namespace calls = model::calls;

constexpr auto ofml = model::payload_kind::ofml;

/// By a profile that sends again so often what was not forwarded.
inline gateway fresh(const std::string& rules, std::uint32_t resends = 0,
                     std::uint32_t attempts_max = 5) {
    auto told = switch_sim::read_scene("switch terms timeout=5s\n" + rules);
    BOOST_REQUIRE(told.has_value());
    auto in_force = shipped_rules(ofml);
    auto& retry = in_force.agencies.front().profile.retry;
    retry.attempts_max = attempts_max;
    retry.resend_not_forwarded = resends;
    auto& principals = in_force.settings.principals;
    principals.push_back(principals.front());  // 1: may do all but operate
    principals.back().rights &= static_cast<std::uint8_t>(~4U);
    principals.push_back(principals.front());  // 2: of another ORI
    principals.back().oris = {"MO0110200"};
    principals.push_back(principals.front());  // 3: may do all but audit
    principals.back().rights &= static_cast<std::uint8_t>(~16U);
    return {std::move(in_force), std::move(told).value(), ofml};
}

template <class Answer>
const Answer& answer(const gateway& g, std::uint64_t id) {
    BOOST_REQUIRE(g.answers.contains(id));
    const auto* const wrong = std::get_if<model::answers::error>(&g.answers.at(id));
    const auto* const found = std::get_if<Answer>(&g.answers.at(id));
    BOOST_REQUIRE_MESSAGE(found != nullptr, (wrong != nullptr ? wrong->message : "another answer"));
    return *found;
}

inline const correlation::entry& entry_of(const gateway& g, const std::string& id) {
    const auto& book = g.deciding().known().inquiries();
    const auto i = book.find(id);
    BOOST_REQUIRE((i != model::inquiry_index::none));
    return book.at(i);
}

inline std::uint64_t resolve(gateway& g, operation what, const std::string& id) {
    return g.call(calls::operate{what, {}, "the help desk says so", id}, "ann");
}

inline std::string refusal_of(gateway& g, operation what, const std::string& id) {
    const auto& e = answer<model::answers::error>(g, resolve(g, what, id));
    BOOST_TEST((e.code == error_code::conflict));
    return e.message;
}

inline std::vector<model::records::send_begun> sends(const gateway& g) {
    std::vector<model::records::send_begun> begun;
    for (const auto& action : g.log) {
        if (const auto* const a = std::get_if<model::actions::append_record>(&action)) {
            if (const auto* const b = std::get_if<model::records::send_begun>(&a->entry.body)) {
                begun.push_back(*b);
            }
        }
    }
    return begun;
}

inline const model::delivery& last_of(const gateway& g, delivery_kind kind) {
    const auto found = std::find_if(g.deliveries.rbegin(), g.deliveries.rend(),
                                    [&](const auto& d) { return d.kind == kind && !d.unseen; });
    BOOST_REQUIRE((found != g.deliveries.rend()));
    return *found;
}

inline void check_folds_agree(const gateway& g) {
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

inline bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

constexpr auto sm_once =
    "switch on iaq n=1 : ack ; sm number=04 after 1s\n"
    "switch on iaq : ack ; answer after 5s\n";
constexpr auto sm_always = "switch on iaq : ack ; sm number=01 after 1s\n";

}  // namespace iaq::testing
