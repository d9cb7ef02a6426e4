#include "support/iaqctl.hpp"
#include "support/network_site.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

/// Files of the way in over the network, read anew by a daemon that serves there.
using namespace iaq;
using namespace std::chrono_literals;
using testing::ask_iaqctl;
using testing::authority;
using testing::cad_uri;
using testing::client_papers;
using testing::contents_of;
using testing::network_site;
using testing::put;

namespace {

bool answers(client::connection& line) {
    v1::ClientFrame hello;
    hello.mutable_hello()->set_program("test");
    const auto answer = line.call(hello, std::chrono::steady_clock::now() + 20s);
    return answer && answer.value().has_welcome();
}

bool comes_in(const network_site& s, const std::string& name) {
    auto opened = client::connection::open(s.as(name), 20s);
    return opened && answers(opened.value());
}

void changed(std::string text, const std::string& from, const std::string& to,
             const std::string& path) {
    const auto at = text.find(from);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, from << " is not in the file");
    put(path, text.replace(at, from.size(), to));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_network_reload)

BOOST_AUTO_TEST_CASE(a_list_read_anew_closes_who_was_taken_back_and_nobody_else) {
    network_site s;
    const auto lost = s.authorities().good();
    s.keep("lost", lost);
    s.start();
    auto stays = s.connect();
    auto goes = s.connect("lost");
    auto local = s.whole().connect();
    BOOST_TEST(answers(goes));
    s.keep("clients.crl", s.authorities().crl({.revoked = {lost.shown.serial}}));
    BOOST_TEST(answers(goes));  // nothing is read before it is asked for
    const auto done = ask_iaqctl(s.whole(), {"reload", "--reason", "laptop lost"});
    BOOST_TEST(done.code == 0, done.err);
    BOOST_TEST(!answers(goes));
    BOOST_TEST(!comes_in(s, "lost"));
    BOOST_TEST(answers(stays));
    BOOST_TEST(answers(local));
    BOOST_TEST(comes_in(s, "cad"));
    BOOST_TEST(s.log_says("was closed: after a reload: "));
}

BOOST_AUTO_TEST_CASE(a_new_certificate_of_the_gateway_is_shown_from_the_next_connection_on) {
    network_site s;
    s.start();
    auto stays = s.connect();
    const authority next("TEST NEXT GATEWAY ROOT");
    s.keep("gateway", client_papers{next.issue({.addresses = {"127.0.0.1"}}), {}});
    BOOST_TEST(ask_iaqctl(s.whole(), {"reload"}).code == 0);
    BOOST_TEST(!comes_in(s, "cad"));  // it trusts the authority before
    s.keep("gateway_ca.pem", next.pem());
    BOOST_TEST(comes_in(s, "cad"));
    BOOST_TEST(answers(stays));
}

BOOST_AUTO_TEST_CASE(a_bad_file_of_the_way_in_keeps_everything_as_it_was) {
    network_site s;
    s.start();
    auto stays = s.connect();
    const auto config = contents_of(s.whole().config());
    struct row {
        std::string name, file, text, says;
    };
    const authority other("TEST OTHER ROOT");
    const std::vector<row> rows{
        {"a list that is none", "clients.crl", "nonsense", "clients.crl"},
        {"a list of somebody else's", "clients.crl", other.list(), "clients.crl"},
        {"a list half written", "clients.crl", contents_of(s.file("clients.crl")).substr(0, 200),
         "clients.crl"},
        {"a key of another certificate", "gateway.key",
         other.issue({.addresses = {"127.0.0.1"}}).key, "gateway.key"},
        {"a certificate that has expired", "gateway.pem",
         other.issue({.addresses = {"127.0.0.1"}, .from = -7200, .until = -3600}).certificate,
         "gateway.pem"},
    };
    for (const auto& [name, file, text, says] : rows) {
        BOOST_TEST_CONTEXT(name) {
            const auto good = contents_of(s.file(file));
            s.keep(file, text);
            const auto refused = ask_iaqctl(s.whole(), {"reload"});
            BOOST_TEST(refused.code == 1);
            BOOST_TEST(refused.err.find(says) != std::string::npos, refused.err);
            BOOST_TEST(answers(stays));
            BOOST_TEST(comes_in(s, "cad"));
            s.keep(file, good);
        }
    }
    changed(config, "tls = \"127.0.0.1:0\"", "tls = \"127.0.0.1:7443\"", s.whole().config());
    const auto moved = ask_iaqctl(s.whole(), {"reload"});
    BOOST_TEST(moved.code == 1);
    BOOST_TEST(testing::says(moved.err, "[intake] tls cannot change while the daemon runs"));
    put(s.whole().config(), config);
    BOOST_TEST(ask_iaqctl(s.whole(), {"reload"}).code == 0);
    BOOST_TEST(answers(stays));
}

BOOST_AUTO_TEST_CASE(a_principal_of_the_network_that_is_taken_out_hears_why_and_is_closed) {
    network_site s;
    s.start();
    auto goes = s.connect();
    BOOST_TEST(answers(goes));
    const auto config = contents_of(s.whole().config());
    changed(config, cad_uri, cad_uri + "2", s.whole().config());
    BOOST_TEST(ask_iaqctl(s.whole(), {"reload"}).code == 0);
    const auto last = goes.receive(std::chrono::steady_clock::now() + 20s);
    BOOST_TEST_REQUIRE(last.has_value());
    BOOST_TEST(last.value().error().message() ==
               "this connection ends: the configuration has its principal no more");
    BOOST_TEST(!goes.receive(std::chrono::steady_clock::now() + 20s).has_value());
    BOOST_TEST(!comes_in(s, "cad"));
    put(s.whole().config(), config);
    BOOST_TEST(ask_iaqctl(s.whole(), {"reload"}).code == 0);
    BOOST_TEST(comes_in(s, "cad"));
}

BOOST_AUTO_TEST_CASE(what_has_expired_while_it_was_in_force_does_not_keep_other_files_out) {
    network_site s;
    const authority own("TEST BRIEF GATEWAY ROOT");
    s.keep("gateway_ca.pem", own.pem());
    s.keep("gateway", client_papers{own.issue({.addresses = {"127.0.0.1"}, .until = 8}), {}});
    const auto lost = s.authorities().good();
    s.keep("lost", lost);
    s.start();
    auto goes = s.connect("lost");
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (comes_in(s, "cad") && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(200ms);
    }
    BOOST_TEST(testing::status_of(s.whole()).standing_conditions_size() == 1);  // it expires
    s.keep("clients.crl", s.authorities().crl({.revoked = {lost.shown.serial}}));
    const auto done = ask_iaqctl(s.whole(), {"reload"});
    BOOST_TEST(done.code == 0, done.err);
    BOOST_TEST(!answers(goes));
    s.keep("gateway", client_papers{own.issue({.addresses = {"127.0.0.1"}}), {}});
    BOOST_TEST(ask_iaqctl(s.whole(), {"reload"}).code == 0);
    BOOST_TEST(comes_in(s, "cad"));
}

BOOST_AUTO_TEST_SUITE_END()
