#include "settings/sound_text.hpp"
#include "unit/settings/bad_file.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What [intake] may say about clients over the network.
namespace {

using namespace iaq::settings;
using namespace iaq::settings_test;

constexpr std::string_view good = R"([daemon]
profile = "/c/profiles/m.toml"
policy = "/c/policy/o.toml"
[[station]]
name = "s"
hosts = ["127.0.0.1:6099"]
device = "D1"
oris = ["MO0110100"]
[intake]
unix = "/s/i.sock"
tls = "127.0.0.1:7443"
certificate = "server.pem"
key = "server.key"
client_ca = "clients.pem"
crl = "clients.crl"
crl_grace = "2h"
crl_age_max = "7d"
tls_min = "1.2"
idle_timeout = "30m"
[[principal]]
uri = "spiffe://agency.example/cad"
oris = ["MO0110100"]
rights = ["submit"]
)";

const std::string without_tls =
    " without tls does nothing; say where to listen: tls = \"0.0.0.0:7443\", or leave it out";
const std::string place = "11:7: tls must be an IP address and a port: 0.0.0.0:7443 or [::]:7443, ";

const std::vector<bad_file> rows{
    {"all of it but tls",
     "tls = \"127.0.0.1:7443\"\n",
     "",
     {"11:15: certificate" + without_tls, "12:7: key" + without_tls,
      "13:13: client_ca" + without_tls, "14:7: crl" + without_tls, "15:13: crl_grace" + without_tls,
      "16:15: crl_age_max" + without_tls, "17:11: tls_min" + without_tls}},
    {"no certificate",
     "certificate = \"server.pem\"\n",
     "",
     {"11:7: tls needs certificate beside it: certificate = \"FILE\""}},
    {"no key", "key = \"server.key\"\n", "", {"11:7: tls needs key beside it: key = \"FILE\""}},
    {"no client_ca",
     "client_ca = \"clients.pem\"\n",
     "",
     {"11:7: tls needs client_ca beside it: client_ca = \"FILE\""}},
    {"an age of no list",
     "crl = \"clients.crl\"\n",
     "",
     {"16:15: crl_age_max without crl does nothing; say crl = \"FILE\", or leave it out"}},
    {"a name to listen at", "127.0.0.1:7443", "localhost:7443", {place + "not \"localhost:7443\""}},
    {"no port", "127.0.0.1:7443", "127.0.0.1", {place + "not \"127.0.0.1\""}},
    {"a port too far", "127.0.0.1:7443", "127.0.0.1:65536", {place + "not \"127.0.0.1:65536\""}},
    {"half an address", "127.0.0.1:7443", "127.0:7443", {place + "not \"127.0:7443\""}},
    {"an old version",
     "\"1.2\"",
     "\"1.1\"",
     {"18:11: tls_min must be \"1.3\" or \"1.2\", not \"1.1\""}},
    {"more than an hour", "\"30m\"", "\"61m\"", {"19:16: idle_timeout must be 1s to 1h, not 61m"}},
    {"a grace of a year", "\"2h\"", "\"365d\"", {"16:13: crl_grace must be 0ms to 30d, not 1y"}},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_network_complaints)

BOOST_AUTO_TEST_CASE(the_file_the_bad_ones_are_made_from_is_good) {
    BOOST_TEST(complaints_of(parse_settings, good).empty());
}

BOOST_AUTO_TEST_CASE(half_a_word_about_the_network_is_refused_with_its_place) {
    check_all(parse_settings, good, rows);
}

BOOST_AUTO_TEST_CASE(a_default_may_be_said_without_tls) {
    std::string text{good};
    const auto from = text.find("tls = "), to = text.find("idle_timeout");
    text.replace(from, to - from, "tls_min = \"1.3\"\ncrl_grace = \"1d\"\n");
    BOOST_TEST(complaints_of(parse_settings, text).empty());
}

BOOST_AUTO_TEST_CASE(a_place_to_listen_is_an_address_with_a_port) {
    for (const std::string_view text :
         {"0.0.0.0:7443", "127.0.0.1:0", "[::]:7443", "[::1]:0", "192.0.2.1:65535"}) {
        BOOST_TEST(is_listening_place(text), text);
    }
    for (const std::string_view text : {"", "0.0.0.0", ":7443", "::1:7443", "[::1]", "host:1",
                                        "1.2.3.4:-1", "1.2.3.4:65536", "[1.2.3.4:1", "1.2.3.4:"}) {
        BOOST_TEST(!is_listening_place(text), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
