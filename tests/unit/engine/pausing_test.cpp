#include "unit/engine/sent_again.hpp"

#include <utility>

using namespace iaq;
using namespace iaq::testing;

namespace {

constexpr auto silent = "switch on iaq : silent\n";

/// Two attempts of five seconds each, so that one after the other is in doubt every ten seconds.
std::vector<std::string> submit_some(gateway& g, int how_many) {
    std::vector<std::string> ids;
    for (int i = 0; i < how_many; ++i) {
        ids.push_back(admit(g, "k" + std::to_string(i)));
    }
    return ids;
}

std::vector<inquiry_state> states_of(const gateway& g, const std::vector<std::string>& ids) {
    std::vector<inquiry_state> states;
    for (const auto& id : ids) {
        states.push_back(entry_of(g, id).state);
    }
    return states;
}

std::size_t told(const gateway& g, delivery_kind kind) {
    return static_cast<std::size_t>(std::ranges::count_if(g.deliveries, [&](const auto& d) {
        return d.kind == kind && d.condition == "station_paused" && d.station == "one";
    }));
}

bool is_paused(const gateway& g) {
    return g.deciding().known().standing().contains({"station_paused", "one"});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_pausing)

BOOST_AUTO_TEST_CASE(after_three_in_doubt_the_rest_stays_queued_and_may_be_keyed_by_hand) {
    auto g = fresh(silent, 0, 2);
    const auto ids = submit_some(g, 5);
    g.advance(31s);
    using enum inquiry_state;
    BOOST_TEST((states_of(g, ids) == std::vector{in_doubt, in_doubt, in_doubt, queued, queued}));
    BOOST_TEST(is_paused(g));
    BOOST_TEST(told(g, delivery_kind::alert) == 1U);
    g.advance(58s);
    BOOST_TEST(sends(g).size() == 6U);
    const auto asked = g.call(calls::get{ids[3], {}, {}, {}});
    const auto& view = answer<model::answers::inquiries_found>(g, asked).found.front();
    BOOST_TEST((view.may_key_by_hand == model::by_hand::safe));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(one_at_a_time_is_tried_with_growing_waits) {
    // The line itself stays: one that comes up anew would be tried at once.
    auto g = fresh(std::string{"switch terms idle=60000s\n"} + silent, 0, 1);
    const auto ids = submit_some(g, 12);
    g.advance(16s);
    BOOST_TEST(sends(g).size() == 3U);
    // Each trial takes five seconds, then twice the wait before it, ten minutes at the most.
    for (const auto wait : {60s, 120s, 240s, 480s, 600s, 600s}) {
        const auto before = sends(g).size();
        g.advance(wait - 3s);
        BOOST_TEST(sends(g).size() == before);
        g.advance(8s);
        BOOST_TEST(sends(g).size() == before + 1);
    }
    BOOST_TEST(told(g, delivery_kind::alert) == 1U);
    BOOST_TEST(told(g, delivery_kind::alert_cleared) == 0U);
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_ends_the_pause_at_once_and_it_is_told_once) {
    auto g = fresh("switch on iaq n=1..6 : silent\nswitch on iaq : ack ; answer after 1s\n", 0, 2);
    const auto ids = submit_some(g, 8);
    g.advance(31s);
    BOOST_TEST(is_paused(g));
    g.advance(62s);
    BOOST_TEST(!is_paused(g));
    BOOST_TEST(count(g, delivery_kind::answered) == 5U);
    BOOST_TEST(told(g, delivery_kind::alert) == 1U);
    BOOST_TEST(told(g, delivery_kind::alert_cleared) == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_reply_to_one_in_doubt_ends_the_pause_as_well) {
    auto g = fresh("switch on iaq n=1..6 : silent\nswitch on iaq : ack ; answer after 1s\n", 0, 2);
    const auto ids = submit_some(g, 5);
    g.advance(31s);
    switch_sim::effect said;
    said.does = switch_sim::deed::answer;
    BOOST_REQUIRE(g.order(said, entry_of(g, ids[0]).reference));
    g.advance(3s);
    BOOST_TEST(!is_paused(g));
    BOOST_TEST(count(g, delivery_kind::answered) == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_refused_for_now_by_one_after_the_other_pauses_it_too) {
    auto in_force = shipped_rules(ofml);
    in_force.agencies.front().profile.retry.nak_temporary = {"TRY LATER"};
    auto read = switch_sim::read_scene(
        "switch on iaq n=1..3 : nak \"TRY LATER\"\n"
        "switch on iaq : ack ; answer after 1s\n");
    gateway g{std::move(in_force), std::move(read).value(), ofml};
    const auto ids = submit_some(g, 5);
    g.advance(1s);
    BOOST_TEST(is_paused(g));
    BOOST_TEST(sends(g).size() == 3U);
    g.advance(50s);
    BOOST_TEST(sends(g).size() == 3U);
    g.advance(20s);
    BOOST_TEST(!is_paused(g));
    BOOST_TEST(count(g, delivery_kind::answered) == 5U);
}

BOOST_AUTO_TEST_CASE(one_inquiry_alone_and_a_switch_that_answers_now_and_then_pause_nothing) {
    auto g = fresh("switch on iaq every=3 : ack\nswitch on iaq : silent\n", 0, 1);
    submit_some(g, 20);
    g.advance(3min);
    BOOST_TEST(sends(g).size() == 20U);
    BOOST_TEST(told(g, delivery_kind::alert) == 0U);

    auto alone = fresh(silent, 0, 50);
    admit(alone, "k1");
    alone.advance(1h);
    BOOST_TEST(sends(alone).size() == 50U);
    BOOST_TEST(told(alone, delivery_kind::alert) == 0U);
}

BOOST_AUTO_TEST_CASE(deadlines_go_on_while_it_is_paused) {
    auto g = fresh(silent, 0, 2);
    submit_some(g, 4);
    auto q = good_request("urgent");
    q.send_before = g.now().utc + 90min;
    const auto id = answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
    g.advance(31s);  // the urgent one left early, as it should: another waits for its time
    q = good_request("urgent too");
    q.send_before = g.now().utc + 50s;
    const auto late = answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
    g.advance(55s);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::in_doubt));
    BOOST_TEST((entry_of(g, late).state == inquiry_state::expired));
    BOOST_TEST(entry_of(g, late).attempts == 0U);
    g.advance(60s);
    BOOST_TEST(count(g, delivery_kind::delayed) >= 1U);
}

BOOST_AUTO_TEST_CASE(a_line_that_comes_up_anew_lets_one_through) {
    auto g = fresh(
        "switch on iaq n=1..6 : silent\nswitch on iaq : ack ; answer after 1s\n"
        "switch at 40s : down for 5s\n",
        0, 2);
    const auto ids = submit_some(g, 5);
    g.advance(39s);
    BOOST_TEST(is_paused(g));
    BOOST_TEST(sends(g).size() == 6U);
    g.advance(47s);
    BOOST_TEST(!is_paused(g));
    BOOST_TEST(count(g, delivery_kind::answered) == 2U);
}

BOOST_AUTO_TEST_CASE(a_held_station_is_not_tried_and_a_start_begins_without_a_pause) {
    auto g = fresh(silent, 0, 2);
    submit_some(g, 5);
    g.advance(31s);
    BOOST_TEST(is_paused(g));
    g.call(calls::operate{operation::hold, "one", "test"});
    g.advance(1h);
    BOOST_TEST(sends(g).size() == 6U);
    g.restart();
    BOOST_TEST(!is_paused(g));
    BOOST_TEST(told(g, delivery_kind::alert_cleared) == 1U);
    g.call(calls::operate{operation::release, "one", "test"});
    g.advance(1s);
    BOOST_TEST(sends(g).size() == 7U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_paused_station_delays_no_other) {
    auto in_force = shipped_rules(ofml);
    in_force.agencies.front().profile.retry.attempts_max = 1;
    in_force.agencies.front().settings.oris.emplace_back("MO0110200");
    in_force.settings.principals.front().oris.emplace_back("MO0110200");
    auto& stations = in_force.settings.stations;
    stations.push_back(stations.front());
    stations.back().name = "two";
    stations.back().oris = {"MO0110200"};
    auto read = switch_sim::read_scene("switch terms timeout=5s\nswitch on iaq : silent\n");
    gateway g{std::move(in_force), std::move(read).value(), ofml};
    g.hear(model::inputs::link_came_up{model::station_index{1}, model::connection_id{77},
                                       "127.0.0.1:6100", 65000, 180, 30});
    submit_some(g, 5);
    g.advance(16s);
    BOOST_TEST(is_paused(g));
    auto q = good_request("other");
    q.ori = "MO0110200";
    const auto id = answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
    BOOST_TEST((entry_of(g, id).state == inquiry_state::sending));
    const auto begun = entry_of(g, id).begun;
    g.hear(model::inputs::send_acknowledged{model::station_index{1}, begun});
    BOOST_TEST((entry_of(g, id).state == inquiry_state::acknowledged));
    BOOST_TEST(is_paused(g));  // and what works there says nothing of this one
}

BOOST_AUTO_TEST_SUITE_END()
