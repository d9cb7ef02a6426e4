#include "support/pki.hpp"
#include "tls/session.hpp"
#include "unit/tls/tls_site.hpp"
#include "unit/tls/tls_switch.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace iaq;
using namespace iaq::tls;
using testing::authority;
using testing::issued;
using testing::key_kind;
using testing::self_signed;
using testing::usage;
using testing::wish;

namespace {

const std::string host = "switch.state.test";

issued good() { return state_ca().issue({.names = {host}}); }

/// A station and a switch, and what they said to each other until there was no more to say.
struct talk {
    talk(const client_profile& with, const tls_habits& habits, const std::string& to = host)
        : station(with, to), at(habits) {
        give({});
    }

    /// Hands the station bytes, and its answers to the switch, to and fro.
    void give(std::string to_station) {
        do {
            auto got = station.hear(std::exchange(to_station, {}));
            plain += got.plain;
            cause = got.cause ? *got.cause : cause;
            const auto out = station.take_output();
            if (out.empty()) {
                break;
            }
            to_station = at.hear(out);
        } while (cause.empty() && !to_station.empty());
    }

    session station;
    tls_switch at;
    std::string plain, cause;
};

const std::string no_common = "TLS: the switch takes none of our suites, groups and signatures";

struct offer {
    const char* what;
    model::tls_floor least;
    tls_habits offers;
    std::string ends;  // terms, or the cause
};

void check_offers(const std::vector<offer>& rows) {
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            const auto with = profile({.least = r.least});
            const talk t(*with, r.offers);
            BOOST_TEST((t.station.is_secure() ? t.station.terms() : t.cause) == r.ends);
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_client_session)

BOOST_AUTO_TEST_CASE(a_switch_of_the_name_is_taken_and_both_hear_each_other) {
    const auto with = profile();
    talk t(*with, {.shown = good()});
    BOOST_TEST_REQUIRE(t.cause == "");
    BOOST_TEST(t.station.is_secure());
    BOOST_TEST(t.station.terms() == "TLSv1.3 TLS_AES_256_GCM_SHA384");
    BOOST_TEST(t.at.asked_name() == host);
    const auto sealed = t.station.seal("DOE,JANE");
    BOOST_REQUIRE(sealed);
    BOOST_TEST(sealed->find("DOE") == std::string::npos);
    t.at.hear(*sealed);
    BOOST_TEST(t.at.heard == "DOE,JANE");
    t.give(t.at.say("NOTHING FOUND"));
    BOOST_TEST(t.plain == "NOTHING FOUND");
    BOOST_TEST(ERR_peek_error() == 0U);
}

BOOST_AUTO_TEST_CASE(a_switch_is_taken_or_refused_by_what_its_certificate_says) {
    struct row {
        const char* what;
        std::string to;    // as in hosts
        std::string name;  // tls_name
        issued shown;
        std::string cause;  // none: taken
    };
    const auto refused = [](const char* words) { return std::string{"TLS: "} + words; };
    const auto by_none = refused("no certificate in tls_ca vouches for the switch's");
    const auto not_for = [](const std::string& name) {
        return "TLS: the switch's certificate is not for host " + name;
    };
    const std::vector<row> rows{
        {"its name", host, "", good(), ""},
        {"its name in capitals", "SWITCH.State.Test", "", good(), ""},
        {"a name of a wildcard", host, "", state_ca().issue({.names = {"*.state.test"}}), ""},
        {"its IPv4 address", "127.0.0.1", "", state_ca().issue({.addresses = {"127.0.0.1"}}), ""},
        {"its IPv6 address", "::1", "", state_ca().issue({.addresses = {"::1"}}), ""},
        {"an address, but tls_name", "127.0.0.1", host, good(), ""},
        {"P-384", host, "", state_ca().issue({.names = {host}, .key = key_kind::p384}), ""},
        {"RSA", host, "", state_ca().issue({.names = {host}, .key = key_kind::rsa2048}), ""},
        {"no list of uses", host, "", state_ca().issue({.names = {host}, .for_use = usage::none}),
         ""},

        {"another CA", host, "", other_ca().issue({.names = {host}}), by_none},
        {"another name", "other.test", "", good(), not_for("other.test")},
        {"another name than tls_name", host, "other.test", good(), not_for("other.test")},
        {"a name in part", "switch.state.test.evil", "", good(), not_for("switch.state.test.evil")},
        {"another address", "127.0.0.2", "", state_ca().issue({.addresses = {"127.0.0.1"}}),
         not_for("127.0.0.2")},
        {"an address as a name", "127.0.0.1", "", state_ca().issue({.names = {"127.0.0.1"}}),
         not_for("127.0.0.1")},
        {"its common name only", host, "", state_ca().issue({.common_name = host}), not_for(host)},
        {"a wildcard within a word", host, "", state_ca().issue({.names = {"sw*.state.test"}}),
         not_for(host)},
        {"expired", host, "", state_ca().issue({.names = {host}, .until = -60}),
         refused("certificate expired")},
        {"not yet valid", host, "", state_ca().issue({.names = {host}, .from = 600, .until = 3600}),
         refused("certificate not yet valid")},
        {"for clients", host, "", state_ca().issue({.names = {host}, .for_use = usage::client}),
         refused("the switch's certificate is not one for servers")},
        {"self-signed", host, "", self_signed({.names = {host}}),
         refused("the switch's certificate is signed by itself and not in tls_ca")},
        {"Ed25519", host, "", state_ca().issue({.names = {host}, .key = key_kind::ed25519}),
         refused("the switch takes none of our suites, groups and signatures")},
        {"RSA of 1024 bits", host, "",
         state_ca().issue({.names = {host}, .key = key_kind::rsa1024}),
         refused("the switch's certificate has too weak a key")},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            const auto with = profile({.name = r.name});
            talk t(*with, {.shown = r.shown, .security_level = 0}, r.to);
            BOOST_TEST(t.cause == r.cause);
            BOOST_TEST(t.station.is_secure() == r.cause.empty());
            BOOST_TEST(ERR_peek_error() == 0U);
            if (!r.cause.empty()) {
                t.at.hear(t.station.part());
                BOOST_TEST(t.at.failed);  // it was told by an alert
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_address_is_not_asked_for_by_name) {
    const auto with = profile();
    const talk t(*with, {.shown = state_ca().issue({.addresses = {"127.0.0.1"}})}, "127.0.0.1");
    BOOST_TEST(t.station.is_secure());
    BOOST_TEST(t.at.asked_name() == "");
}

BOOST_AUTO_TEST_CASE(what_the_profile_names_is_taken_the_best_of_it_first) {
    const auto rsa = state_ca().issue({.names = {host}, .key = key_kind::rsa2048});
    const auto ec = good();
    check_offers({
        {"1.2 and RSA",
         floor_1_2,
         {.shown = rsa, .highest = TLS1_2_VERSION},
         "TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384"},
        {"1.2 and AES-128",
         floor_1_2,
         {.shown = ec, .highest = TLS1_2_VERSION, .suites_1_2 = "ECDHE-ECDSA-AES128-GCM-SHA256"},
         "TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256"},
        {"1.3 where 1.2 would do", floor_1_2, {.shown = ec}, "TLSv1.3 TLS_AES_256_GCM_SHA384"},
        {"1.3 and AES-128",
         floor_1_3,
         {.shown = ec, .suites_1_3 = "TLS_AES_128_GCM_SHA256"},
         "TLSv1.3 TLS_AES_128_GCM_SHA256"},
        {"P-384 only",
         floor_1_3,
         {.shown = ec, .groups = "P-384"},
         "TLSv1.3 TLS_AES_256_GCM_SHA384"},
    });
}

BOOST_AUTO_TEST_CASE(versions_suites_and_groups_outside_the_profile_are_refused) {
    const auto rsa = state_ca().issue({.names = {host}, .key = key_kind::rsa2048});
    const auto ec = good();
    check_offers({
        {"1.2 below 1.3",
         floor_1_3,
         {.shown = ec, .highest = TLS1_2_VERSION},
         "TLS: the switch does not speak TLS 1.3"},
        {"1.1 below 1.2",
         floor_1_2,
         {.shown = ec,
          .lowest = TLS1_VERSION,
          .highest = TLS1_1_VERSION,
          .suites_1_2 = "ALL:@SECLEVEL=0",
          .security_level = 0},
         "TLS: the switch does not speak TLS 1.2"},
        {"1.1 below 1.3",
         floor_1_3,
         {.shown = ec,
          .lowest = TLS1_VERSION,
          .highest = TLS1_1_VERSION,
          .suites_1_2 = "ALL:@SECLEVEL=0",
          .security_level = 0},
         "TLS: the switch does not speak TLS 1.3"},
        {"CBC",
         floor_1_2,
         {.shown = ec, .highest = TLS1_2_VERSION, .suites_1_2 = "ECDHE-ECDSA-AES256-SHA384"},
         no_common},
        {"no forward secrecy",
         floor_1_2,
         {.shown = rsa, .highest = TLS1_2_VERSION, .suites_1_2 = "AES256-GCM-SHA384"},
         no_common},
        {"finite fields",
         floor_1_2,
         {.shown = rsa, .highest = TLS1_2_VERSION, .suites_1_2 = "DHE-RSA-AES256-GCM-SHA384"},
         no_common},
        {"CHACHA20 under 1.2",
         floor_1_2,
         {.shown = ec, .highest = TLS1_2_VERSION, .suites_1_2 = "ECDHE-ECDSA-CHACHA20-POLY1305"},
         no_common},
        {"CHACHA20 under 1.3",
         floor_1_3,
         {.shown = ec, .suites_1_3 = "TLS_CHACHA20_POLY1305_SHA256"},
         no_common},
        {"X25519", floor_1_3, {.shown = ec, .groups = "X25519"}, no_common},
        {"X25519 under 1.2",
         floor_1_2,
         {.shown = ec, .highest = TLS1_2_VERSION, .groups = "X25519"},
         no_common},
        {"P-521", floor_1_3, {.shown = ec, .groups = "P-521"}, no_common},
    });
}

BOOST_AUTO_TEST_CASE(an_authority_between_is_followed_when_it_is_shown) {
    const authority between("TEST STATE ISSUER", &state_ca());
    const auto shown = between.issue({.names = {host}});
    const auto with = profile();
    const talk whole(*with, {.shown = shown, .chain = between.pem()});
    BOOST_TEST(whole.cause == "");
    const talk gap(*with, {.shown = shown});
    BOOST_TEST(gap.cause == "TLS: no certificate in tls_ca vouches for the switch's");
}

BOOST_AUTO_TEST_CASE(one_of_several_authorities_is_enough) {
    const authority old("TEST OLD ROOT", nullptr, -60);
    const auto with = profile({.ca = old.pem() + state_ca().pem()});
    const talk t(*with, {.shown = good()});
    BOOST_TEST(t.station.is_secure());
}

BOOST_AUTO_TEST_CASE(a_certificate_of_ours_is_shown_when_it_is_asked_for) {
    const auto ours = state_ca().issue({.for_use = usage::client});
    for (const auto highest : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        BOOST_TEST_CONTEXT("version " << highest) {
            const tls_habits asks{
                .shown = good(), .client_ca = state_ca().pem(), .highest = highest};
            const auto with = profile({.least = floor_1_2, .ours = ours});
            talk t(*with, asks);
            BOOST_TEST(t.cause == "");
            BOOST_TEST(t.at.is_secure());
            const auto without = profile({.least = floor_1_2});
            const talk none(*without, asks);
            BOOST_TEST(none.cause == (highest == TLS1_3_VERSION
                                          ? "TLS: the switch asks for a certificate of ours: "
                                            "tls_certificate"
                                          : "TLS: the switch takes none of our suites, groups and "
                                            "signatures"));
            BOOST_TEST(none.at.failed);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_certificate_of_ours_that_the_switch_does_not_take_is_said_to_be_that) {
    const auto with = profile({.ours = other_ca().issue({.for_use = usage::client})});
    const talk t(*with, {.shown = good(), .client_ca = state_ca().pem()});
    BOOST_TEST(t.cause == "TLS: the switch does not take our certificate");
}

BOOST_AUTO_TEST_CASE(what_is_no_tls_is_said_to_be_none) {
    const auto with = profile();
    for (const auto& said : {std::string{"\xFF\x00\xAA\x55\x00\x00\x00\x24", 8},
                             std::string{"HTTP/1.1 400 Bad Request\r\n\r\n"},
                             std::string{"SSH-2.0-OpenSSH_9.2\r\n"}}) {
        session station(*with, host);
        station.hear({});
        station.take_output();
        const auto got = station.hear(said);
        BOOST_TEST(got.cause.value_or("none") == "TLS: the switch speaks no TLS here");
        BOOST_TEST(!station.is_secure());
        BOOST_TEST(got.plain == "");
    }
}

BOOST_AUTO_TEST_CASE(any_piece_size_gives_the_same_words_in_both_directions) {
    const auto with = profile();
    for (const std::size_t size : {1U, 7U, 1000U}) {
        talk t(*with, {.shown = good()});
        const std::string message(70'000, 'x');
        const auto sealed = t.at.say(message);
        for (std::size_t at = 0; at < sealed.size(); at += size) {
            t.give(sealed.substr(at, size));
        }
        BOOST_TEST((t.plain == message));
        const auto ours = t.station.seal(message);
        BOOST_REQUIRE(ours);
        for (std::size_t at = 0; at < ours->size(); at += size) {
            t.at.hear(std::string_view(*ours).substr(at, size));
        }
        BOOST_TEST((t.at.heard == message));
    }
}

BOOST_AUTO_TEST_CASE(a_changed_byte_ends_it_and_nothing_of_its_record_is_heard) {
    const auto with = profile();
    talk t(*with, {.shown = good()});
    auto said = t.at.say("first");
    said += t.at.say("second");
    const auto third = t.at.say("third");
    said.back() = static_cast<char>(said.back() ^ 1);
    t.give(said);
    BOOST_TEST(t.plain == "first");
    BOOST_TEST(t.cause == "TLS: bytes were changed on the way");
    BOOST_TEST(!t.station.seal("more"));
    const auto after = t.station.hear(third);
    BOOST_TEST(after.plain == "");
}

BOOST_AUTO_TEST_CASE(what_was_said_before_the_switch_closed_is_heard) {
    const auto with = profile();
    talk t(*with, {.shown = good()});
    auto said = t.at.say("last words");
    said += t.at.close();
    t.give(said);
    BOOST_TEST(t.plain == "last words");
    BOOST_TEST(t.cause == "closed by the switch");
}

BOOST_AUTO_TEST_CASE(who_parts_says_so) {
    const auto with = profile();
    talk t(*with, {.shown = good()});
    t.at.hear(t.station.part());
    BOOST_TEST(t.at.was_closed);
    BOOST_TEST(!t.at.failed);
    BOOST_TEST(!t.station.seal("more"));
}

BOOST_AUTO_TEST_CASE(new_keys_are_answered_and_the_talk_goes_on) {
    const auto with = profile();
    talk t(*with, {.shown = good()});
    t.give(t.at.ask_for_new_keys());
    const auto sealed = t.station.seal("under new keys");
    BOOST_REQUIRE(sealed);
    t.at.hear(*sealed);
    t.give(t.at.say("heard"));
    BOOST_TEST(t.at.heard == "under new keys");
    BOOST_TEST(t.plain == "heard");
}

BOOST_AUTO_TEST_CASE(under_1_2_a_wish_to_negotiate_anew_is_declined_and_the_talk_goes_on) {
    const auto with = profile({.least = floor_1_2});
    talk t(*with, {.shown = good(), .highest = TLS1_2_VERSION});
    BOOST_TEST_REQUIRE(t.station.is_secure());
    BOOST_REQUIRE(SSL_renegotiate(t.at.native()) == 1);
    BOOST_REQUIRE(SSL_do_handshake(t.at.native()) == 1);
    const auto asks = t.at.hear({});
    BOOST_TEST_REQUIRE(!asks.empty());
    const auto got = t.station.hear(asks);
    BOOST_TEST(got.cause.value_or("none") == "none");
    const auto answer = t.station.take_output();
    constexpr char alert = 21;  // the type of the record (RFC 5246 6.2.1); a hello would be 22
    BOOST_TEST_REQUIRE(!answer.empty());
    BOOST_TEST(answer[0] == alert);
}

BOOST_AUTO_TEST_SUITE_END()
