#pragma once

#include "contract/records.hpp"
#include "model/limits.hpp"
#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What the tests of reloading share: a site of two ORIs, and files that change.
namespace iaq::testing::reloading {

namespace inputs = model::inputs;
namespace records = model::records;
using engine::new_rules;
using engine::rules;
using model::delivery_kind;
using model::inquiry_state;
using model::answers::error_code;

constexpr auto ofml = model::payload_kind::ofml;
inline const std::string second_ori = "MO0110200";

/// One agency of two ORIs, one station for both, two principals.
inline rules at_first() {
    auto in_force = shipped_rules(ofml);
    in_force.agencies.front().settings.oris.push_back(second_ori);
    in_force.settings.agencies.front().oris.push_back(second_ori);
    in_force.settings.stations.front().oris.push_back(second_ori);
    auto& principals = in_force.settings.principals;
    principals.front().oris.push_back(second_ori);
    principals.push_back(principals.front());
    principals.back().uid = 2000;
    return in_force;
}

/// The same, with the second ORI carried by a station of its own.
inline rules with_station_two() {
    auto wanted = at_first();
    auto& stations = wanted.settings.stations;
    stations.front().oris.pop_back();
    stations.push_back(stations.front());
    stations.back().name = "two";
    stations.back().device = "SJPD02";
    stations.back().oris = {second_ori};
    return wanted;
}

inline rules without_principal(std::uint32_t uid) {
    auto wanted = at_first();
    std::erase_if(wanted.settings.principals, [&](const auto& p) { return p.uid == uid; });
    return wanted;
}

inline gateway fresh(const std::string& scene = "switch on iaq : ack\n",
                     rules in_force = at_first()) {
    auto told = switch_sim::read_scene(scene);
    BOOST_REQUIRE(told.has_value());
    return {std::move(in_force), std::move(told).value(), ofml};
}

inline std::uint64_t reload(gateway& g, rules wanted, std::set<std::string> rekeyed = {}) {
    g.on_disk = new_rules{std::move(wanted), std::move(rekeyed)};
    return g.call(model::calls::reload{"new files"}, "ann");
}

inline bool is_done(const gateway& g, std::uint64_t id) {
    return g.answers.contains(id) && std::holds_alternative<model::answers::done>(g.answers.at(id));
}

inline error_code code_of(const gateway& g, std::uint64_t id) {
    const auto found = g.answers.find(id);
    const auto* const error =
        found == g.answers.end() ? nullptr : std::get_if<model::answers::error>(&found->second);
    return error == nullptr ? error_code::unspecified : error->code;
}

template <class Body>
std::vector<model::record> all(const gateway& g) {
    std::vector<model::record> found;
    for (const auto& bytes : g.journal.durable) {
        auto entry = contract::decode(bytes);
        BOOST_TEST_REQUIRE(entry.has_value());
        if (std::holds_alternative<Body>(entry.value().body)) {
            found.push_back(std::move(entry).value());
        }
    }
    return found;
}

inline inquiry_state state_of(const gateway& g, const std::string& id) {
    const auto& book = g.deciding().known().inquiries();
    return book.at(book.find(id)).state;
}

inline bool stands(const gateway& g, const std::string& condition,
                   const std::string& station = {}) {
    return g.deciding().known().standing().contains({condition, station});
}

inline void check_folds_agree(const gateway& g) {
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

/// Admits one of the second ORI, by a connection of the first principal.
inline std::string admit_second(gateway& g, const std::string& key) {
    auto request = good_request(key);
    request.ori = second_ori;
    const auto id = g.submit(request);
    const auto* const accepted = std::get_if<model::answers::accepted>(&g.answers.at(id));
    BOOST_TEST_REQUIRE((accepted != nullptr));
    return accepted->inquiry_id;
}

inline std::vector<model::session_id> closed_sessions(const gateway& g) {
    std::vector<model::session_id> closed;
    for (const auto& action : g.log) {
        if (const auto* const each = std::get_if<model::actions::close_session>(&action)) {
            closed.push_back(each->session);
        }
    }
    return closed;
}

}  // namespace iaq::testing::reloading
