#include "model/conditions.hpp"

#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace iaq;
using testing::admit;
using testing::count;
using testing::gateway;
using testing::gateway_with;
namespace inputs = model::inputs;
using model::delivery_kind;
using model::answers::error_code;

namespace {

bool stands(const gateway& g, const std::string& condition, const std::string& station = {}) {
    return g.deciding().known().standing().contains({condition, station});
}

std::vector<std::string> words_of(const gateway& g, const std::string& condition) {
    std::vector<std::string> words;
    for (const auto& d : g.deliveries) {
        if (d.kind == delivery_kind::alert && d.condition == condition) {
            words.push_back(d.text);
        }
    }
    return words;
}

model::answers::alert_list alerts_of(gateway& g) {
    const auto id = g.call(model::calls::alerts{});
    const auto* const list = std::get_if<model::answers::alert_list>(&g.answers.at(id));
    BOOST_TEST_REQUIRE((list != nullptr));
    return *list;
}

void check_folds_agree(const gateway& g) {
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_conditions)

BOOST_AUTO_TEST_CASE(a_clock_that_nobody_keeps_right_is_an_alert_after_a_minute_and_clears) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.hear(inputs::clock_told{false});
    g.advance(59s);
    g.hear(inputs::clock_told{false});
    BOOST_TEST(!stands(g, "clock_unsynchronised"));
    g.advance(2s);
    BOOST_TEST(stands(g, "clock_unsynchronised"));  // without another word of the host's
    g.hear(inputs::clock_told{false});
    BOOST_TEST(count(g, delivery_kind::alert) == 1U);
    g.hear(inputs::clock_told{true});
    BOOST_TEST(!stands(g, "clock_unsynchronised"));
    BOOST_TEST(count(g, delivery_kind::alert_cleared) == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_short_loss_of_the_time_service_is_no_alert) {
    auto g = gateway_with("switch on iaq : ack\n");
    for (int i = 0; i < 10; ++i) {
        g.hear(inputs::clock_told{false});
        g.advance(30s);
        g.hear(inputs::clock_told{true});
        g.advance(30s);
    }
    BOOST_TEST(count(g, delivery_kind::alert) == 0U);
}

BOOST_AUTO_TEST_CASE(a_system_that_does_not_say_is_no_alert) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.hear(inputs::clock_told{std::nullopt});
    g.advance(5min);
    g.hear(inputs::clock_told{std::nullopt});
    BOOST_TEST(!stands(g, "clock_unsynchronised"));
}

BOOST_AUTO_TEST_CASE(a_clock_set_while_running_is_told_with_its_size_and_clears) {
    struct row {
        nanoseconds by;
        std::string words;
    };
    for (const auto& [by, words] :
         {row{24h, "forward by 86400.000 s"}, row{-24h, "back by 86400.000 s"},
          row{1500ms, "forward by 1.500 s"}}) {
        BOOST_TEST_CONTEXT(words) {
            auto g = gateway_with("switch on iaq : ack\n");
            g.advance(1s);
            g.set_clock(by);
            g.hear(inputs::clock_told{true});
            BOOST_TEST(stands(g, "clock_stepped"));
            BOOST_TEST(words_of(g, "clock_stepped") == std::vector{words},
                       boost::test_tools::per_element());
            g.advance(9min);
            BOOST_TEST(stands(g, "clock_stepped"));
            g.advance(2min);
            BOOST_TEST(!stands(g, "clock_stepped"));
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_step_of_the_clock_is_told) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.set_clock(24h);
    g.hear(inputs::clock_told{true});
    g.advance(5min);
    g.set_clock(-24h);
    g.hear(inputs::clock_told{true});
    BOOST_TEST(words_of(g, "clock_stepped").size() == 2U);
    g.advance(9min);
    BOOST_TEST(stands(g, "clock_stepped"));  // ten minutes from the second
    BOOST_TEST(count(g, delivery_kind::alert_cleared) == 0U);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_slewed_is_not_set) {
    auto g = gateway_with("switch on iaq : ack\n");
    for (int i = 0; i < 1000; ++i) {
        g.advance(1min);
        g.set_clock(30ms);  // 500 parts in a million
        g.hear(inputs::clock_told{true});
    }
    BOOST_TEST(count(g, delivery_kind::alert) == 0U);
}

BOOST_AUTO_TEST_CASE(a_clock_set_a_day_either_way_moves_no_deadline) {
    for (const auto by : {nanoseconds{24h}, -nanoseconds{24h}}) {
        BOOST_TEST_CONTEXT((by > 0s ? "forward" : "back")) {
            auto g = gateway_with("switch on iaq : ack ; receipt after 1s\n");
            admit(g, "k1");
            g.advance(10min);
            g.set_clock(by);
            g.advance(49min);
            BOOST_TEST(count(g, delivery_kind::overdue) == 0U);
            g.advance(2min);
            BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_clock_behind_the_last_record_at_the_start_is_told) {
    auto g = gateway_with("switch on iaq : ack\n");
    admit(g, "k1");
    g.advance(5s);
    g.die();
    g.set_clock(-1h);
    g.come_back();
    BOOST_TEST(stands(g, "clock_stepped"));
    const auto words = words_of(g, "clock_stepped");
    BOOST_TEST_REQUIRE(words.size() == 1U);
    BOOST_TEST(words[0].find("behind the last record at the start") != std::string::npos);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_ends_within_14_days_is_told_until_a_new_one_comes) {
    auto g = gateway_with("switch on iaq : ack\n");
    const auto day = nanoseconds{24h};
    g.hear(inputs::certificates_told{"one", g.now().utc + 15 * day});
    g.hear(inputs::certificates_told{"", g.now().utc + 30 * day});
    BOOST_TEST(!stands(g, "certificate_expires", "one"));
    for (int hours = 0; hours < 25; ++hours) {
        g.advance(1h);
        g.hear(inputs::clock_told{true});
    }
    BOOST_TEST(stands(g, "certificate_expires", "one"));
    BOOST_TEST(!stands(g, "certificate_expires"));
    g.hear(inputs::certificates_told{"one", g.now().utc + 400 * day});
    BOOST_TEST(!stands(g, "certificate_expires", "one"));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(alerts_are_listed_longest_standing_first_with_what_to_do) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.advance(1s);
    const auto began = g.now().utc;
    g.hear(inputs::space{true});
    g.advance(10s);
    g.set_clock(3s);
    g.hear(inputs::clock_told{true});
    const auto list = alerts_of(g);
    BOOST_TEST_REQUIRE(list.rows.size() == 2U);
    BOOST_TEST(list.rows[0].condition == "disk_full");
    BOOST_TEST((list.rows[0].since == began));
    BOOST_TEST((list.rows[0].weight == model::severity::critical));
    BOOST_TEST(list.rows[0].next_step == model::find_condition("disk_full")->next_step);
    BOOST_TEST(list.rows[1].condition == "clock_stepped");
    BOOST_TEST(list.rows[1].detail == "forward by 3.000 s");
    g.hear(inputs::space{false});
    BOOST_TEST(alerts_of(g).rows.size() == 1U);
}

BOOST_AUTO_TEST_CASE(since_when_a_condition_stands_is_known_after_a_restart) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.advance(1s);
    g.hear(inputs::clock_told{false});
    g.advance(61s);
    g.hear(inputs::clock_told{false});
    BOOST_TEST_REQUIRE(stands(g, "clock_unsynchronised"));
    const auto since = alerts_of(g).rows.at(0).since;
    g.kill(5min);
    BOOST_TEST((alerts_of(g).rows.at(0).since == since));
}

BOOST_AUTO_TEST_CASE(alerts_need_the_right_to_operate_and_show_ones_own_stations) {
    auto rules = testing::shipped_rules(model::payload_kind::ofml);
    auto& principals = rules.settings.principals;
    principals.push_back(principals.front());
    principals.back().rights &= static_cast<std::uint8_t>(~4U);
    principals.push_back(principals.front());
    principals.back().oris = {"MO0999900"};
    auto told = switch_sim::read_scene("switch on iaq : ack\n");
    gateway g{std::move(rules), std::move(told).value(), model::payload_kind::ofml};
    g.advance(1s);
    g.hear(inputs::link_went_down{model::station_index{0}, model::connection_id{1}, "p", "c"});
    g.hear(inputs::space{true});
    g.advance(61s);
    BOOST_TEST(alerts_of(g).rows.size() >= 1U);
    const auto refused = g.call_by(1, "uid:1", model::calls::alerts{});
    const auto* const error = std::get_if<model::answers::error>(&g.answers.at(refused));
    BOOST_TEST_REQUIRE((error != nullptr));
    BOOST_TEST((error->code == error_code::forbidden));
    const auto other = g.call_by(2, "uid:2", model::calls::alerts{});
    const auto& list = std::get<model::answers::alert_list>(g.answers.at(other));
    BOOST_TEST(std::ranges::count(list.rows, "one", &model::answers::alert::station) == 0);
    BOOST_TEST(std::ranges::count(list.rows, "disk_full", &model::answers::alert::condition) == 1);
}

BOOST_AUTO_TEST_CASE(every_condition_says_what_it_means_and_what_to_do) {
    std::vector<std::string_view> names;
    for (const auto& each : model::conditions()) {
        BOOST_TEST_CONTEXT(each.name) {
            BOOST_TEST(each.text.ends_with("."));
            BOOST_TEST(!each.next_step.empty());
            BOOST_TEST((each.weight != model::severity::unspecified));
            BOOST_TEST(std::ranges::count(names, each.name) == 0);
        }
        names.push_back(each.name);
    }
    BOOST_TEST((model::find_condition("nothing of the kind") == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
