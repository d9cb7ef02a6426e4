#include "unit/tls/tls_site.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::tls;
using testing::authority;
using testing::issued;
using testing::key_kind;
using testing::usage;

namespace {

issued client(key_kind key = key_kind::p256) {
    return state_ca().issue({.for_use = usage::client, .key = key});
}

/// Its key is another's.
issued mismatched(key_kind certificate, key_kind key) {
    return {client(certificate).certificate, client(key).key};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_client_profile)

BOOST_AUTO_TEST_CASE(each_file_that_is_no_good_is_named_with_what_is_wrong) {
    const auto good = client();
    const authority expired("TEST EXPIRED ROOT", nullptr, -60);
    const auto torn = state_ca().pem().substr(0, 200);
    struct row {
        const char* what;
        profile_wish wish;
        std::string complaint;
    };
    const std::string no_key =
        "ours.key: holds no private key in PEM that opens without a passphrase";
    const std::vector<row> rows{
        {"an empty CA file", {.ca = ""}, "ca.pem: holds no certificate in PEM"},
        {"a CA file of words", {.ca = "state ca\n"}, "ca.pem: holds no certificate in PEM"},
        {"a key for a CA", {.ca = good.key}, "ca.pem: holds no certificate in PEM"},
        {"a torn CA file",
         {.ca = torn},
         "ca.pem: certificate 1 in it cannot be read; write it anew as PEM"},
        {"a second one torn",
         {.ca = state_ca().pem() + torn},
         "ca.pem: certificate 2 in it cannot be read; write it anew as PEM"},
        {"an expired CA",
         {.ca = expired.pem()},
         "ca.pem: what it holds has expired; ask the state for its present one"},
        {"a certificate of words",
         {.ours = {"words", good.key}},
         "ours.pem: holds no certificate in PEM"},
        {"an expired certificate",
         {.ours = state_ca().issue({.until = -60, .for_use = usage::client})},
         "ours.pem: the certificate has expired; ask for a new one"},
        {"one of tomorrow",
         {.ours = state_ca().issue({.from = 86400, .until = 90000, .for_use = usage::client})},
         "ours.pem: the certificate is not yet valid; compare the clocks"},
        {"one for servers",
         {.ours = state_ca().issue({.for_use = usage::server})},
         "ours.pem: the certificate is not one for TLS clients"},
        {"no key", {.ours = {good.certificate, "words"}}, no_key},
        {"the certificate again", {.ours = {good.certificate, good.certificate}}, no_key},
        {"a key under a passphrase",
         {.ours = {good.certificate, testing::under_passphrase(good.key)}},
         no_key},
        {"another's key",
         {.ours = mismatched(key_kind::p256, key_kind::p256)},
         "ours.key: is not the key of ours.pem"},
        {"a key of another kind",
         {.ours = mismatched(key_kind::p256, key_kind::rsa2048)},
         "ours.key: is not the key of ours.pem"},
        {"Ed25519",
         {.ours = client(key_kind::ed25519)},
         "ours.key: the key is neither P-256, P-384 nor RSA of 2048 bits or more"},
        {"P-521",
         {.ours = client(key_kind::p521)},
         "ours.key: the key is neither P-256, P-384 nor RSA of 2048 bits or more"},
        {"RSA of 1024 bits",
         {.ours = client(key_kind::rsa1024)},
         "ours.key: the key is neither P-256, P-384 nor RSA of 2048 bits or more"},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            const auto made = try_profile(r.wish);
            BOOST_TEST_REQUIRE(made.has_error());
            BOOST_TEST(made.error() == r.complaint);
            BOOST_TEST(ERR_peek_error() == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(keys_of_the_kinds_we_sign_with_are_taken) {
    for (const auto kind : {key_kind::p256, key_kind::p384, key_kind::rsa2048}) {
        BOOST_TEST(try_profile({.ours = client(kind)}).has_value());
    }
    BOOST_TEST(try_profile({.ours = state_ca().issue({.for_use = usage::none})}).has_value());
    BOOST_TEST(ERR_peek_error() == 0U);
}

BOOST_AUTO_TEST_CASE(nothing_is_offered_but_what_the_profile_names) {
    for (const auto least : {floor_1_2, floor_1_3}) {
        const auto with = profile({.least = least});
        auto* const ssl = SSL_new(with->context());
        std::vector<std::string> offered;
        auto* const suites = SSL_get1_supported_ciphers(ssl);
        for (int i = 0; i < sk_SSL_CIPHER_num(suites); ++i) {
            offered.emplace_back(SSL_CIPHER_get_name(sk_SSL_CIPHER_value(suites, i)));
        }
        sk_SSL_CIPHER_free(suites);
        std::vector<std::string> wanted{"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"};
        if (least == floor_1_2) {
            wanted.insert(wanted.end(),
                          {"ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
                           "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"});
        }
        BOOST_TEST(offered == wanted, boost::test_tools::per_element());
        BOOST_TEST(SSL_get_security_level(ssl) >= 2);
        BOOST_TEST(SSL_get_verify_mode(ssl) == SSL_VERIFY_PEER);
        const auto set = SSL_get_options(ssl);
        BOOST_TEST((set & SSL_OP_NO_TICKET) != 0U);
        BOOST_TEST((set & SSL_OP_NO_COMPRESSION) != 0U);
        BOOST_TEST((set & SSL_OP_NO_RENEGOTIATION) != 0U);
        BOOST_TEST((set & SSL_OP_LEGACY_SERVER_CONNECT) == 0U);
        BOOST_TEST((set & SSL_OP_IGNORE_UNEXPECTED_EOF) == 0U);
        BOOST_TEST(SSL_CTX_get_session_cache_mode(with->context()) == SSL_SESS_CACHE_OFF);
        SSL_free(ssl);
    }
}

// As require_fips restricts the process: what the properties do not name is not taken elsewhere.
BOOST_AUTO_TEST_CASE(algorithms_come_from_where_the_process_is_restricted_to) {
    const profile_wish wish;  // made while keys can be
    for (const auto& properties :
         std::vector<std::string>{"provider=default", "provider=nowhere"}) {
        const auto child = ::fork();
        BOOST_REQUIRE(child >= 0);
        if (child == 0) {
            const bool set = EVP_set_default_properties(nullptr, properties.c_str()) == 1;
            const auto made = try_profile(wish);
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
