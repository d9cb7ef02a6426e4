#include "support/certificate_faults.hpp"
#include "support/tls_client.hpp"
#include "tls/server_profile.hpp"
#include "tls/session.hpp"
#include "unit/tls/server_site.hpp"
#include "unit/tls/tls_site.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace iaq;
using namespace iaq::tls;
using testing::cad_uri;
using testing::client_habits;
using testing::client_papers;
using testing::good_client;
using testing::tls_client;

namespace {

/// The daemon's side and a client's, and what they said until there was no more to say.
struct visit {
    visit(std::shared_ptr<const server_profile> with, const client_habits& habits,
          utc_time now = this_moment())
        : server(std::move(with), now), client(habits) {
        give(client.hear({}));
    }

    /// Hands the daemon bytes, and its answers to the client, to and fro.
    void give(std::string to_server) {
        while (!to_server.empty()) {
            auto got = server.hear(std::exchange(to_server, {}));
            plain += got.plain;
            if (got.cause && cause.empty()) {
                cause = *got.cause;
            }
            const auto back = server.take_output();
            told.push_back(back.size());
            to_server = client.hear(back);
            if (!cause.empty()) {
                break;
            }
        }
    }

    session server;
    tls_client client;
    std::string plain, cause;
    std::vector<std::size_t> told;  // bytes to the client, each time
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_server_session)

BOOST_AUTO_TEST_CASE(a_client_with_a_good_certificate_is_known_by_its_uri) {
    for (const auto& papers : {clients().good(), clients().good_by_branch()}) {
        visit v(door(), {.shows = papers});
        BOOST_TEST_REQUIRE(v.cause == "");
        BOOST_TEST(v.server.is_secure());
        BOOST_TEST(v.server.terms() == "TLSv1.3 TLS_AES_256_GCM_SHA384");
        BOOST_TEST(v.server.client().who.uri == cad_uri);
        BOOST_TEST(v.server.client().who.fingerprint.size() == 64U);
        BOOST_TEST((v.server.client().who.until > this_moment() + 50min));
        BOOST_TEST((v.server.client().who.until < this_moment() + 61min));
        v.give(v.client.say("hello"));
        BOOST_TEST(v.plain == "hello");
        v.client.hear(v.server.seal("good day").value());
        BOOST_TEST(v.client.heard == "good day");
        BOOST_TEST(ERR_peek_error() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(other_names_than_uris_beside_the_one_do_not_matter) {
    auto what = good_client();
    what.names = {"cad.agency.example"};
    what.addresses = {"192.0.2.1"};
    what.for_use = testing::usage::both;
    const visit v(door(), {.shows = {clients().root().issue(what), {}}});
    BOOST_TEST(v.cause == "");
    BOOST_TEST(v.server.client().who.uri == cad_uri);
}

BOOST_AUTO_TEST_CASE(
    every_faulty_certificate_is_refused_for_its_reason_and_the_client_learns_none) {
    const auto with = door();
    const auto faults = clients().faults();
    BOOST_TEST(faults.size() >= 40U);
    for (const auto& fault : faults) {
        BOOST_TEST_CONTEXT(fault.what) {
            const visit v(with, {.shows = fault.papers});
            BOOST_TEST(v.cause == fault.says);
            BOOST_TEST(!v.server.is_secure());
            BOOST_TEST(v.plain == "");
            const bool shown = fault.says != "no certificate was shown";
            BOOST_TEST(v.client.refusal == (shown ? "sslv3 alert handshake failure"
                                                  : "tlsv13 alert certificate required"));
            BOOST_TEST(v.server.client().fingerprint.empty() == !shown);
            BOOST_TEST(v.server.client().who.uri == "");
            BOOST_TEST(ERR_peek_error() == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_refused_client_is_told_the_same_bytes_whatever_is_wrong) {
    const auto with = door();
    const auto told = [&](const client_papers& papers) {
        return visit(with, {.shows = papers}).told.back();
    };
    const auto expected = told(clients().revoked());
    for (const auto& fault : clients().faults()) {
        if (fault.says != "no certificate was shown") {
            BOOST_TEST_CONTEXT(fault.what) { BOOST_TEST(told(fault.papers) == expected); }
        }
    }
}

BOOST_AUTO_TEST_CASE(under_tls_1_2_the_same_are_refused) {
    const auto with = door({.least = floor_1_2});
    const visit good(with, {.shows = clients().good(), .highest = TLS1_2_VERSION});
    BOOST_TEST(good.cause == "");
    BOOST_TEST(good.server.terms() == "TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384");
    for (const auto& fault : clients().faults()) {
        BOOST_TEST_CONTEXT(fault.what) {
            const visit v(with, {.shows = fault.papers, .highest = TLS1_2_VERSION});
            BOOST_TEST(!v.cause.empty());
            BOOST_TEST(!v.server.is_secure());
            BOOST_TEST(v.client.refusal == "sslv3 alert handshake failure");
        }
    }
}

BOOST_AUTO_TEST_CASE(versions_suites_and_groups_outside_the_profile_are_refused) {
    struct row {
        const char* what;
        model::tls_floor least;
        client_habits offers;
        std::string cause;
    };
    const std::string nothing = "none of its suites, groups or signatures is taken";
    const std::vector<row> rows{
        {"1.2 below 1.3", floor_1_3, {.highest = TLS1_2_VERSION}, "TLS 1.3 was not spoken"},
        {"1.1 below 1.2", floor_1_2, {.highest = TLS1_1_VERSION}, "TLS 1.2 was not spoken"},
        {"CHACHA20", floor_1_3, {.suites_1_3 = "TLS_CHACHA20_POLY1305_SHA256"}, nothing},
        {"CCM", floor_1_3, {.suites_1_3 = "TLS_AES_128_CCM_SHA256"}, nothing},
        {"X25519", floor_1_3, {.groups = "X25519"}, nothing},
        {"P-521", floor_1_3, {.groups = "P-521"}, nothing},
        {"finite fields", floor_1_3, {.groups = "ffdhe2048"}, nothing},
        {"CBC under 1.2",
         floor_1_2,
         {.highest = TLS1_2_VERSION, .suites_1_2 = "ECDHE-ECDSA-AES256-SHA384"},
         nothing},
        {"no forward secrecy",
         floor_1_2,
         {.highest = TLS1_2_VERSION, .suites_1_2 = "AES256-GCM-SHA384"},
         nothing},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            auto offers = r.offers;
            offers.shows = clients().good();
            const visit v(door({.least = r.least}), offers);
            BOOST_TEST(v.cause == r.cause);
            BOOST_TEST(!v.server.is_secure());
            BOOST_TEST(v.server.client().fingerprint == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_tls_is_said_to_be_none) {
    for (const std::string said :
         {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\x05hello and more of it", "SSH-2.0-x\r\n"}) {
        session server(door(), this_moment());
        const auto got = server.hear(said);
        BOOST_TEST_REQUIRE(got.cause.has_value());
        BOOST_TEST(*got.cause == "no TLS was spoken");
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_resumed_and_nothing_is_early) {
    for (const int highest : {TLS1_3_VERSION, TLS1_2_VERSION}) {
        visit v(door({.least = floor_1_2}), {.shows = clients().good(), .highest = highest});
        BOOST_TEST_REQUIRE(v.server.is_secure());
        v.give(v.client.say("hello"));
        const auto* const kept = SSL_get0_session(v.client.native());
        BOOST_TEST(SSL_SESSION_is_resumable(kept) == 0);
        BOOST_TEST(SSL_SESSION_has_ticket(kept) == 0);
        BOOST_TEST(SSL_SESSION_get_max_early_data(kept) == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_client_of_tls_1_2_cannot_renegotiate) {
    visit v(door({.least = floor_1_2}), {.shows = clients().good(), .highest = TLS1_2_VERSION});
    BOOST_TEST_REQUIRE(v.server.is_secure());
    SSL_renegotiate(v.client.native());
    SSL_do_handshake(v.client.native());
    v.give(v.client.hear({}));
    BOOST_TEST(v.client.refusal == "no renegotiation");
}

BOOST_AUTO_TEST_CASE(new_keys_are_taken_and_given) {
    visit v(door(), {.shows = clients().good()});
    v.give(v.client.ask_for_new_keys());
    v.give(v.client.say("under new keys"));
    BOOST_TEST(v.plain == "under new keys");
    BOOST_TEST(v.cause == "");
}

BOOST_AUTO_TEST_CASE(a_part_of_a_record_is_known_to_be_one) {
    visit v(door(), {.shows = clients().good()});
    const auto record = v.client.say("hello");
    BOOST_TEST(!v.server.holds_part());
    BOOST_TEST(v.server.hear(record.substr(0, record.size() - 1)).plain == "");
    BOOST_TEST(v.server.holds_part());
    BOOST_TEST(v.server.hear(record.substr(record.size() - 1)).plain == "hello");
    BOOST_TEST(!v.server.holds_part());
}

BOOST_AUTO_TEST_CASE(a_changed_record_ends_the_conversation) {
    visit v(door(), {.shows = clients().good()});
    auto record = v.client.say("hello");
    record.back() = static_cast<char>(record.back() ^ 1);
    const auto got = v.server.hear(record);
    BOOST_TEST(got.plain == "");
    BOOST_TEST(got.cause.value_or("") == "bytes were changed on the way");
    BOOST_TEST(!v.server.seal("more"));
}

BOOST_AUTO_TEST_SUITE_END()
