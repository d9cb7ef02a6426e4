#include "observe/metrics.hpp"

#include <boost/test/unit_test.hpp>

#include <cctype>
#include <set>
#include <string>

using namespace iaq;
using observe::metric;
using observe::metrics;

namespace {

bool has(const std::string& text, const std::string& line) {
    return text.find(line + "\n") != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(observe_metrics)

BOOST_AUTO_TEST_CASE(counters_gauges_and_histograms_are_told_in_the_text_form) {
    metrics m;
    m.add(metric::records, {"send_begun"});
    m.add(metric::records, {"send_begun"}, 2);
    m.set(metric::line_up, 1, {"stjoe"});
    m.observe(metric::sync_time, 0.003);
    m.observe(metric::answer_time, 90, {"stjoe"});
    const auto text = m.text();
    BOOST_TEST(has(text, "# TYPE iaqd_records_total counter"));
    BOOST_TEST(has(text, "iaqd_records_total{kind=\"send_begun\"} 3"));
    BOOST_TEST(has(text, "iaqd_station_up{station=\"stjoe\"} 1"));
    BOOST_TEST(has(text, "iaqd_journal_sync_seconds_bucket{le=\"0.002\"} 0"));
    BOOST_TEST(has(text, "iaqd_journal_sync_seconds_bucket{le=\"0.005\"} 1"));
    BOOST_TEST(has(text, "iaqd_journal_sync_seconds_count 1"));
    BOOST_TEST(has(text, "iaqd_answer_seconds_bucket{station=\"stjoe\",le=\"120\"} 1"));
    BOOST_TEST(has(text, "iaqd_answer_seconds_sum{station=\"stjoe\"} 90"));
}

BOOST_AUTO_TEST_CASE(a_metric_without_labels_is_there_before_anything_happened) {
    const auto text = metrics{}.text();
    for (const auto& shape : observe::metric_shapes()) {
        if (shape.labels.empty()) {
            BOOST_TEST_CONTEXT(shape.name) {
                BOOST_TEST(text.find("\n" + std::string{shape.name}) != std::string::npos);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(g7_series_of_one_metric_do_not_grow_without_end) {
    metrics m;
    for (int i = 0; i < 10'000; ++i) {
        m.add(metric::refusals, {"RULE" + std::to_string(i)});
    }
    const auto text = m.text();
    std::size_t count = 0;
    for (auto at = text.find("\niaqd_refusals_total{"); at != std::string::npos;
         at = text.find("\niaqd_refusals_total{", at + 1)) {
        ++count;
    }
    BOOST_TEST(count == metrics::series_max + 1);
    BOOST_TEST(has(text, "iaqd_refusals_total{rule=\"other\"} " +
                             std::to_string(10'000 - metrics::series_max)));
}

BOOST_AUTO_TEST_CASE(what_is_gone_does_not_stand_there_for_ever) {
    metrics m;
    m.set(metric::line_up, 1, {"old"});
    m.clear(metric::line_up);
    m.set(metric::line_up, 1, {"new"});
    const auto text = m.text();
    BOOST_TEST(text.find("\"old\"") == std::string::npos);
    BOOST_TEST(has(text, "iaqd_station_up{station=\"new\"} 1"));
}

BOOST_AUTO_TEST_CASE(a_label_is_quoted_as_prometheus_asks) {
    metrics m;
    m.set(metric::line_up, 1, {"a\"b\\c\nd"});
    BOOST_TEST(has(m.text(), "iaqd_station_up{station=\"a\\\"b\\\\c\\nd\"} 1"));
}

BOOST_AUTO_TEST_CASE(names_are_prometheus_own_and_each_is_explained) {
    std::set<std::string_view> names;
    for (const auto& shape : observe::metric_shapes()) {
        BOOST_TEST_CONTEXT(shape.name) {
            BOOST_TEST(names.insert(shape.name).second);
            BOOST_TEST((shape.name.starts_with("iaqd_") || shape.name.starts_with("process_")));
            const bool counts = shape.kind == observe::metric_kind::counter;
            BOOST_TEST(shape.name.ends_with("_total") == counts);
            const bool times = shape.kind == observe::metric_kind::histogram;
            BOOST_TEST((!times || shape.name.ends_with("_seconds")));
            BOOST_TEST(shape.help.ends_with("."));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
