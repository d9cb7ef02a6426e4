#include "app/pages.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::app;

namespace {

model::measures quiet() {
    model::measures m;
    m.last = model::sequence{1042};
    m.open = 3;
    m.lines = {{"one", true, false, 0, 0}, {"two", false, true, 2, 0}};
    return m;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(app_pages)

BOOST_AUTO_TEST_CASE(health_is_good_until_the_journal_hangs) {
    BOOST_TEST(health_page(0s).status == 200U);
    BOOST_TEST(health_page(9s).body == "ok\n");
    const auto sick = health_page(12s);
    BOOST_TEST(sick.status == 503U);
    BOOST_TEST(sick.body == "journal: no answer from its thread for 12 s; the disk hangs\n");
}

BOOST_AUTO_TEST_CASE(ready_lists_each_reason_and_only_what_keeps_it_from_serving) {
    auto m = quiet();
    m.alerts = {{"link_down", "two", model::severity::critical, false}};
    BOOST_TEST(ready_page(m, 0s).status == 200U);  // it accepts, and what it accepts waits
    m.alerts.push_back({"disk_full", "", model::severity::critical, true});
    m.alerts.push_back({"queue_full", "one", model::severity::critical, true});
    m.stopping = true;
    const auto no = ready_page(m, 30s);
    BOOST_TEST(no.status == 503U);
    BOOST_TEST(no.body ==
               "stopping\njournal: no answer from its thread for 30 s; the disk hangs\n"
               "disk_full\nqueue_full one\n");
}

BOOST_AUTO_TEST_CASE(one_line_tells_a_service_manager_where_it_stands) {
    auto m = quiet();
    BOOST_TEST(status_words(m, 0s) == "1042 records, 3 open; one up, two DOWN HELD");
    m.stopping = true;
    m.alerts = {{"link_down", "two", model::severity::critical, false},
                {"disk_full", "", model::severity::critical, true}};
    BOOST_TEST(status_words(m, 11s) ==
               "stopping: 1042 records, 3 open; one up, two DOWN HELD; ALERT journal hangs, "
               "link_down two, disk_full");
}

BOOST_AUTO_TEST_CASE(a_hundred_stations_fit_one_line) {
    model::measures m;
    for (int i = 0; i < 100; ++i) {
        m.lines.push_back({"station" + std::to_string(i), true, false, 0, 0});
        m.alerts.push_back({"queue_full", "station" + std::to_string(i), {}, true});
    }
    const auto words = status_words(m, 0s);
    BOOST_TEST(words.size() < 250U);
    BOOST_TEST(words.find("and 96 more") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
