#include "unit/tls/server_site.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/evp.h>
#include <openssl/ssl.h>

#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::tls;

BOOST_AUTO_TEST_SUITE(tls_server_profile)

BOOST_AUTO_TEST_CASE(nothing_is_taken_but_what_the_profile_names) {
    for (const auto least : {model::tls_floor::tls_1_2, model::tls_floor::tls_1_3}) {
        const auto with = door({.least = least});
        auto* const ssl = SSL_new(with->context());
        std::vector<std::string> taken;
        auto* const suites = SSL_get1_supported_ciphers(ssl);
        for (int i = 0; i < sk_SSL_CIPHER_num(suites); ++i) {
            taken.emplace_back(SSL_CIPHER_get_name(sk_SSL_CIPHER_value(suites, i)));
        }
        sk_SSL_CIPHER_free(suites);
        std::vector<std::string> wanted{"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"};
        if (least == model::tls_floor::tls_1_2) {
            wanted.insert(wanted.end(),
                          {"ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
                           "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"});
        }
        BOOST_TEST(taken == wanted, boost::test_tools::per_element());
        BOOST_TEST(SSL_get_security_level(ssl) >= 2);
        BOOST_TEST(SSL_get_verify_mode(ssl) == (SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT));
        const auto set = SSL_get_options(ssl);
        BOOST_TEST((set & SSL_OP_NO_TICKET) != 0U);
        BOOST_TEST((set & SSL_OP_NO_COMPRESSION) != 0U);
        BOOST_TEST((set & SSL_OP_NO_RENEGOTIATION) != 0U);
        BOOST_TEST((set & SSL_OP_CIPHER_SERVER_PREFERENCE) != 0U);
        BOOST_TEST((set & SSL_OP_ALLOW_CLIENT_RENEGOTIATION) == 0U);
        BOOST_TEST(SSL_get_num_tickets(ssl) == 0U);
        BOOST_TEST(SSL_get_max_early_data(ssl) == 0U);
        BOOST_TEST(SSL_CTX_get_session_cache_mode(with->context()) == SSL_SESS_CACHE_OFF);
        BOOST_TEST(with->takes_1_2() == (least == model::tls_floor::tls_1_2));
        SSL_free(ssl);
    }
}

BOOST_AUTO_TEST_CASE(until_when_our_own_certificate_is_valid_is_known) {
    const auto with = door();
    BOOST_TEST((with->until() > this_moment() + 50min));
    BOOST_TEST((with->until() < this_moment() + 61min));
}

// As require_fips restricts the process: what the properties do not name is not taken elsewhere.
BOOST_AUTO_TEST_CASE(algorithms_come_from_where_the_process_is_restricted_to) {
    const door_wish wish;  // made while keys can be
    static_cast<void>(try_door(wish));
    for (const auto& properties :
         std::vector<std::string>{"provider=default", "provider=nowhere"}) {
        const auto child = ::fork();
        BOOST_REQUIRE(child >= 0);
        if (child == 0) {
            const bool set = EVP_set_default_properties(nullptr, properties.c_str()) == 1;
            const auto made = try_door(wish);
            const bool refused = made.has_error() && made.error().starts_with("OpenSSL does not");
            ::_exit(!set ? 2 : refused ? 0 : 1);
        }
        int status = -1;
        BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
        BOOST_REQUIRE(WIFEXITED(status));
        BOOST_TEST(WEXITSTATUS(status) == (properties == "provider=default" ? 1 : 0));
    }
}

BOOST_AUTO_TEST_SUITE_END()
