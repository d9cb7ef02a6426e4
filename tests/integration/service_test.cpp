#include "observe/metrics.hpp"
#include "support/iaqctl.hpp"
#include "support/network_site.hpp"
#include "support/officers.hpp"
#include "support/site.hpp"
#include "support/watching.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

using namespace iaq;
using namespace std::chrono_literals;
using testing::admin_port;
using testing::http_get;
using testing::http_until;
using testing::notify_ear;
using testing::number_in;
using testing::site;
using testing::submission;
using testing::with_admin;

namespace {

/// The words before the daemon's own that start it as a service manager would.
std::vector<std::string> as_a_service(const notify_ear& ear, const std::string& watchdog = {}) {
    std::vector<std::string> words{"/usr/bin/env", "NOTIFY_SOCKET=" + ear.name()};
    if (!watchdog.empty()) {
        words.push_back("WATCHDOG_USEC=" + watchdog);
    }
    return words;
}

/// The same, with the second half of its syncs hanging for so long, once. Detached (-D), so that
/// what ends it is the daemon's own end.
std::vector<std::string> with_a_sync_that_hangs(const site& s, std::vector<std::string> before,
                                                const std::string& microseconds) {
    const std::vector<std::string> more{
        "ASAN_OPTIONS=detect_leaks=0",
        "/usr/bin/strace",
        "-D",
        "-f",
        "-qq",
        "-o",
        s.folder().file("strace.log"),
        "-e",
        "trace=fdatasync",
        "-e",
        "inject=fdatasync:delay_exit=" + microseconds + ":when=12..12",
        "--"};
    before.insert(before.end(), more.begin(), more.end());
    return before;
}

bool accepts(const site& s, int number) {
    auto client = s.connect();
    const auto answer = client.call(submission(number, "k" + std::to_string(number), "officer"),
                                    std::chrono::steady_clock::now() + 60s);
    return answer && answer.value().has_accepted();
}

std::size_t count_of(const std::vector<std::string>& heard, const std::string& words) {
    return static_cast<std::size_t>(std::ranges::count_if(
        heard, [&](const auto& text) { return text.find(words) != std::string::npos; }));
}

/// Takes what is delivered until so many of a kind have come. Returns the last one's cursor.
std::string cursor_after(client::connection& follower, int how_many, v1::DeliveryKind kind) {
    std::string cursor;
    for (int come = 0; come < how_many;) {
        const auto frame = follower.receive(std::chrono::steady_clock::now() + 20s);
        BOOST_TEST_REQUIRE(frame.has_value());
        cursor = frame.value().delivery().cursor();
        come += frame.value().delivery().kind() == kind ? 1 : 0;
    }
    return cursor;
}

/// Something of everything that is counted: three inquiries are answered and one is refused by the
/// switch, one by policy; a client takes what it is owed, asks for what is not there, reloads.
void happen(const site& s) {
    auto follower = s.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("screen");
    BOOST_TEST_REQUIRE(follower.call(subscribe).value().has_done());
    for (int i = 1; i <= 3; ++i) {
        BOOST_TEST(accepts(s, i));
    }
    cursor_after(follower, 3, v1::DELIVERY_KIND_ANSWERED);
    BOOST_TEST(accepts(s, 4));  // which the switch refuses
    v1::ClientFrame take;
    take.mutable_take()->set_consumer("screen");
    take.mutable_take()->set_cursor(cursor_after(follower, 1, v1::DELIVERY_KIND_REJECTED));
    BOOST_TEST(follower.call(take).value().has_done());
    BOOST_TEST(testing::ask_iaqctl(s, {"reload"}).code == 0);
    auto bad = submission(9, "k9", "officer");
    bad.mutable_submit()->clear_offense();
    BOOST_TEST(s.connect().call(bad).value().has_refused());
    v1::ClientFrame unknown;
    unknown.mutable_get()->set_inquiry_id("none");
    BOOST_TEST(s.connect().call(unknown).value().has_error());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_service)

BOOST_AUTO_TEST_CASE(
    a_service_manager_hears_ready_only_when_clients_may_come_and_stopping_at_once) {
    for (const bool abstract : {false, true}) {
        site s{"switch on iaq : ack\n"};
        notify_ear ear{(abstract ? "@" : "") + s.folder().file("notify")};
        s.start(as_a_service(ear), false);
        BOOST_TEST_REQUIRE(ear.hears("READY=1", 20s));
        // Whoever waited for it may connect now.
        BOOST_TEST(client::connection::open(s.socket()).has_value());
        BOOST_TEST(count_of(ear.heard(), "STATUS=reading the journal") == 1U);
        BOOST_TEST(ear.hears("one up", 20s));
        BOOST_TEST(accepts(s, 1));
        BOOST_TEST(ear.hears(" 1 open; one up", 20s));
        BOOST_TEST(count_of(ear.heard(), "WATCHDOG=1") == 0U);  // it asked for none
        BOOST_TEST(s.stop() == 0);
        BOOST_TEST(ear.hears("STOPPING=1", 1s));
        BOOST_TEST(count_of(ear.heard(), "TESTER") == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_daemon_that_cannot_start_is_never_ready) {
    site s{"switch on iaq : ack\n"};
    notify_ear ear{s.folder().file("notify")};
    testing::write_file(s.config(), testing::contents_of(s.config()) + "nonsense = 1\n");
    s.start(as_a_service(ear), false);
    BOOST_TEST(s.daemon().wait(20s).value_or(-1) == 65);
    BOOST_TEST(count_of(ear.heard(), "READY=1") == 0U);
}

BOOST_AUTO_TEST_CASE(the_watchdog_hears_nothing_while_a_sync_hangs_but_health_and_metrics_answer) {
    site s{"switch on iaq : ack\n"};
    with_admin(s);
    s.start();
    BOOST_TEST_REQUIRE(s.stop() == 0);
    notify_ear ear{s.folder().file("notify")};
    s.start(with_a_sync_that_hangs(s, as_a_service(ear, "2000000"), "16000000"), false);
    BOOST_TEST_REQUIRE(ear.hears("READY=1", 20s));
    BOOST_TEST(ear.hears("WATCHDOG=1", 5s));
    const auto port = admin_port(s);
    // Records come until one of their syncs hangs.
    std::thread works{[&] {
        for (int i = 1; i <= 20; ++i) {
            accepts(s, i);
        }
    }};
    const auto sick = http_until(port, "/healthz", 503, 60s);
    BOOST_TEST(sick.status == 503);
    BOOST_TEST(sick.body.find("journal: no answer from its thread for 1") != std::string::npos);
    BOOST_TEST(http_get(port, "/readyz").status == 503);
    const auto numbers = http_get(port, "/metrics").body;
    BOOST_TEST(number_in(numbers, "iaqd_journal_silence_seconds").value_or(0) >= 10);
    BOOST_TEST(number_in(numbers, "iaqd_journal_wait_seconds").value_or(0) >= 10);
    BOOST_TEST(number_in(numbers, "iaqd_ready").value_or(1) == 0);
    ear.forget();
    std::this_thread::sleep_for(2s);  // what the watchdog allows
    BOOST_TEST(count_of(ear.heard(), "WATCHDOG=1") == 0U);
    BOOST_TEST(count_of(ear.heard(), "journal hangs") <= 1U);
    // The disk comes back: so does the pulse, and nothing was lost.
    works.join();
    BOOST_TEST(http_until(port, "/healthz", 200, 20s).status == 200);
    BOOST_TEST(ear.hears("WATCHDOG=1", 5s));
    const auto log = testing::contents_of(s.daemon_log());
    BOOST_TEST(log.find("<1>journal_hangs: ") != std::string::npos);
    BOOST_TEST(log.find("<5>journal_answers: ") != std::string::npos);
    BOOST_TEST(testing::status_of(s).head() > 40U);
}

BOOST_AUTO_TEST_CASE(ready_says_why_not_and_numbers_are_told_while_it_stops) {
    site s{"switch on iaq : silent\n"};
    with_admin(s);
    s.start();
    const auto port = admin_port(s);
    BOOST_TEST(http_get(port, "/readyz").body == "ready\n");
    BOOST_TEST(http_get(port, "/nothing").status == 404);
    BOOST_TEST(accepts(s, 1));
    std::this_thread::sleep_for(500ms);  // it left, and nobody acknowledges it: the drain waits
    s.daemon().signal(SIGTERM);
    const auto stopping = http_until(port, "/readyz", 503, 5s);
    BOOST_TEST(stopping.body == "stopping\n");
    BOOST_TEST(http_get(port, "/healthz").body == "ok\n");
    BOOST_TEST(number_in(http_get(port, "/metrics").body, "iaqd_ready").value_or(1) == 0);
    BOOST_TEST(s.daemon().wait(30s).value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(every_metric_is_scraped_and_counts_what_happened) {
    testing::network_wish wish;
    wish.scene =
        "switch on iaq n=4 : nak \"NOT KNOWN\"\n"
        "switch on iaq : ack ; receipt after 10ms ; answer after 20ms\n";
    testing::network_site whole{wish};
    auto& s = whole.whole();
    with_admin(s);
    s.start();
    const auto port = admin_port(s);
    happen(s);
    static_cast<void>(http_get(port, "/nothing"));

    std::this_thread::sleep_for(1100ms);  // a scrape is kept for a second
    const auto numbers = http_get(port, "/metrics").body;
    const auto of = [&](const std::string& series) {
        return number_in(numbers, series).value_or(-1);
    };
    for (const auto& shape : observe::metric_shapes()) {
        const std::string name{shape.name};
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST(numbers.find("\n# TYPE " + name + " ") != std::string::npos);
        }
    }
    BOOST_TEST(of("iaqd_admissions_total{state=\"QUEUED\"}") == 4);
    BOOST_TEST(of("iaqd_inquiries{state=\"ANSWERED\"}") == 3);
    BOOST_TEST(of("iaqd_inquiries{state=\"IN_DOUBT\"}") == 0);
    BOOST_TEST(of("iaqd_accept_seconds_count") == 4);
    BOOST_TEST(of("iaqd_acknowledge_seconds_count{station=\"one\"}") == 3);
    BOOST_TEST(of("iaqd_receipt_seconds_count{station=\"one\"}") == 3);
    BOOST_TEST(of("iaqd_answer_seconds_count{station=\"one\"}") == 3);
    BOOST_TEST(of("iaqd_delivery_seconds_count") >= 9);
    BOOST_TEST(of("iaqd_sends_total{attempt=\"first\",station=\"one\"}") == 4);
    BOOST_TEST(of("iaqd_send_refusals_total{kind=\"permanent\",station=\"one\"}") == 1);
    BOOST_TEST(of("iaqd_reloads_total{result=\"in force\"}") == 1);
    BOOST_TEST(of("iaqd_reloads_total{result=\"refused\"}") == 0);
    BOOST_TEST(of("iaqd_certificate_days_left{station=\"\"}") > 0);
    BOOST_TEST(of("iaqd_replies_total{station=\"one\"}") == 6);
    BOOST_TEST(of("iaqd_deliveries_total{kind=\"ANSWERED\"}") == 3);
    BOOST_TEST(of("iaqd_refusals_total{rule=\"FIELDS\"}") >= 1);
    BOOST_TEST(of("iaqd_errors_total{code=\"NOT_FOUND\"}") == 1);
    BOOST_TEST(of("iaqd_station_up{station=\"one\"}") == 1);
    BOOST_TEST(of("iaqd_station_changes_total{station=\"one\",to=\"up\"}") == 1);
    BOOST_TEST(of("iaqd_http_requests_total{status=\"404\"}") == 1);
    BOOST_TEST(of("iaqd_condition{condition=\"disk_full\",station=\"\"}") == 0);
    BOOST_TEST(of("iaqd_journal_records") > 20);
    BOOST_TEST(of("iaqd_disk_free_bytes") > 0);
    BOOST_TEST(of("process_resident_memory_bytes") > 1'000'000);
    const auto uid = "uid:" + std::to_string(::getuid());
    BOOST_TEST(of("iaqd_consumers{principal=\"" + uid + "\"}") == 1);
    BOOST_TEST(of("iaqd_consumer_lag_deliveries{of=\"nearest\",principal=\"" + uid + "\"}") == 0);
    BOOST_TEST(numbers.find("screen") == std::string::npos);  // a client's word is no label
    BOOST_TEST(numbers.find("TESTER") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
