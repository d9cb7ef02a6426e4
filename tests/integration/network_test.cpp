#include "support/network_site.hpp"
#include "support/recording_proxy.hpp"

#include <boost/test/unit_test.hpp>

#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

/// Clients over the network with the real programs: who comes in, who does not, and what is said
/// about it to whom.
using namespace iaq;
using namespace std::chrono_literals;
using testing::authority;
using testing::cad_uri;
using testing::client_papers;
using testing::good_client;
using testing::network_client;
using testing::network_site;
using testing::network_wish;
using testing::process;
using testing::program;

namespace {

constexpr int configuration_bad = 65;
constexpr long a_day = 86'400;

v1::ClientFrame hello() {
    v1::ClientFrame frame;
    frame.mutable_hello()->set_program("test");
    return frame;
}

struct ended {
    int code = -1;
    std::string out, err;
};

/// Runs iaqctl over the network with NAME's papers.
ended iaqctl(const network_site& s, const std::string& name, std::vector<std::string> words,
             const std::string& ca = "gateway_ca.pem") {
    std::vector<std::string> all{
        program("iaqctl"),     "--tls", s.place(), "--cert", s.file(name + ".pem"), "--key",
        s.file(name + ".key"), "--ca",  s.file(ca)};
    all.insert(all.end(), words.begin(), words.end());
    process one(all, s.file("iaqctl.err"));
    ended how;
    while (const auto line = one.line(20s)) {
        how.out += *line + "\n";
    }
    how.code = one.wait(20s).value_or(-1);
    how.err = testing::contents_of(s.file("iaqctl.err"));
    return how;
}

/// Returns what `iaqd --check-config` says, and its code.
std::pair<int, std::string> check(network_site& s) {
    process one({program("iaqd"), "--config", s.whole().config(), "--check-config"},
                s.file("check.log"));
    const auto code = one.wait(20s).value_or(-1);
    return {code, testing::contents_of(s.file("check.log"))};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_network)

BOOST_AUTO_TEST_CASE(a_client_with_a_certificate_asks_and_is_answered_and_nobody_between_reads_it) {
    network_site s;
    s.start();
    testing::recording_proxy between(s.place());
    {
        auto place = s.as("cad");
        place.address = between.address();
        auto opened = client::connection::open(place, 20s);
        BOOST_REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().text));
        auto client = std::move(opened).value();
        const auto welcome = client.call(hello());
        BOOST_TEST(welcome.value().welcome().principal() == cad_uri);
        v1::ClientFrame subscribe;
        subscribe.mutable_subscribe()->set_consumer("cad");
        BOOST_TEST(client.call(subscribe).value().has_done());
        auto ask = testing::submission(1, "key-1", "T1");
        ask.set_acting_user("dispatcher 7");
        const auto accepted = client.call(ask);
        BOOST_REQUIRE(accepted.value().has_accepted());
        for (;;) {
            const auto next = client.receive(std::chrono::steady_clock::now() + 60s);
            BOOST_REQUIRE(next.has_value());
            if (next.value().delivery().kind() == v1::DELIVERY_KIND_ANSWERED) {
                break;
            }
        }
    }
    BOOST_TEST(testing::status_of(s.whole()).intake_tls() == "1.3");
    BOOST_TEST(s.whole().stop() == 0);
    const auto seen = between.stop();
    BOOST_TEST(seen.size() > 1000U);
    BOOST_TEST(seen.find("TESTER") == std::string::npos);
    BOOST_TEST(seen.find("MO0110100") == std::string::npos);
    std::string kept;
    auto words = s.whole().read_journal("cat");
    words.emplace_back("--json");
    BOOST_TEST(testing::run(words, kept) == 0);
    BOOST_TEST(kept.find(cad_uri) != std::string::npos);
    BOOST_TEST(kept.find("dispatcher 7") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_faulty_certificate_is_refused_and_logged_and_its_owner_told_nothing) {
    network_site s;
    s.start();
    const auto faults = s.authorities().faults();
    BOOST_TEST(faults.size() >= 40U);
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const auto& fault = faults[i];
        BOOST_TEST_CONTEXT(fault.what) {
            // An address of its own for each: of one, the same reason is said once a minute.
            const auto from = "127.0.1." + std::to_string(i + 1);
            network_client client(s.place(), {.shows = fault.papers}, from);
            client.say(std::string{"\x04\x08\x01\x72\x00", 5});  // a call, before the verdict
            BOOST_TEST(client.hear_to_the_end(20s));
            BOOST_TEST(client.heard() == "");
            const bool shown = fault.says != "no certificate was shown";
            BOOST_TEST(client.refusal() == (shown ? "sslv3 alert handshake failure"
                                                  : "tlsv13 alert certificate required"));
            BOOST_TEST(s.log_says("intake: " + from + " was turned away: " + fault.says +
                                  (shown ? ", certificate SHA-256 " : " (1 times)\n")));
        }
    }
    BOOST_TEST(testing::status_of(s.whole()).sessions() == 1U);  // the one that asks
    auto good = s.connect();
    BOOST_TEST(good.call(hello()).value().has_welcome());
    // Nothing that stands in a certificate is in the log.
    for (const auto* const words : {"spiffe", "MO0999900", "cad.agency.example", "TEST "}) {
        BOOST_TEST(s.log().find(words) == std::string::npos, words);
    }
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(the_same_refusal_of_one_peer_is_said_once) {
    network_site s;
    s.start();
    for (int i = 0; i < 5; ++i) {
        network_client client(s.place(), {.shows = s.authorities().revoked()}, "127.0.2.1");
        BOOST_TEST(client.hear_to_the_end(20s));
    }
    BOOST_TEST(s.log_says("127.0.2.1 was turned away: it is revoked"));
    const auto text = s.log();
    const auto first = text.find("127.0.2.1 was turned away");
    BOOST_TEST(text.find("127.0.2.1 was turned away", first + 1) == std::string::npos);
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_principal_asks_for_its_own_oris_only_and_has_its_own_rights_only) {
    network_site s;
    s.start();
    auto client = s.connect();
    auto ask = testing::submission(1, "key-1", "T1");
    ask.set_acting_user("dispatcher 7");
    ask.mutable_submit()->set_ori("MO0999900");
    BOOST_TEST(client.call(ask).value().error().code() == v1::ERROR_CODE_FORBIDDEN);
    v1::ClientFrame hold;
    hold.mutable_operate()->set_operation(v1::OPERATION_HOLD);
    hold.mutable_operate()->set_station("one");
    hold.mutable_operate()->set_reason("test");
    BOOST_TEST(client.call(hold).value().error().code() == v1::ERROR_CODE_FORBIDDEN);
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(keys_of_idempotency_are_of_the_principal_not_of_the_way_in) {
    network_site s;
    s.start();
    auto remote = s.connect();
    auto local = s.whole().connect();
    const auto ask = testing::submission(1, "key-1", "T1");
    const auto first = remote.call(ask).value().accepted().inquiry_id();
    BOOST_TEST(!first.empty());
    auto again = s.connect();
    BOOST_TEST(again.call(ask).value().accepted().inquiry_id() == first);
    BOOST_TEST(local.call(ask).value().accepted().inquiry_id() != first);
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(iaqctl_works_over_the_network_and_says_why_it_cannot) {
    network_site s;
    s.start();
    s.keep("revoked", s.authorities().revoked());
    s.keep("mine", s.authorities().good_by_branch());
    const auto good = iaqctl(s, "mine", {"status"});
    BOOST_TEST(good.code == 0, good.err);
    BOOST_TEST(good.out.find("network under TLS 1.3 or more") != std::string::npos, good.out);
    const auto refused = iaqctl(s, "revoked", {"status"});
    BOOST_TEST(refused.code == 3);
    BOOST_TEST(refused.err.find("the gateway does not take our certificate") != std::string::npos,
               refused.err);
    const auto stranger = iaqctl(s, "mine", {"status"}, "clients.pem");
    BOOST_TEST(stranger.code == 3);
    BOOST_TEST(
        stranger.err.find("no certificate in --ca vouches for the gateway's") != std::string::npos,
        stranger.err);
    BOOST_REQUIRE(::chmod(s.file("mine.key").c_str(), 0644) == 0);
    const auto open_key = iaqctl(s, "mine", {"status"});
    BOOST_TEST(open_key.code == 2);
    BOOST_TEST(open_key.err.find("others may read this key") != std::string::npos, open_key.err);
    const auto missing = iaqctl(s, "nobody", {"status"});
    BOOST_TEST(missing.code == 2);
    BOOST_TEST(s.whole().stop() == 0);
    const auto gone = iaqctl(s, "cad", {"status"});
    BOOST_TEST(gone.code == 3);
}

BOOST_AUTO_TEST_CASE(the_keys_of_a_trial_let_a_client_in_until_it_is_taken_back) {
    const testing::temporary_folder folder;
    const auto trial = folder.file("trial");
    const auto keys = [&](std::vector<std::string> words) {
        words.insert(words.begin(), std::string{IAQ_SOURCE_DIR} + "/tools/keys");
        std::string out;
        return testing::run(words, out);
    };
    BOOST_REQUIRE(keys({"init", trial}) == 0);
    BOOST_REQUIRE(keys({"client", trial, "cad", cad_uri}) == 0);
    BOOST_TEST(keys({"client", trial, "cad", cad_uri}) != 0);  // nothing is written over
    BOOST_TEST(keys({"client", trial, "two", cad_uri + ",URI:urn:x"}) != 0);
    testing::spoken line;
    line.intake = "tls = \"127.0.0.1:0\"\ncertificate = \"" + trial + "/server.pem\"\nkey = \"" +
                  trial + "/server.key\"\nclient_ca = \"" + trial + "/ca.pem\"\ncrl = \"" + trial +
                  "/clients.crl\"\n";
    line.others = "master_key = \"" + trial + "/master.key\"\nsigning_key = \"" + trial +
                  "/signing.pem\"\n[[principal]]\nuri = \"" + cad_uri +
                  "\"\noris = [\"MO0110100\"]\nrights = [\"read\"]\n";
    testing::site s{"", "ofml", 1, "", line};
    const auto asks = [&] {
        const client::network_place place{testing::place_of(s), trial + "/cad.pem",
                                          trial + "/cad.key", trial + "/ca.pem"};
        auto opened = client::connection::open(place, 20s);
        return opened.has_value() && opened.value().call(hello()).has_value();
    };
    s.start();
    BOOST_TEST(asks());
    BOOST_TEST(s.stop() == 0);
    BOOST_REQUIRE(keys({"revoke", trial, "cad"}) == 0);
    s.start();
    BOOST_TEST(!asks());
    BOOST_TEST(testing::contents_of(s.daemon_log()).find("it is revoked") != std::string::npos);
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(tls_1_2_is_taken_where_the_configuration_says_so_and_shown) {
    network_site s({.intake = "tls_min = \"1.2\"\n"});
    s.start();
    network_client old(s.place(), {.shows = s.authorities().good(), .highest = TLS1_2_VERSION});
    old.say(std::string{"\x04\x08\x01\x7a\x00", 5});
    BOOST_TEST(testing::status_of(s.whole()).intake_tls() == "1.2");
    BOOST_TEST(testing::status_of(s.whole()).sessions() == 2U);
    BOOST_TEST(s.log().find("TLS 1.2 at least") != std::string::npos);
    BOOST_TEST(s.whole().stop() == 0);

    network_site strict;
    strict.start();
    network_client refused(strict.place(),
                           {.shows = s.authorities().good(), .highest = TLS1_2_VERSION});
    BOOST_TEST(refused.hear_to_the_end(20s));
    BOOST_TEST(refused.refusal() == "tlsv1 alert protocol version");
    BOOST_TEST(strict.log_says("was turned away: TLS 1.3 was not spoken"));
    BOOST_TEST(strict.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(files_that_are_no_good_end_the_check_and_the_start_with_what_is_wrong) {
    const authority other("TEST OTHER ROOT");
    struct row {
        std::string file, text, says;
    };
    const std::vector<row> rows{
        {"gateway.pem", "words", "gateway.pem: holds no certificate in PEM"},
        {"gateway.key", other.issue({}).key, "gateway.key: is not the key of "},
        {"clients.pem", other.issue(good_client()).certificate, "is no authority's"},
        {"clients.crl", other.list(), "holds no revocation list of certificate 1 in client_ca"},
        {"clients.crl", "", "clients.crl: holds no revocation list in PEM"},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.says) {
            network_site s;
            s.keep(r.file, r.text);
            const auto [code, said] = check(s);
            BOOST_TEST(code == configuration_bad);
            BOOST_TEST(said.find("intake: ") != std::string::npos, said);
            BOOST_TEST(said.find(r.says) != std::string::npos, said);
            s.whole().start({}, false);
            BOOST_TEST(s.whole().daemon().wait(20s).value_or(-1) == configuration_bad);
            BOOST_TEST(s.log().find(r.says) != std::string::npos, s.log());
        }
    }
    network_site open_key;
    BOOST_REQUIRE(::chmod(open_key.file("gateway.key").c_str(), 0640) == 0);
    const auto [code, said] = check(open_key);
    BOOST_TEST(code == configuration_bad);
    BOOST_TEST(said.find("others may read this key; chmod 600 it") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(an_old_list_is_warned_of_and_then_lets_nobody_in_while_the_socket_serves) {
    network_site late;
    late.keep("clients.crl", late.authorities().root().list({.issued = -3 * a_day, .next = -3600}));
    const auto [good, nothing] = check(late);
    BOOST_TEST(good == 0, nothing);
    late.start();
    BOOST_TEST(late.log_says("a revocation list should have been replaced by "));
    auto still = late.connect();
    BOOST_TEST(still.call(hello()).value().has_welcome());
    BOOST_TEST(late.whole().stop() == 0);

    network_site over({.list = {.issued = -9 * a_day, .next = -2 * a_day}});
    const auto [bad, why] = check(over);
    BOOST_TEST(bad == configuration_bad);
    BOOST_TEST(why.find("is too old; nobody of it could come in") != std::string::npos, why);
    over.start();
    BOOST_TEST(over.log_says("certificate_out_of_date"));
    BOOST_TEST(over.log_says("it lets nobody new in"));
    network_client refused(over.place(), {.shows = over.authorities().good()});
    BOOST_TEST(refused.hear_to_the_end(20s));
    BOOST_TEST(over.log_says("was turned away: the revocation list of its authority is too old"));
    BOOST_TEST(testing::status_of(over.whole()).sessions() == 1U);
    BOOST_TEST(over.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(an_idle_client_over_the_network_is_closed_and_dispatch_is_not) {
    const std::string rms = "spiffe://agency.example/MO0110100/rms";
    network_site s({.intake = "idle_timeout = \"1s\"\n",
                    .others = "[[principal]]\nuri = \"" + rms +
                              "\"\noris = [\"MO0110100\"]\nrights = [\"read\"]\n"
                              "dispatch = true\n"});
    auto what = good_client();
    what.uris = {rms};
    s.keep("rms", client_papers{s.authorities().root().issue(what), {}});
    s.start();
    auto local = s.whole().connect();
    auto dispatch = s.connect("rms");
    auto idle = s.connect();
    BOOST_TEST(idle.call(hello()).value().has_welcome());
    const auto last = idle.receive(std::chrono::steady_clock::now() + 20s);
    BOOST_REQUIRE(last.has_value());
    BOOST_TEST(last.value().error().code() == v1::ERROR_CODE_UNAVAILABLE);
    BOOST_TEST(last.value().error().message().find("no call for too long") != std::string::npos);
    BOOST_TEST(!idle.receive(std::chrono::steady_clock::now() + 20s).has_value());
    BOOST_TEST(s.log_says("of " + cad_uri + " was closed: it stood idle"));
    BOOST_TEST(dispatch.call(hello()).value().has_welcome());
    BOOST_TEST(local.call(hello()).value().has_welcome());
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_client_whose_certificate_ends_meanwhile_is_asked_to_come_again) {
    network_site s;
    auto what = good_client();
    what.until = 3;
    s.keep("short", client_papers{s.authorities().root().issue(what), {}});
    s.start();
    auto client = s.connect("short");
    BOOST_TEST(client.call(hello()).value().has_welcome());
    const auto last = client.receive(std::chrono::steady_clock::now() + 20s);
    BOOST_REQUIRE(last.has_value());
    BOOST_TEST(last.value().error().code() == v1::ERROR_CODE_UNAVAILABLE);
    BOOST_TEST(s.log_says("was closed: its certificate has expired meanwhile"));
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_stop_writes_what_is_owed_to_clients_over_the_network_too) {
    network_site s;
    s.start();
    auto client = s.connect();
    for (int i = 1; i <= 50; ++i) {
        BOOST_REQUIRE(client.send(testing::submission(i, "key-" + std::to_string(i), "T1")));
    }
    BOOST_REQUIRE(client.receive(std::chrono::steady_clock::now() + 20s).has_value());
    BOOST_TEST(s.whole().stop() == 0);
    std::size_t accepted = 1;
    while (const auto next = client.receive(std::chrono::steady_clock::now() + 20s)) {
        accepted += next.value().has_accepted() ? 1U : 0U;
    }
    s.start();
    auto again = s.whole().connect();
    v1::ClientFrame list;
    list.mutable_list();
    const auto rows = again.call(list).value().inquiries().rows_size();
    BOOST_TEST(accepted <= static_cast<std::size_t>(rows));
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
