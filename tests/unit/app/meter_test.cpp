#include "app/meter.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
using namespace iaq::app;
namespace actions = model::actions;
namespace answers = model::answers;
namespace inputs = model::inputs;
namespace records = model::records;

namespace {

struct bench {
    observe::metrics all;
    engine::state known;
    meter m{all, known, "1.2.3", "test", utc_time{1'700'000'000s}};
    std::uint64_t last = 0;

    [[nodiscard]] double of(const std::string& series) const {
        const auto text = "\n" + all.text();
        const auto at = text.find("\n" + series + " ");
        return at == std::string::npos ? -1 : std::stod(text.substr(at + series.size() + 2));
    }
    void append(records::body body, mono_time at = mono_time{0}) {
        model::record r;
        r.at_sequence = model::sequence{++last};
        r.at.mono = at;
        r.station = "one";
        r.body = std::move(body);
        m.appended(r);
    }
};

constexpr model::session_id session{7};

mono_time at(nanoseconds since) { return mono_time{0} + since; }

}  // namespace

BOOST_AUTO_TEST_SUITE(app_meter)

BOOST_AUTO_TEST_CASE(accept_time_is_of_what_was_accepted_and_of_nothing_else) {
    bench b;
    b.m.came(inputs::call_received{session, 1, {}, model::calls::submit{}}, at(1s));
    b.m.came(inputs::call_received{session, 2, {}, model::calls::submit{}}, at(1s));
    b.m.came(inputs::call_received{session, 3, {}, model::calls::ping{}}, at(1s));
    b.m.answered({session, 1, answers::accepted{}}, at(3s));
    b.m.answered({session, 2, answers::refused{}}, at(3s));
    b.m.answered({session, 3, answers::pong{}}, at(3s));
    BOOST_TEST(b.of("iaqd_accept_seconds_count") == 1);
    BOOST_TEST(b.of("iaqd_accept_seconds_sum") == 2);
}

BOOST_AUTO_TEST_CASE(a_session_that_ends_leaves_nothing_behind) {
    bench b;
    b.m.came(inputs::call_received{session, 1, {}, model::calls::submit{}}, at(1s));
    b.m.came(inputs::session_closed{session}, at(2s));
    b.m.answered({session, 1, answers::accepted{}}, at(3s));
    BOOST_TEST(b.of("iaqd_accept_seconds_count") == 0);
}

BOOST_AUTO_TEST_CASE(delivery_time_is_of_news_not_of_what_waited_for_a_client) {
    bench b;
    actions::deliver news{session, {}};
    news.what.kind = model::delivery_kind::answered;
    news.what.at = utc_time{100s};
    b.m.delivered(news, utc_time{5000s});  // the backlog comes first
    BOOST_TEST(b.of("iaqd_delivery_seconds_count") == 0);
    b.m.answered({session, 0, answers::caught_up{}}, at(1s));
    b.m.delivered(news, utc_time{100s + 250ms});
    BOOST_TEST(b.of("iaqd_delivery_seconds_count") == 1);
    BOOST_TEST(b.of("iaqd_delivery_seconds_sum") == 0.25);
    BOOST_TEST(b.of("iaqd_deliveries_total{kind=\"ANSWERED\"}") == 2);
}

BOOST_AUTO_TEST_CASE(sync_time_counts_each_record_once_it_is_durable) {
    bench b;
    b.append(records::link_up{}, at(1s));
    b.append(records::link_up{}, at(2s));
    b.append(records::link_up{}, at(3s));
    b.m.came(inputs::durable_up_to{model::sequence{2}}, at(4s));
    BOOST_TEST(b.of("iaqd_journal_sync_seconds_count") == 2);
    BOOST_TEST(b.of("iaqd_journal_sync_seconds_sum") == 5);
    b.m.show({}, {}, {}, at(10s));
    BOOST_TEST(b.of("iaqd_journal_wait_seconds") == 7);
    b.m.came(inputs::durable_up_to{model::sequence{3}}, at(11s));
    b.m.show({}, {}, {}, at(12s));
    BOOST_TEST(b.of("iaqd_journal_wait_seconds") == 0);
}

BOOST_AUTO_TEST_CASE(head_age_runs_from_the_first_record_that_no_head_announces) {
    bench b;
    b.append(records::link_up{}, at(1s));
    b.append(records::link_up{}, at(5s));
    b.m.show({}, {}, {}, at(9s));
    BOOST_TEST(b.of("iaqd_journal_head_age_seconds") == 8);
    b.append(records::checkpoint_due{}, at(9s));
    b.m.show({}, {}, {}, at(20s));
    BOOST_TEST(b.of("iaqd_journal_head_age_seconds") == 0);
}

BOOST_AUTO_TEST_CASE(what_happens_is_counted_by_kind_and_rule) {
    bench b;
    records::refused refused;
    refused.violations = {{"FIELDS", {}, {}, {}}, {"PEOPLE", {}, {}, {}}};
    b.append(refused);
    b.append(records::send_begun{"i", "R", 1, false, "x"});
    b.append(records::send_begun{"i", "R", 2, true, "x"});
    b.append(records::send_refused{"i", model::sequence{1}, "no", false});
    b.append(records::session_refused{"no principal", 40});
    b.append(records::condition_changed{"clock_stepped", true, "back by 3 s"});
    b.append(records::condition_changed{"clock_stepped", false});
    b.m.reloaded(true);
    b.m.reloaded(false);
    BOOST_TEST(b.of("iaqd_refusals_total{rule=\"PEOPLE\"}") == 1);
    BOOST_TEST(b.of("iaqd_sends_total{attempt=\"again\",station=\"one\"}") == 1);
    BOOST_TEST(b.of("iaqd_send_refusals_total{kind=\"for now\",station=\"one\"}") == 1);
    BOOST_TEST(b.of("iaqd_log_ons_total{result=\"refused\"}") == 40);
    BOOST_TEST(b.of("iaqd_clock_steps_total") == 1);
    BOOST_TEST(b.of("iaqd_records_total{kind=\"condition_changed\"}") == 2);
    BOOST_TEST(b.of("iaqd_reloads_total{result=\"refused\"}") == 1);
}

BOOST_AUTO_TEST_CASE(what_a_rule_watches_for_its_increase_is_there_before_it_happens) {
    const bench b;
    for (const auto* const series :
         {R"(iaqd_log_ons_total{result="refused"})", R"(iaqd_log_ons_total{result="opened"})",
          R"(iaqd_reloads_total{result="in force"})", R"(iaqd_reloads_total{result="refused"})",
          "iaqd_log_lines_lost_total"}) {
        BOOST_TEST(b.of(series) == 0, series);
    }
}

BOOST_AUTO_TEST_CASE(gauges_show_what_stands_and_forget_what_is_gone) {
    bench b;
    model::measures now;
    now.now = utc_time{1000s};
    now.states = {{model::inquiry_state::queued, 2, utc_time{400s}}};
    now.lines = {{"one", true, true, 2, 1}};
    now.alerts = {{"link_down", "one", model::severity::critical, false}};
    now.certificates = {{"one", utc_time{1000s} + std::chrono::hours{36}}};
    b.m.show(now, {{"uid:1", 2, 3, 9}}, {}, at(1s));
    BOOST_TEST(b.of("iaqd_inquiries_oldest_seconds{state=\"QUEUED\"}") == 600);
    BOOST_TEST(b.of("iaqd_station_held{station=\"one\"}") == 1);
    BOOST_TEST(b.of("iaqd_condition{condition=\"link_down\",station=\"one\"}") == 1);
    BOOST_TEST(b.of("iaqd_condition{condition=\"disk_full\",station=\"\"}") == 0);
    BOOST_TEST(b.of("iaqd_certificate_days_left{station=\"one\"}") == 1.5);
    BOOST_TEST(b.of("iaqd_consumer_lag_deliveries{of=\"farthest\",principal=\"uid:1\"}") == 9);
    b.m.show({}, {}, {}, at(2s));
    BOOST_TEST(b.of("iaqd_station_held{station=\"one\"}") == -1);
    BOOST_TEST(b.of("iaqd_condition{condition=\"link_down\",station=\"one\"}") == -1);
}

BOOST_AUTO_TEST_SUITE_END()
