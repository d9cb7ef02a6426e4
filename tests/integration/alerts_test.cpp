#include "support/iaqctl.hpp"
#include "support/site.hpp"
#include "support/watching.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <filesystem>
#include <string>

using namespace iaq;
using testing::ask_iaqctl;
using testing::contents_of;
using testing::put;
using testing::site;
using testing::submission;

namespace {

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

void submit(const site& s, int number) {
    const auto frame = submission(number, "k" + std::to_string(number), "officer");
    BOOST_TEST_REQUIRE(s.connect().call(frame).value().has_accepted());
}

/// Makes a reload refuse the files, so that a condition stands.
void spoil(const site& s) {
    put(s.config(), contents_of(s.config()) + "nonsense = 1\n");
    BOOST_TEST_REQUIRE(ask_iaqctl(s, {"reload"}).code == 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_alerts)

BOOST_AUTO_TEST_CASE(alerts_say_since_when_what_and_what_to_do_until_it_is_mended) {
    site s{"switch on iaq : ack\n"};
    s.start();
    const auto good = contents_of(s.config());
    BOOST_TEST(ask_iaqctl(s, {"alerts"}).out == "nothing stands\n");
    spoil(s);
    const auto told = ask_iaqctl(s, {"alerts"});
    BOOST_TEST(told.code == 0);
    BOOST_TEST(told.out.starts_with("WARNING configuration_refused since 20"), told.out);
    BOOST_TEST(holds(told.out, "The set before stays in force."));
    BOOST_TEST(holds(told.out, "Next: Mend what the log names"));
    // What stands is on record: it stands since then, over a restart as well; a start that reads
    // good files ends it.
    const auto since = told.out.substr(0, told.out.find('\n'));
    BOOST_TEST(ask_iaqctl(s, {"alerts"}).out.starts_with(since));
    put(s.config(), good);
    BOOST_TEST(ask_iaqctl(s, {"reload"}).code == 0);
    BOOST_TEST(ask_iaqctl(s, {"alerts"}).out == "nothing stands\n");
    spoil(s);
    put(s.config(), good);
    BOOST_TEST(s.stop() == 0);
    s.start();
    BOOST_TEST(ask_iaqctl(s, {"alerts"}).out == "nothing stands\n");
}

BOOST_AUTO_TEST_CASE(a_check_is_one_line_and_ends_as_bad_as_it_is) {
    site s{"switch on iaq : silent\n"};
    s.start();
    submit(s, 1);
    const auto good = ask_iaqctl(s, {"status", "--check"});
    BOOST_TEST(good.code == 0);
    BOOST_TEST(good.out.starts_with("IAQD OK - 1 open, 1 stations up | open=1 oldest_open="),
               good.out);
    BOOST_TEST(holds(good.out, " in_doubt=0 unmatched=0 sessions=1 records="));
    BOOST_TEST(good.out.find('\n') == good.out.size() - 1);
    spoil(s);
    const auto worse = ask_iaqctl(s, {"status", "--check"});
    BOOST_TEST(worse.code == 1);
    BOOST_TEST(worse.out.starts_with("IAQD WARNING - configuration_refused | open=1 "), worse.out);
    s.kill();
    const auto worst = ask_iaqctl(s, {"status", "--check"});
    BOOST_TEST(worst.code == 2);
    BOOST_TEST(worst.out.starts_with("IAQD CRITICAL - "), worst.out);
    BOOST_TEST(worst.out.find('\n') == worst.out.size() - 1);
}

BOOST_AUTO_TEST_CASE(a_daemon_whose_program_was_replaced_says_that_a_restart_is_due) {
    site s{"switch on iaq : silent\n"};
    const auto installed = s.folder().file("iaqd");
    std::filesystem::copy_file(testing::program("iaqd"), installed);
    testing::process daemon{{installed, "--config", s.config()}, s.daemon_log()};
    BOOST_TEST_REQUIRE(testing::listens(s.socket()));
    BOOST_TEST(testing::status_of(s).replaced_files_size() == 0);
    BOOST_TEST(!holds(ask_iaqctl(s, {"status"}).out, "RESTART"));
    // As a package manager puts the next version in its place.
    std::filesystem::copy_file(testing::program("iaqd"), installed + ".new");
    std::filesystem::rename(installed + ".new", installed);
    const auto status = testing::status_of(s);
    BOOST_TEST_REQUIRE(status.replaced_files_size() == 1);
    BOOST_TEST(status.replaced_files(0) == "iaqd");
    BOOST_TEST(holds(ask_iaqctl(s, {"status"}).out,
                     "\nRESTART DUE: replaced on the disk since the start: iaqd\n"));
    BOOST_TEST(holds(ask_iaqctl(s, {"--json", "status"}).out, "\"replaced_files\":[\"iaqd\"]"));
    const auto check = ask_iaqctl(s, {"status", "--check"});
    BOOST_TEST(check.code == 1);
    BOOST_TEST(check.out.starts_with("IAQD WARNING - restart due | "), check.out);
    daemon.signal(SIGTERM);
    BOOST_TEST(daemon.wait(std::chrono::seconds{30}).value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(a_support_bundle_says_what_is_in_it_and_holds_no_person_and_no_key) {
    site s{"switch on iaq : ack ; receipt after 10ms ; answer after 20ms\n"};
    testing::with_admin(s);
    // An administrator's note, of the kind that should not be there and is.
    put(s.config(), contents_of(s.config()) + "# QXMARK called about this\n");
    s.start();
    const auto port = std::to_string(testing::admin_port(s));
    auto as_told = contents_of(s.config());
    as_told.replace(as_told.find("127.0.0.1:0"), 11, "127.0.0.1:" + port);
    put(s.folder().file("as_told.toml"), as_told + "signing_key = \"/place/QXMARK\"\n");
    for (int i = 1; i <= 3; ++i) {
        submit(s, i);
    }
    const auto file = s.folder().file("bundle.txt");
    const auto made =
        ask_iaqctl(s, {"support-bundle", file, "--config", s.folder().file("as_told.toml")});
    BOOST_TEST(made.code == 0);
    BOOST_TEST(made.out == file + " written; read it before you pass it on\n");
    const auto text = contents_of(file);
    BOOST_TEST(text.starts_with("Support bundle of iaqd. Read it before you pass it on"));
    for (const auto* const part :
         {"versions", "configuration", "state", "metrics", "journal", "log"}) {
        BOOST_TEST(holds(text, std::string{"\n===== "} + part + "\n"), part);
    }
    BOOST_TEST(holds(text, "iaqctl 0."));
    BOOST_TEST(holds(text, "\nname = \"one\"\n"));
    BOOST_TEST(holds(text, "\"stations\": ["));
    BOOST_TEST(holds(text, "\niaqd_ready 1\n"));
    BOOST_TEST(holds(text, "signing_key = \"(a file)\"\n"));
    for (const auto* const secret : {"QXMARK", "TESTER", "OFFICER, SOME", "8165550100", "PAT"}) {
        BOOST_TEST(!holds(text, secret), secret);
    }
    // Without a daemon it is made as well, and says what is missing.
    BOOST_TEST(s.stop() == 0);
    const auto dead = ask_iaqctl(s, {"support-bundle", "-", "--config", s.config()});
    BOOST_TEST(dead.code == 0);
    BOOST_TEST(holds(dead.out, "\n===== configuration\n"));
    BOOST_TEST(holds(dead.out, "nobody answers at "));
}

BOOST_AUTO_TEST_SUITE_END()
