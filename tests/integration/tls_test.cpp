#include "support/pki.hpp"
#include "support/process.hpp"
#include "support/recording_proxy.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

/// The line under TLS with the real programs: nothing in clear, nobody else's certificate, and
/// files that are no good refused before anything starts.
using namespace iaq;
using namespace std::chrono_literals;
using testing::authority;
using testing::contents_of;
using testing::issued;
using testing::process;
using testing::program;
using testing::recording_proxy;
using testing::site;
using testing::state_of;
using testing::status_of;
using testing::usage;
using testing::write_file;

namespace {

constexpr int configuration_bad = 65;
const std::string subject = "TESTER";  // every subject's name begins so

const authority& state_ca() {
    static const authority one("TEST STATE ROOT");
    return one;
}

issued of_switch() {
    return state_ca().issue({.names = {"switch.test"}, .addresses = {"127.0.0.1"}});
}

/// PEM files and the switches that were started with some of them.
struct papers {
    papers() { put("ca.pem", state_ca().pem()); }

    std::string put(const std::string& name, const std::string& text, mode_t mode = 0600) const {
        const auto path = folder.file(name);
        write_file(path, text);
        BOOST_REQUIRE(::chmod(path.c_str(), mode) == 0);
        return path;
    }
    void put(const std::string& name, const issued& made) const {
        put(name + ".pem", made.certificate);
        put(name + ".key", made.key);
    }

    /// Starts a switch and returns its address; `shown` is empty for a plain one.
    std::string start_switch(const std::string& protocol, const std::string& shown,
                             const std::vector<std::string>& more = {},
                             const std::string& payload = "ofml") {
        put("scene", "switch on iaq : ack ; receipt ; answer\n");
        std::vector<std::string> words{
            program("iaq-switch"), "--listen", "127.0.0.1:0", "--quiet",
            "--protocol",          protocol,   "--scene",     folder.file("scene"),
            "--payload",           payload};
        if (!shown.empty()) {
            words.insert(words.end(), {"--tls-certificate", folder.file(shown + ".pem"),
                                       "--tls-key", folder.file(shown + ".key")});
        }
        words.insert(words.end(), more.begin(), more.end());
        switches.push_back(std::make_unique<process>(words, folder.file("switch.log")));
        const auto first = switches.back()->line(10s);
        BOOST_REQUIRE_MESSAGE(first && first->starts_with("listening "),
                              contents_of(folder.file("switch.log")));
        return first->substr(10);
    }

    [[nodiscard]] std::string tls_ca() const {
        return "tls_ca = \"" + folder.file("ca.pem") + "\"\n";
    }
    [[nodiscard]] std::string ours(const std::string& name) const {
        return "tls_certificate = \"" + folder.file(name + ".pem") + "\"\ntls_key = \"" +
               folder.file(name + ".key") + "\"\n";
    }

    testing::temporary_folder folder;
    std::vector<std::unique_ptr<process>> switches;
};

bool comes(const std::function<bool()>& done) {
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (!done() && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(20ms);
    }
    return done();
}

bool log_says(const site& s, const std::string& words) {
    return comes([&] { return contents_of(s.daemon_log()).find(words) != std::string::npos; });
}

/// Submits one inquiry and returns its id.
std::string submit(const site& s) {
    auto client = s.connect();
    const auto answer = client.call(testing::submission(1, "key-1", "T1"));
    BOOST_REQUIRE(answer.value().has_accepted());
    return answer.value().accepted().inquiry_id();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_tls)

BOOST_AUTO_TEST_CASE(an_inquiry_goes_and_is_answered_and_nobody_between_reads_a_name) {
    struct row {
        const char *protocol, *payload;
        std::string shown;
    };
    // The plain line shows that the recording would have the name.
    for (const auto& [protocol, payload, shown] :
         {row{"foxtalk", "ofml", "switch"}, row{"dmpp2020", "ofml", "switch"},
          row{"dmpp2020", "nlets_text", "switch"}, row{"foxtalk", "ofml", ""}}) {
        BOOST_TEST_CONTEXT(protocol << " " << payload << " " << shown) {
            papers p;
            p.put("switch", of_switch());
            recording_proxy between(p.start_switch(protocol, shown, {}, payload));
            const bool is_plain = shown.empty();
            site s{"",
                   payload,
                   1,
                   between.address(),
                   {.protocol = protocol, .station = is_plain ? "" : p.tls_ca()}};
            s.start();
            const auto id = submit(s);
            BOOST_TEST(comes([&] { return state_of(s, id) == v1::INQUIRY_STATE_ANSWERED; }));
            const auto station = status_of(s).stations(0);
            BOOST_TEST(station.under_tls() == !is_plain);
            BOOST_TEST(station.tls() == (is_plain ? "" : "TLSv1.3 TLS_AES_256_GCM_SHA384"));
            BOOST_TEST(s.stop() == 0);
            const auto seen = between.stop();
            BOOST_TEST(seen.size() > 1000U);
            BOOST_TEST((seen.find(subject) != std::string::npos) == is_plain);
            BOOST_TEST((seen.find(std::string{"\xFF\x00\xAA\x55", 4}) != std::string::npos) ==
                       is_plain);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_certificate_of_ours_is_shown_where_it_is_demanded) {
    papers p;
    p.put("switch", of_switch());
    p.put("ours", state_ca().issue({.for_use = usage::client}));
    const auto at = p.start_switch(
        "foxtalk", "switch", {"--tls-client-ca", p.folder.file("ca.pem"), "--tls-min", "1.2"});
    site with{"", "ofml", 1, at, {.station = p.tls_ca() + p.ours("ours")}};
    with.start();
    BOOST_TEST(comes([&] { return status_of(with).stations(0).up(); }));
    BOOST_TEST(with.stop() == 0);

    site without{"", "ofml", 1, at, {.station = p.tls_ca()}};
    without.start();
    const auto id = submit(without);
    BOOST_TEST(log_says(without, "TLS: the switch asks for a certificate of ours"));
    BOOST_TEST(state_of(without, id) == v1::INQUIRY_STATE_QUEUED);
    BOOST_TEST(without.stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_credential_is_found_by_its_name) {
    papers p;
    p.put("switch", of_switch());
    p.put("ours", state_ca().issue({.for_use = usage::client}));
    const auto at =
        p.start_switch("foxtalk", "switch", {"--tls-client-ca", p.folder.file("ca.pem")});
    site s{"",
           "ofml",
           1,
           at,
           {.station = "tls_ca = \"ca.pem\"\ntls_certificate = \"ours.pem\"\n"
                       "tls_key = \"ours.key\"\n"}};
    s.start({"/usr/bin/env", "CREDENTIALS_DIRECTORY=" + p.folder.path()});
    BOOST_TEST(comes([&] { return status_of(s).stations(0).up(); }));
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_switch_with_a_bad_certificate_gets_nothing_and_the_next_host_gets_all) {
    papers p;
    static const authority other("TEST OTHER ROOT");
    p.put("switch", of_switch());
    p.put("bad", other.issue({.addresses = {"127.0.0.1"}}));
    const auto bad = p.start_switch("foxtalk", "bad", {"--heard", p.folder.file("heard")});
    const auto id = [&] {
        site s{"", "ofml", 1, bad, {.station = p.tls_ca()}};
        s.start();
        auto queued = submit(s);
        BOOST_TEST(log_says(s, "TLS: no certificate in tls_ca vouches for the switch's"));
        BOOST_TEST(state_of(s, queued) == v1::INQUIRY_STATE_QUEUED);
        BOOST_TEST(!status_of(s).stations(0).up());
        BOOST_TEST(status_of(s).stations(0).tls() == "");
        BOOST_TEST(s.stop() == 0);
        return queued;
    }();
    BOOST_TEST(!id.empty());
    BOOST_TEST(contents_of(p.folder.file("heard")) == "");

    const auto good = p.start_switch("foxtalk", "switch");
    site s{"", "ofml", 1, bad + "\", \"" + good, {.station = p.tls_ca()}};
    s.start();
    const auto answered = submit(s);
    BOOST_TEST(comes([&] { return state_of(s, answered) == v1::INQUIRY_STATE_ANSWERED; }));
    BOOST_TEST(status_of(s).stations(0).peer() == good);
    BOOST_TEST(s.stop() == 0);
    BOOST_TEST(contents_of(p.folder.file("heard")) == "");
}

BOOST_AUTO_TEST_CASE(a_switch_and_a_station_that_do_not_both_speak_tls_never_come_up) {
    papers p;
    p.put("switch", of_switch());
    const auto plain = p.start_switch("foxtalk", "");
    site wants{"", "ofml", 1, plain, {.station = p.tls_ca()}};
    wants.start();
    BOOST_TEST(log_says(wants, "does the switch speak TLS here?"));
    BOOST_TEST(!status_of(wants).stations(0).up());
    BOOST_TEST(wants.stop() == 0);

    site wants_none{"", "ofml", 1, p.start_switch("foxtalk", "switch")};
    wants_none.start();
    BOOST_TEST(log_says(wants_none, "link_unreachable"));
    BOOST_TEST(!status_of(wants_none).stations(0).up());
    BOOST_TEST(wants_none.stop() == 0);
}

BOOST_AUTO_TEST_CASE(files_that_are_no_good_end_the_check_and_the_start_with_what_is_wrong) {
    papers p;
    const auto good = state_ca().issue({.for_use = usage::client});
    p.put("good", good);
    p.put("old", state_ca().issue({.until = -60, .for_use = usage::client}));
    p.put("mixed", issued{good.certificate, state_ca().issue({}).key});
    p.put("open.pem", good.certificate);
    p.put("open.key", good.key, 0640);
    p.put("words.pem", "no certificate\n");
    p.put("words.key", "no key\n");
    const auto file = [&](const std::string& name) { return p.folder.file(name); };
    struct row {
        std::string station, says;
    };
    const std::vector<row> rows{
        {"tls_ca = \"" + file("gone.pem") + "\"\n",
         "tls_ca " + file("gone.pem") + ": is not there"},
        {"tls_ca = \"" + file("words.pem") + "\"\n", "words.pem: holds no certificate in PEM"},
        {"tls_ca = \"ca.pem\"\n", "a relative path is a credential's name"},
        {p.tls_ca() + p.ours("mixed"), "mixed.key: is not the key of"},
        {p.tls_ca() + p.ours("open"), "open.key: others may read this key; chmod 600 it"},
        {p.tls_ca() + p.ours("words"), "words.pem: holds no certificate in PEM"},
        {p.tls_ca() + p.ours("none"), "tls_key " + file("none.key") + ": is not there"},
    };
    const auto at = p.start_switch("foxtalk", "", {"--heard", file("heard")});
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.says) {
            site s{"", "ofml", 1, at, {.station = r.station}};
            process check({program("iaqd"), "--config", s.config(), "--check-config"},
                          file("check.log"));
            BOOST_TEST(check.wait(20s).value_or(-1) == configuration_bad);
            const auto checked = contents_of(file("check.log"));
            BOOST_TEST(checked.find("station one: ") != std::string::npos, checked);
            BOOST_TEST(checked.find(r.says) != std::string::npos, checked);
            s.start({}, false);
            BOOST_TEST(s.daemon().wait(20s).value_or(-1) == configuration_bad);
            const auto log = contents_of(s.daemon_log());
            BOOST_TEST(log.find(r.says) != std::string::npos, log);
        }
    }
    BOOST_TEST(contents_of(file("heard")) == "");

    // A date alone does not keep the others waiting: it serves, and says whose line will be down.
    site late{"", "ofml", 1, at, {.station = p.tls_ca() + p.ours("old")}};
    process check({program("iaqd"), "--config", late.config(), "--check-config"},
                  file("check.log"));
    BOOST_TEST(check.wait(20s).value_or(-1) == configuration_bad);
    late.start();
    BOOST_TEST(log_says(late, "certificate_out_of_date"));
    BOOST_TEST(log_says(late, "old.pem: the certificate has expired"));
    BOOST_TEST(late.stop() == 0);

    site s{"", "ofml", 1, at, {.station = p.tls_ca() + p.ours("good")}};
    std::string said;
    BOOST_TEST(testing::run({program("iaqd"), "--config", s.config(), "--check-config"}, said) ==
               0);
    BOOST_TEST(said == "configuration is good\n");
}

BOOST_AUTO_TEST_SUITE_END()
