#include "tls/admission.hpp"
#include "support/certificate_faults.hpp"
#include "support/tls_client.hpp"
#include "tls/session.hpp"
#include "unit/tls/server_site.hpp"
#include "unit/tls/tls_site.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>

#include <memory>
#include <string>
#include <vector>

/// The files that say who may come in, and time going by over them.
using namespace iaq;
using namespace iaq::tls;
using testing::authority;
using testing::cad_uri;
using testing::client_papers;
using testing::good_client;
using testing::issued;
using testing::tls_client;

namespace {

constexpr long an_hour = 3600, a_day = 24 * an_hour;

/// Returns what becomes of a client with these papers at that moment: empty when it is let in.
std::string outcome(const std::shared_ptr<const server_profile>& with, const client_papers& papers,
                    utc_time at) {
    session server(with, at);
    tls_client client({.shows = papers});
    std::string cause;
    for (auto bytes = client.hear({}); !bytes.empty() && cause.empty();) {
        cause = server.hear(bytes).cause.value_or("");
        bytes = client.hear(server.take_output());
    }
    BOOST_TEST(server.is_secure() == cause.empty());
    return cause;
}

/// A client that has been let in, and stays while the world changes.
struct guest {
    guest(const std::shared_ptr<const server_profile>& with, const client_papers& papers)
        : server(with, this_moment()), client({.shows = papers}) {
        for (auto bytes = client.hear({}); !bytes.empty();) {
            BOOST_REQUIRE(!server.hear(bytes).cause);
            bytes = client.hear(server.take_output());
        }
        BOOST_REQUIRE(server.is_secure());
    }
    session server;
    tls_client client;
};

/// A file that is no good, and what is said about it.
struct bad_file {
    const char* what;
    door_wish wish;
    std::string complaint;
};

std::vector<bad_file> bad_certificates() {
    const auto client = clients().root().issue(good_client());
    const auto server = state_ca().issue({.names = {"gateway.test"}});
    return {
        {"no server certificate",
         {.ours = issued{"words", server.key}},
         "server.pem: holds no certificate in PEM"},
        {"a client's as the server's",
         {.ours = client},
         "server.pem: the certificate is not one for TLS servers"},
        {"an expired one",
         {.ours = state_ca().issue({.until = -60})},
         "server.pem: the certificate has expired; ask for a new one"},
        {"another's key",
         {.ours = issued{server.certificate, client.key}},
         "server.key: is not the key of server.pem"},
    };
}

std::vector<bad_file> bad_authorities() {
    const auto& one = clients();
    const authority expired("TEST EXPIRED ROOT", nullptr, -60);
    const authority weak("TEST WEAK ROOT", nullptr, {.key = testing::key_kind::rsa1024});
    const auto client = one.root().issue(good_client());
    const auto torn = one.root().pem().substr(0, 200);
    return {
        {"no authority at all", {.client_ca = ""}, "clients.pem: holds no certificate in PEM"},
        {"a torn one",
         {.client_ca = torn},
         "clients.pem: certificate 1 in it cannot be read; write it anew as PEM"},
        {"a client as an authority",
         {.client_ca = one.client_ca() + client.certificate},
         "clients.pem: certificate 2 in it is no authority's; clients' own certificates do not "
         "belong there"},
        {"a weak authority",
         {.client_ca = weak.pem()},
         "clients.pem: certificate 1 in it has a key that is neither P-256, P-384 nor RSA of 2048 "
         "bits or more"},
        {"an expired authority",
         {.client_ca = expired.pem(), .crl = expired.list()},
         "clients.pem: what it holds has expired; nobody could come in"},
    };
}

std::vector<bad_file> bad_lists() {
    const auto& one = clients();
    const authority other("TEST OTHER CLIENT ROOT"), namesake("TEST CLIENT ROOT");
    return {
        {"an empty list", {.crl = ""}, "clients.crl: holds no revocation list in PEM"},
        {"a certificate as a list",
         {.crl = one.root().pem()},
         "clients.crl: holds no revocation list in PEM"},
        {"a torn list",
         {.crl = one.crl() + one.crl().substr(0, 100)},
         "clients.crl: revocation list 9 in it cannot be read; write it anew as PEM"},
        {"another authority's list",
         {.crl = other.list()},
         "clients.crl: holds no revocation list of certificate 1 in client_ca; nobody of it could "
         "come in"},
        {"a list of two authorities' one",
         {.client_ca = one.client_ca() + other.pem()},
         "clients.crl: holds no revocation list of certificate 2 in client_ca; nobody of it could "
         "come in"},
        {"a forged list",
         {.crl = namesake.list()},
         "clients.crl: revocation list 1 in it is not signed by its authority in client_ca"},
        {"a list over SHA-1",
         {.crl = one.root().list({.digest = "SHA1"})},
         "clients.crl: revocation list 1 in it is not signed over SHA-256 or more, by RSA or "
         "ECDSA"},
        {"a list without an end",
         {.crl = one.root().list({.next = 0})},
         "clients.crl: revocation list 1 in it does not say when the next one comes; set "
         "crl_age_max"},
        {"a list of last week",
         {.crl = one.root().list({.issued = -7 * a_day, .next = -2 * a_day})},
         "clients.crl: the revocation list of certificate 1 in client_ca is too old; nobody of it "
         "could come in"},
    };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_admission)

BOOST_AUTO_TEST_CASE(each_file_that_is_no_good_is_named_with_what_is_wrong) {
    auto rows = bad_certificates();
    for (const auto& more : {bad_authorities(), bad_lists()}) {
        rows.insert(rows.end(), more.begin(), more.end());
    }
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            const auto made = try_door(r.wish);
            BOOST_TEST_REQUIRE(made.has_error());
            BOOST_TEST(made.error() == r.complaint);
            BOOST_TEST(ERR_peek_error() == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(without_lists_nothing_is_taken_back) {
    const auto& one = clients();
    const auto with = door({.crl = std::nullopt});
    BOOST_TEST(outcome(with, one.revoked(), this_moment()) == "");
    BOOST_TEST(!with->clients().lists().has_value());
}

BOOST_AUTO_TEST_CASE(a_list_counts_a_while_after_its_next_update_and_then_lets_nobody_new_in) {
    const authority root("TEST LASTING ROOT", nullptr, {.from = -20 * a_day, .until = 400 * a_day});
    const std::string too_old = "the revocation list of its authority is too old";
    struct row {
        const char* what;
        testing::list_wish list;
        nanoseconds grace, age_max;
        nanoseconds after;  // the moment, from now
        std::string cause;
    };
    const testing::list_wish usual{.issued = -an_hour, .next = an_hour};
    const std::vector<row> rows{
        {"in time", usual, 0s, 0s, 59min, ""},
        {"late, no grace", usual, 0s, 0s, 61min, too_old},
        {"late, within grace", usual, 2h, 0s, 179min, ""},
        {"late, after grace", usual, 2h, 0s, 181min, too_old},
        {"young enough", {.issued = -an_hour, .next = 300 * a_day}, 24h, 3h, 119min, ""},
        {"too old for us", {.issued = -an_hour, .next = 300 * a_day}, 24h, 3h, 121min, too_old},
        {"no end, young", {.issued = -an_hour, .next = 0}, 24h, 3h, 119min, ""},
        {"no end, old", {.issued = -an_hour, .next = 0}, 24h, 3h, 121min, too_old},
        {"of a time to come", usual, 24h, 0s, -2h,
         "the revocation list of its authority is of a time to come"},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            const auto with = door({.client_ca = root.pem(),
                                    .crl = root.list(r.list),
                                    .crl_grace = r.grace,
                                    .crl_age_max = r.age_max});
            auto early = good_client();
            early.from = -10 * a_day;
            early.until = 400 * a_day;
            BOOST_TEST(outcome(with, {root.issue(early), {}}, this_moment() + r.after) == r.cause);
        }
    }
}

BOOST_AUTO_TEST_CASE(of_several_lists_of_one_authority_the_newest_counts) {
    const auto& one = clients();
    const auto old = one.root().list({.issued = -5 * a_day, .next = -4 * a_day});
    const auto young = one.root().list({.issued = -an_hour, .next = an_hour});
    for (const auto& both : {old + young, young + old}) {
        const auto with = door({.crl = both});
        BOOST_TEST(outcome(with, one.good(), this_moment()) == "");
    }
}

BOOST_AUTO_TEST_CASE(the_list_that_ends_first_tells_how_long_all_is_well) {
    const auto& one = clients();
    const authority other("TEST SECOND ROOT");
    const auto with =
        door({.client_ca = one.client_ca() + other.pem(),
              .crl = one.root().list({.next = 10 * a_day}) + other.list({.next = 2 * a_day})});
    const auto times = with->clients().lists();
    BOOST_TEST_REQUIRE(times.has_value());
    const auto days = [](utc_time at) {
        return std::chrono::round<std::chrono::days>(at - this_moment()).count();
    };
    BOOST_TEST(days(times->next_update) == 2);
    BOOST_TEST(days(times->use_until) == 3);
}

BOOST_AUTO_TEST_CASE(who_is_in_goes_when_it_is_revoked_or_unknown_and_not_for_age) {
    const auto& one = clients();
    const auto papers = one.good_by_branch();
    const auto with = door({.crl = one.crl()});
    const guest in(with, papers);
    const auto after = [&](const door_wish& wish, utc_time at = this_moment()) {
        return in.server.why_no_longer(*door(wish), at);
    };
    const auto lists = one.crl();
    const authority other("TEST OTHER CLIENT ROOT");
    BOOST_TEST(after({.crl = lists}) == "");
    BOOST_TEST(after({.crl = std::nullopt}) == "");
    BOOST_TEST(after({.crl = lists}, this_moment() + 300h) == "");
    BOOST_TEST(after({.crl = lists}, this_moment() - 300h) == "");
    BOOST_TEST(
        after({.crl = one.root().list() + one.branch().list({.revoked = {papers.shown.serial}})}) ==
        "it is revoked");
    BOOST_TEST(after({.crl = one.root().list({.revoked = {one.branch().serial()}}) +
                             one.branch().list()}) == "a certificate above it is revoked");
    BOOST_TEST(after({.crl = one.root().list()}) == "crl holds no list of its authority");
    BOOST_TEST(after({.client_ca = other.pem(), .crl = other.list()}) ==
               "no certificate in client_ca vouches for it");
    BOOST_TEST(after({.crl = lists, .uris = {"spiffe://agency.example/MO0110100/rms"}}) ==
               "its URI is no principal's");
    BOOST_TEST(ERR_peek_error() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
