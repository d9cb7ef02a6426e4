#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::testing;

namespace {

/// Returns the events that a new subscription begins with.
std::vector<std::string> begun_with(gateway& g, const model::calls::subscribe& call) {
    const auto before = g.deliveries.size();
    g.call_by(0, "uid:1000", call);
    std::vector<std::string> events;
    for (auto i = before; i < g.deliveries.size(); ++i) {
        events.push_back(g.deliveries[i].event_id);
    }
    return events;
}

std::vector<std::string> last(const std::vector<std::string>& all, std::size_t count) {
    return {all.end() - static_cast<std::ptrdiff_t>(std::min(count, all.size())), all.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_subscribing)

BOOST_AUTO_TEST_CASE(a_subscription_begins_with_the_newest_it_asked_for) {
    auto g = gateway_with("switch on iaq : ack ; receipt after 1s ; answer after 2s\n",
                          model::payload_kind::ofml);
    admit(g, "k1");
    admit(g, "k2");
    g.advance(10s);
    const auto all = begun_with(g, {"whole", {}, {}});
    BOOST_TEST_REQUIRE(all.size() == 8U);
    for (const std::uint32_t count : {0U, 1U, 3U, 8U, 1000U}) {
        BOOST_TEST_CONTEXT(count) {
            const auto some =
                begun_with(g, {"c" + std::to_string(count), {}, std::optional{count}});
            BOOST_TEST(some == last(all, count), boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_comes_later_follows_whatever_it_began_with) {
    auto g = gateway_with("switch on iaq : ack\n", model::payload_kind::ofml);
    admit(g, "k1");
    g.advance(10s);
    const auto none = begun_with(g, {"c", {}, std::optional<std::uint32_t>{0}});
    BOOST_TEST(none.empty());
    const auto before = g.deliveries.size();
    const auto second = admit(g, "k2");
    g.advance(10s);
    // Both the first subscription of the test and this one are told.
    const auto told = static_cast<std::size_t>(std::ranges::count_if(
        g.deliveries.begin() + static_cast<std::ptrdiff_t>(before), g.deliveries.end(),
        [&](const model::delivery& d) {
            return d.inquiry_id == second && d.kind == model::delivery_kind::sent;
        }));
    BOOST_TEST(told == 2U);
}

BOOST_AUTO_TEST_CASE(only_what_the_principal_may_see_is_counted) {
    auto told = switch_sim::read_scene("switch on iaq : ack\n");
    auto rules = shipped_rules(model::payload_kind::ofml);
    rules.settings.principals.push_back(rules.settings.principals.front());
    rules.settings.principals.back().desks = {"south"};
    gateway g{std::move(rules), std::move(told).value(), model::payload_kind::ofml};
    auto south = good_request("south");
    south.desk = "south";
    g.submit(south);
    g.advance(5s);
    admit(g, "north");
    g.advance(5s);
    const auto before = g.deliveries.size();
    g.call_by(1, "uid:1001", model::calls::subscribe{"c", {}, 2});
    BOOST_TEST_REQUIRE(g.deliveries.size() == before + 2);
    for (auto i = before; i < g.deliveries.size(); ++i) {
        BOOST_TEST(g.deliveries[i].desk == "south");
    }
}

BOOST_AUTO_TEST_SUITE_END()
